"""What every duty is: a sentence that says what waits, and where to do it."""

from collections.abc import Callable, Iterator
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

    @property
    def answers_for_it(self) -> bool:
        """Return whether reports and lists of residents are theirs to hand in."""
        return self.keeps_places and self.sees_names


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


FindDuties = Callable[[Seat], Iterator[Duty]]

DUTIES: Register[FindDuties] = Register()


def duty(key: str) -> Callable[[FindDuties], FindDuties]:
    """File what finds duties of one kind under a key; it asks the database little."""
    return DUTIES.add(key)


def duties_of(seat: Seat) -> list[Duty]:
    """Return what waits for an officer, the most urgent first."""
    found = (each for find in DUTIES.values() for each in find(seat))
    return sorted(found, key=lambda each: each.rank)
