"""Whole public pages, kept ready: the same bytes for everyone (docs/adr/0009).

A kept page is good until anything is published, moved or taken away, in whichever
process, and ten minutes at most. Nobody's session is opened to serve it.
"""

import secrets
from collections.abc import Callable
from hashlib import blake2b
from typing import TypedDict

from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from wagtail.models import Page, PageViewRestriction

EDITION_KEY = "pages:edition"  # names what is published now; changes with every change
KEPT_SECONDS = 600  # so that what depends on today's date is never older than that
BROWSER_SECONDS = 60


class KeptPage(TypedDict):
    edition: str
    headers: dict[str, str]
    content: bytes


class PageCacheMiddleware:
    """Answers with kept pages; must stand first, so that nothing else has to run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _may_be_kept(request):
            return self.get_response(request)
        key = _key(request)
        found = cache.get_many([EDITION_KEY, key])
        kept = found.get(key)
        if kept and kept["edition"] == found.get(EDITION_KEY):
            response = HttpResponse(kept["content"], headers=kept["headers"])
            return _unless_known(request, response)
        # The edition is read before the page is made: what is published meanwhile
        # makes this copy outdated at once.
        edition = found.get(EDITION_KEY) or _new_edition()
        response = self.get_response(request)
        if not _is_shared(response):
            return response
        kept = KeptPage(
            edition=edition, headers=dict(response.items()), content=response.content
        )
        cache.set(key, kept, KEPT_SECONDS)
        return _unless_known(request, response)


def shared_by_everyone(
    page: Page, request: HttpRequest, response: TemplateResponse
) -> HttpResponse:
    """Return the response, marked as one that may be kept and shown to anybody.

    A page that only some may see is left as it is.
    """
    restricted = PageViewRestriction.objects.exists() and page.get_view_restrictions()
    if request.method == "GET" and not restricted:
        response.add_post_render_callback(_mark)
    return response


def _mark(response: HttpResponse) -> HttpResponse:
    response.is_shared_by_everyone = True
    digest = blake2b(response.content, digest_size=12).hexdigest()
    response["ETag"] = f'W/"{digest}"'
    response["Cache-Control"] = f"public, max-age={BROWSER_SECONDS}"
    return response


def outdate() -> None:
    """Let every kept page be made anew, as soon as what was changed is committed."""
    transaction.on_commit(_change_edition)


def _change_edition() -> None:
    cache.set(EDITION_KEY, secrets.token_hex(8), None)


def _new_edition() -> str:
    """Return a name nobody had before: the old one may have fallen out of the cache."""
    cache.add(EDITION_KEY, secrets.token_hex(8), None)
    return cache.get(EDITION_KEY, "")


def _may_be_kept(request: HttpRequest) -> bool:
    """Return whether it asks for a plain page: no query, no editor's preview."""
    if request.method != "GET" or request.META.get("QUERY_STRING"):
        return False
    return not getattr(request, "is_dummy", False)


def _is_shared(response: HttpResponseBase) -> bool:
    if not getattr(response, "is_shared_by_everyone", False):
        return False
    if response.status_code != 200 or response.cookies:
        return False
    # Cookies and wishes about language play no part: the address alone decides.
    response["Vary"] = "Accept-Encoding"
    return True


def _key(request: HttpRequest) -> str:
    """Return a short key for address and packing; a host's name may be any length."""
    packed = bool(re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")))
    asked = f"{request.scheme} {request.get_host()} {packed:d} {request.path}"
    return f"pages:{blake2b(asked.encode(), digest_size=16).hexdigest()}"


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Return the page, or 304 where the browser has it already."""
    return get_conditional_response(request, etag=response["ETag"], response=response)
