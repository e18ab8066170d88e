"""For the tests: nothing outside the machine, nothing slow, nothing kept.

``tests/fixtures/databases.py`` gives each process a database and folders of its own,
and refuses to run under any other settings.
"""

from lms.settings import env
from lms.settings.base import *  # noqa: F403

# Tests reset databases: they ask for this before they touch anything.
MAY_BE_WIPED = True
# Filled in by the tests; nothing is ever written to or removed from here.
_NOWHERE = "/nonexistent/hocso-tests"

SECRET_KEY = "tests"  # noqa: S105
DEBUG = False
DEMO_ALLOWED = True
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"

if env.text("TEST_DATABASE", "sqlite") == "postgresql":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": env.text("TEST_DATABASE_NAME", "nothing"),
            "HOST": env.text("TEST_POSTGRESQL_SOCKET", _NOWHERE),
            "USER": "postgres",
        }
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": env.text("TEST_DATABASE_NAME", f"{_NOWHERE}/hocso.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF",
            },
        }
    }

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = env.text("TEST_MEDIA_ROOT", f"{_NOWHERE}/media")
STATIC_ROOT = f"{_NOWHERE}/static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": env.text("TEST_PRIVATE_ROOT", f"{_NOWHERE}/private"),
            "base_url": None,
        },
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
SERVE_MEDIA = True
SIGNING_KEY = env.text("TEST_PRIVATE_ROOT", _NOWHERE) + "/signing/test-key.p12"
SIGNING_KEY_PASSWORD = "tests"  # noqa: S105
SIGNING_TEST_AUTHORITY = True

CELERY_BROKER_URL = env.text("BROKER_URL", "memory://")
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "jobs.sweep", "schedule": 1}}
