"""Run inside NetBox: an administrator without a password, and the tokens of both versions that the lab made for it."""

import os

from users.models import Token, User

user, _ = User.objects.get_or_create(username="lab", defaults={"is_superuser": True})
Token(user=user, version=2, key=os.environ["LAB_TOKEN_KEY"], token=os.environ["LAB_TOKEN"]).save()
Token(user=user, version=1, token=os.environ["LAB_TOKEN_V1"]).save()
