"""Keeps a new card on this phone until its owner has written it down."""

from typing import Any

from django.http import HttpRequest

from lms.learners.models import Learner
from lms.learners.services import Card

SESSION_KEY = "new_card"


def show_next(request: HttpRequest, card: Card) -> None:
    """Keep the card's PIN in the session; it is stored nowhere else in the clear."""
    request.session[SESSION_KEY] = {"learner": str(card.learner.pk), "pin": card.pin}


def new_card(request: HttpRequest) -> Card | None:
    """Return the card just made on this phone, or None once it was put away."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    learner = kept and Learner.objects.filter(pk=kept["learner"]).first()
    return Card(learner, kept["pin"]) if learner else None


def put_away(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
