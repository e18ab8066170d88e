"""What a phone keeps for when there is no signal: one page, and what shows it."""

import json
from functools import cache
from hashlib import blake2b

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Say that there is no signal, the same to everyone: phones keep this page."""
    return render(request, "offline.html")


@require_safe
@cache_control(no_cache=True)
@conditional_page
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the script that stands between pages and the net.

    Browsers ask after each page whether it has changed; mostly that is a bare 304.
    """
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")


@cache
def _script() -> str:
    """Return the script, named after all that it keeps; the same until a restart."""
    pages, words = {}, ""
    for language, _name in settings.LANGUAGES:
        with override(language):
            prefix = "" if language == settings.LANGUAGE_CODE else language
            pages[prefix] = reverse("journey:offline")
            words += render_to_string("offline.html")
    files = [static("css/hocso.css"), static("img/offline.svg")]
    context = {
        "version": blake2b(words.encode(), digest_size=6).hexdigest(),
        "pages": json.dumps(pages),
        "files": json.dumps(files),
    }
    with override(None):
        return render_to_string("journey/sw.js", context)
