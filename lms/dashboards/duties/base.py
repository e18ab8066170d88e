"""What every duty is: a sentence that says what waits, and where to do it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from lms.communes.models import Unit
from lms.dashboards.reports import Report
from lms.lib.registers import Register


@dataclass(frozen=True)
class Seat:
    """Whose duties they are: an officer of this commune, on this day."""

    commune: Unit
    report: Report
    on: date
    keeps_places: bool
    sees_names: bool


@dataclass(frozen=True)
class Duty:
    """Something that waits: why, in a sentence; what to press, and where it leads.

    The most urgent has the lowest ``rank``: what is late, then what holds figures up.
    """

    rank: int
    says: str
    press: str
    url: str
    icon: str = "next"


FindDuty = Callable[[Seat], Duty | None]

DUTIES: Register[FindDuty] = Register()


def duty(key: str) -> Callable[[FindDuty], FindDuty]:
    """File a duty under a key; it asks the database once at most."""
    return DUTIES.add(key)


def duties_of(seat: Seat) -> list[Duty]:
    """Return what waits for an officer, the most urgent first."""
    found = (find(seat) for find in DUTIES.values())
    return sorted((each for each in found if each), key=lambda each: each.rank)
