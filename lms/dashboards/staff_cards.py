"""Keeps the card of somebody new on this device until it has been written down."""

from dataclasses import dataclass

from django.http import HttpRequest

from lms.accounts.models import User

SESSION_KEY = "new_staff_card"


@dataclass(frozen=True)
class StaffCard:
    """What somebody new signs in with; the password is stored nowhere in the clear."""

    user: User
    password: str


def show_next(request: HttpRequest, card: StaffCard) -> None:
    kept = {"user": str(card.user.pk), "password": card.password}
    request.session[SESSION_KEY] = kept


def new_card(request: HttpRequest) -> StaffCard | None:
    """Return the card just made on this device, or None once it was put away."""
    kept: dict[str, str] = request.session.get(SESSION_KEY, {})
    user = kept and User.objects.filter(pk=kept["user"]).first()
    return StaffCard(user, kept["password"]) if user else None


def put_away(request: HttpRequest) -> None:
    request.session.pop(SESSION_KEY, None)
