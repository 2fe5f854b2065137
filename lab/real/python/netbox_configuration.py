"""Settings of the lab's NetBox: everything on loopback, from the environment that netbox.sh sets."""

import os

ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
SECRET_KEY = os.environ["LAB_SECRET_KEY"]
API_TOKEN_PEPPERS = {1: os.environ["LAB_PEPPER"]}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": os.environ["LAB_PG_PORT"],
        "NAME": "netbox",
        "USER": "netbox",
        "PASSWORD": os.environ["LAB_PG_PASSWORD"],
    }
}
REDIS = {
    use: {
        "HOST": "127.0.0.1",
        "PORT": int(os.environ["LAB_REDIS_PORT"]),
        "PASSWORD": os.environ["LAB_REDIS_PASSWORD"],
        "DATABASE": database,
    }
    for use, database in (("tasks", 0), ("caching", 1))
}
CENSUS_REPORTING_ENABLED = False
RELEASE_CHECK_URL = None
TIME_ZONE = "UTC"
