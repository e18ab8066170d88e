"""Hands out what editors uploaded, where no web server in front does."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

# Nothing in it may run as a page of ours; docs/operate/nginx.conf says the same.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@require_safe
def upload(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with an uploaded file: pictures to look at, all else to be kept."""
    response = serve(request, path, settings.MEDIA_ROOT)
    response["Content-Security-Policy"] = POLICY
    if not response.get("Content-Type", "").startswith("image/"):
        response["Content-Disposition"] = "attachment"
    return response
