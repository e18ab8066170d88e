"""One machine, one command: SQLite, files, and no server to install."""

from lms.settings import env
from lms.settings.base import *  # noqa: F403
from lms.settings.base import ROOT

DATA_DIR = env.path("DATA_DIR", ROOT / "data")
DATA_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = DATA_DIR / "media" if DATA_DIR != ROOT / "data" else ROOT / "media"
STATIC_ROOT = DATA_DIR / "static"

DEBUG = env.flag("DEBUG", "0")
DEMO_ALLOWED = env.flag("DEMO", "1")  # people whose passwords are public
SECRET_KEY = env.own_secret(DATA_DIR / "secret-key")
# Reached by whatever name or number the machine has in its village network.
ALLOWED_HOSTS = ["*"]
BASE_URL = WAGTAILADMIN_BASE_URL = env.address(
    "BASE_URL", f"http://{env.text('HOST', '127.0.0.1')}:{env.number('PORT', 8000)}"
)

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "hocso.sqlite3",
        "OPTIONS": {
            # A transaction that reads and then writes waits at its start instead of
            # failing half-way with "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # FULL: an answer that was acknowledged survives a power cut.
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
                "PRAGMA cache_size=-16000;PRAGMA mmap_size=134217728;"
                "PRAGMA temp_store=MEMORY"
            ),
        },
    }
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Handed out by views that check who asks, never by address.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "private", "base_url": None},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
SERVE_MEDIA = True

# The organisation's own key, where there is one; else a test authority makes one here.
SIGNING_TEST_AUTHORITY = not env.text("SIGNING_KEY", "")
SIGNING_KEY = env.path("SIGNING_KEY", DATA_DIR / "signing" / "test-key.p12")
SIGNING_KEY_PASSWORD = (
    env.own_secret(DATA_DIR / "signing-password")
    if SIGNING_TEST_AUTHORITY
    else env.text("SIGNING_KEY_PASSWORD", "")
)

_messages = DATA_DIR / "messages"
_messages.mkdir(exist_ok=True)
CELERY_BROKER_URL = "localhost"
CELERY_BROKER_TRANSPORT = "lms.jobs.folder:Transport"
CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(_messages), "polling_interval": 0.1}
# Nobody asks this worker anything, and each question would leave a file behind.
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_CONCURRENCY = 2
