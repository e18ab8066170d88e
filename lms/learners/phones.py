"""For whom cards were made on a phone lately, so that it can ask before a second one.

The phone keeps it, not we: a mark for each, which says nothing without the name, and
which only this site can make. So nobody is told who is registered, but whoever holds
the phone on which it was done (docs/adr/0023).
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from lms.learners.new_resident import NewResident
from lms.lib.text import fold

COOKIE = "cards"
A_WEEK = 7 * 24 * 3600  # seconds
MOST = 20  # a family's phone, and the neighbours' on an evening in the hall


def made_here(request: HttpRequest, person: NewResident) -> bool:
    """Return whether a card for such a person was made on this phone within a week."""
    return _mark(person) in _marks(request)


def remember(request: HttpRequest, answer: HttpResponse, person: NewResident) -> None:
    """Have the phone keep that a card was made for this person."""
    mark = _mark(person)
    marks = [each for each in _marks(request) if each != mark][1 - MOST :]
    answer.set_cookie(
        COOKIE,
        ".".join([*marks, mark]),
        max_age=A_WEEK,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(COOKIE, "").split(".")


def _mark(person: NewResident) -> str:
    told = f"{fold(person.full_name)}|{person.birth_year}|{person.hamlet.pk}"
    return salted_hmac("a card was made here", told).hexdigest()[:16]
