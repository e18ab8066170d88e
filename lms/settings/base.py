"""What every way of running shares. Read through django.conf, never imported."""

from datetime import timedelta
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from lms.settings import env

ROOT = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "lms.demo",
    "lms.dashboards",
    "lms.fieldwork",
    "lms.journey",
    "lms.certificates",
    "lms.progress",
    "courses",
    "quizzes",
    "lms.looks",
    "lms.learners",
    "lms.communes",
    "lms.accounts",
    "lms.library",
    "lms.jobs",
    "lms.lib",
    "wagtail.contrib.settings",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "lms.accounts.editor.EditorUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    # First: a page kept ready is answered before anything else has to run.
    "courses.page_cache.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "lms.lib.middleware.ContentPolicyMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "lms.urls"
WSGI_APPLICATION = "lms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "lms" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "lms.journey.sitting.on_every_page",
            ]
        },
    }
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["lms.accounts.hashers.SmallArgon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "MinimumLengthValidator": {"min_length": 8},
        "UserAttributeSimilarityValidator": {
            "user_attributes": ("username", "full_name")
        },
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/me/"
WAGTAILADMIN_LOGIN_URL = "accounts:staff_sign_in"

LANGUAGE_CODE = "vi"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
# The first wins: what we say ourselves, then what we say for the editor.
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "editor"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "lms" / "static"]
MEDIA_URL = "/media/"

WAGTAIL_SITE_NAME = "Học Số"
WAGTAIL_I18N_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "library.LibraryImage"
WAGTAILDOCS_DOCUMENT_MODEL = "library.LibraryDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "lms.library.forms.LibraryImageForm"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "lms.library.forms.LibraryDocumentForm"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "lms.library.search"}}
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "svg", "webp"]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES

# Nothing of an editor's work goes to anybody else's server.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

# What a page of ours may load: our own files and nothing else, nothing inline.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
}
# Wagtail's editor writes scripts and styles into its pages (docs/adr/0012).
CONTENT_SECURITY_POLICY_OF_ADMIN = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": ["'self'", "'unsafe-inline'"],
    "style-src": ["'self'", "'unsafe-inline'"],
}

# Five wrong PINs or passwords for one name close that name for a quarter of an hour.
# Not by address: a whole culture house shares one.
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_USERNAME_CALLABLE = "lms.accounts.attempts.name_tried"
# A wrong PIN is often nearly the right one, or somebody else's: it is not kept.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "pin"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "lms.accounts.views.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who signed in when and from where is not collected
AXES_VERBOSE = False

SILENCED_SYSTEM_CHECKS = [
    "axes.W006",  # wants locking by address: see above
    "security.W019",  # wants X-Frame-Options DENY: the editor previews in a frame
]

# The Job row is the truth (docs/adr/0004): no results are kept, a message may be lost.
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = "jobs"
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # in memory: no file to get broken
CELERY_BEAT_SCHEDULE = {
    "sweep": {"task": "jobs.sweep", "schedule": 15},
    # What trainers wrote for a later day appears, and what ends that day goes.
    "publish": {"task": "progress.publish_scheduled", "schedule": 60},
    "forget": {"task": "fieldwork.forget_withdrawn", "schedule": 3600},
    # Lists that communes sent: what was not taken over, and old lines.
    "forget lists": {"task": "learners.forget_old_lists", "schedule": 3600},
    # Lists with names that nobody fetched, or has fetched, go after a day.
    "reports": {"task": "dashboards.ask_for_counts_due", "schedule": 3600},
    "forget names": {"task": "dashboards.forget_names_files", "schedule": 600},
    # Positions begin and end at midnight.
    "editors": {"task": "dashboards.bring_editors_up_to_date", "schedule": 300},
    # One that a busy worker did not get to is of no use once the next is sent.
    "count": {
        "task": "dashboards.bring_up_to_date",
        "schedule": 15,
        "options": {"expires": 15},
    },
    # Sheets that waited for a key, stamps for their authority.
    "sign": {"task": "certificates.ask_for_what_waits", "schedule": 300},
    # By the calendar alone: a programme's version begins, people come of age.
    "due": {"task": "progress.look_who_has_become_due", "schedule": 3600},
}

# Who has taken the agreement back is made anonymous so many days later
# (docs/adr/0021): until then what they ask about can still be answered.
FORGET_AFTER_DAYS = env.number("FORGET_AFTER_DAYS", 90)

# A time-stamp authority (RFC 3161) for the signatures on certificates; none if empty.
TIME_STAMP_URL = env.text("TIME_STAMP_URL", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "lms.lib.logs.Lines",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "line",
        }
    },
    "root": {"handlers": ["stdout"], "level": "INFO"},
    "loggers": {
        # Celery says three lines for each job; the Job row says it better.
        "celery.worker.strategy": {"level": "WARNING"},
        "celery.app.trace": {"level": "WARNING"},
        "axes": {"level": "WARNING"},  # tells how it is set up, in every process
        "django_tasks": {"level": "WARNING"},  # three for each page in the index
        # Django's own handlers repeat what root prints.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["stdout"], "propagate": False},
    },
}
