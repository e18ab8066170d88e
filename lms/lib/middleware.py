"""What happens around every request."""

from functools import cache

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse


@cache
def _admin_prefix() -> str:
    return reverse("wagtailadmin_home")


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends the strict content policy, and the editor's own one inside the editor."""

    def get_policy_parts(
        self,
        request: HttpRequest,
        response: HttpResponseBase,
        report_only: bool = False,
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(_admin_prefix()):
            parts.config = parts.config or settings.CONTENT_SECURITY_POLICY_OF_ADMIN
        return parts
