"""How often open figures may be asked for: by a key more often than without."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lms.dashboards.services import key_of

WITHOUT_A_KEY, WITH_A_KEY = 60, 600  # requests a minute
MINUTE = 60

View = Callable[..., HttpResponse]


def open_to_all(view: View) -> View:
    """Let everybody read, each so often a minute; a key that is wrong is refused."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at, kind = timezone.now(), request.headers.get("Authorization", "")
        key = key_of(kind.removeprefix("Bearer "), at=at) if kind else None
        if kind and key is None:
            return refused(401, "This key is not known, or no longer in use.")
        who = f"key-{key.pk}" if key else _from_where(request)
        most = WITH_A_KEY if key else WITHOUT_A_KEY
        if _times(who, int(at.timestamp()) // MINUTE) > most:
            answer = refused(429, f"At most {most} requests a minute. Wait a minute.")
            answer["Retry-After"] = str(MINUTE)
            return answer
        answer = view(request, *args, **kwargs)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Cache-Control"] = "public, max-age=300"
        answer["Vary"] = "Authorization"
        return answer

    return checked


def refused(status: int, why: str) -> JsonResponse:
    return JsonResponse({"status": status, "error": why}, status=status)


def _from_where(request: HttpRequest) -> str:
    """Return a word for the address that asks; the address itself is not kept.

    Behind nginx it says who asks (docs/operate/hocso-proxy.conf); else anybody could.
    """
    proxied = settings.SECURE_PROXY_SSL_HEADER is not None
    said = request.headers.get("X-Forwarded-For", "") if proxied else ""
    address = said or request.META.get("REMOTE_ADDR", "")
    return salted_hmac("open figures", address).hexdigest()[:16]


def _times(who: str, minute: int) -> int:
    """Return how often they have asked in this minute, this time included."""
    name = f"open-{who}-{minute}"
    cache.add(name, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(name)
    except ValueError:  # thrown out of the cache in between
        return 1
