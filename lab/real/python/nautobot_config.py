"""Settings of the lab's Nautobot: everything on loopback, from the environment that nautobot.sh sets."""

import os

from nautobot.core.settings import *  # noqa: F403
from nautobot.core.settings_funcs import parse_redis_connection

ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
SECRET_KEY = os.environ["NAUTOBOT_SECRET_KEY"]
CACHES["default"]["LOCATION"] = parse_redis_connection(redis_database=1)  # noqa: F405
CELERY_BROKER_URL = parse_redis_connection(redis_database=0)
INSTALLATION_METRICS_ENABLED = False
RELEASE_CHECK_URL = None
TIME_ZONE = "UTC"
# Nothing outside is asked: the lab's webhooks go to this machine.
WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1"]
