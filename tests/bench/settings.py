"""Production as it is, with an empty view beside it and no nginx in front."""

from lms.settings.production import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
SERVE_MEDIA = True
