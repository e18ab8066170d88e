"""How often open figures may be asked for: by a key more often than without."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from lms.dashboards.services import key_of
from lms.lib.limiting import from_where, times

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
        who = f"key-{key.pk}" if key else from_where(request)
        most = WITH_A_KEY if key else WITHOUT_A_KEY
        if times("open", who, MINUTE, at=at) > most:
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
