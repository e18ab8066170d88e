"""A province's server: PostgreSQL, Redis, and a web server in front that speaks TLS.

Every value that is particular to a server comes from the environment, and a missing
one stops the start with a sentence that names it.
"""

from urllib.parse import urlsplit

from lms.lib.cache import IMPATIENT
from lms.settings import env
from lms.settings.base import *  # noqa: F403

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
if len(SECRET_KEY) < 50:
    env.refuse("SECRET_KEY", "must be random and 50 characters long at least")
BASE_URL = WAGTAILADMIN_BASE_URL = env.address("BASE_URL")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", urlsplit(BASE_URL).hostname)

DATABASES = {
    "default": {
        **env.database("DATABASE_URL"),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
CACHES = {
    "default": {
        "BACKEND": "lms.lib.cache.ForgivingRedisCache",
        "LOCATION": env.text("CACHE_URL"),
        "OPTIONS": IMPATIENT,
    }
}
CELERY_BROKER_URL = env.text("BROKER_URL")
# What a dead worker had taken but not begun comes back after this many seconds.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "unacked_restore_throttle": 1,
}
# In a province something arrives all the time: once a minute counts a quarter as often.
CELERY_BEAT_SCHEDULE = {
    **CELERY_BEAT_SCHEDULE,
    "count": {
        **CELERY_BEAT_SCHEDULE["count"],
        "schedule": 60,
        "options": {"expires": 60},
    },
}

MEDIA_ROOT = env.path("MEDIA_ROOT")
STATIC_ROOT = env.path("STATIC_ROOT")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Handed out by views that check who asks, never by address.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": env.path("PRIVATE_ROOT"), "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
SERVE_MEDIA = False  # nginx does

# Without them certificates are issued, and their sheets wait: /readyz says so.
SIGNING_KEY = env.text("SIGNING_KEY", "")
SIGNING_KEY_PASSWORD = env.text("SIGNING_KEY_PASSWORD", "")
SIGNING_TEST_AUTHORITY = False

# The web server in front sets this header itself and drops a visitor's own.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from the machine itself
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
