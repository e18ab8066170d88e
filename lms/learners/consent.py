"""The words residents agree to. A new wording is a new version; old ones stay."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Wording:
    """What is kept, why, who sees it, and how to take it back: short enough to hear."""

    version: str
    points: tuple[str | Promise, ...]


LEARNING = Wording(
    version="2026-11",
    points=(
        _(
            "We keep your name, birth year, hamlet and what you learn here. "
            "If you give a phone number, we keep that too."
        ),
        _(
            "We keep it to remember where you are, to give you certificates and to "
            "count how many people in the commune have learnt."
        ),
        _(
            "Your helper and the officers of your commune can see it. "
            "Above the commune only numbers are seen, no names."
        ),
        _("We never ask for your identity number, bank account, passwords or codes."),
        _(
            "You may look at it, correct it or take this agreement back at any time. "
            "Tell your helper or the commune office."
        ),
    ),
)
