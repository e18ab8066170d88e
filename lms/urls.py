"""Every address of the site: pages for people in both languages, then the rest."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from lms.accounts.viewsets import StaffAccountView
from lms.journey.offline import service_worker
from lms.library.views import upload

uploads = [path("media/<path:path>", upload)]
# Guarded as Wagtail guards its own: this one stands in front of those.
staff_account = never_cache(require_admin_access(StaffAccountView.as_view()))

urlpatterns = [
    path("", include("lms.jobs.urls")),
    # At the root, or it could not answer for every page.
    path("sw.js", service_worker, name="service_worker"),
    # One door for staff: the other would take a password that has to be changed first.
    path("admin/login/", RedirectView.as_view(pattern_name="accounts:staff_sign_in")),
    path("admin/account/", staff_account, name="staff_account"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    *(uploads if settings.SERVE_MEDIA else []),
    *i18n_patterns(
        path("", include("lms.accounts.urls")),
        path("", include("lms.communes.urls")),
        path("", include("lms.learners.urls")),
        path("", include("courses.urls")),
        path("", include("lms.certificates.urls")),
        path("", include("lms.journey.urls")),
        path("", include("lms.fieldwork.urls")),
        path("", include("lms.dashboards.urls")),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]
