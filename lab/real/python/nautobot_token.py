"""Run inside Nautobot: an administrator without a password, and the token that the lab made for it."""

import os

from nautobot.users.models import Token, User

user, _ = User.objects.get_or_create(username="lab", defaults={"is_superuser": True, "is_staff": True})
Token.objects.get_or_create(user=user, key=os.environ["LAB_TOKEN"])
