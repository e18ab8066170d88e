"""When a programme is completed, and how: pure functions of what somebody has done."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lms.lib.facts import HowWitnessed
from lms.progress.standing import least_independent, ranked


class Of(TextChoices):
    """What a programme is put together of; the key is stored, and never renamed."""

    COURSES = "courses", _("Courses, completed whole")
    SKILLS = "skills", _("Core skills, a completed lesson of each")


@dataclass(frozen=True)
class Meant:
    """For whom a programme is: by age in years since the year of birth, and by sex.

    What is not said holds for everybody. Whose sex is not
    known is in no programme for women, and in none for men.
    """

    age_from: int | None = None
    age_until: int | None = None
    sex: str = ""

    def includes(self, birth_year: int, sex: str, *, on: date) -> bool:
        age = on.year - birth_year
        return (
            (self.age_from is None or age >= self.age_from)
            and (self.age_until is None or age <= self.age_until)
            and self.sex in {"", sex}
        )


@dataclass(frozen=True)
class Rule:
    """What it takes: all of the parts, or at least so many of them.

    ``keys`` name the parts as text: courses by their keys, core skills by their
    numbers. Without any, nobody completes it.
    """

    of: str = Of.COURSES
    keys: tuple[str, ...] = ()
    at_least: int | None = None
    meant: Meant = Meant()

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        meant = Meant(**kept["meant"])
        return cls(kept["of"], tuple(kept["keys"]), kept["at_least"], meant)

    def as_json(self) -> dict[str, Any]:
        """Return the rule as a version keeps it: plain words and numbers."""
        return {**asdict(self), "of": str(self.of), "keys": sorted(set(self.keys))}

    @property
    def wanted(self) -> int:
        """Return how many of the parts it takes."""
        return len(self.keys) if self.at_least is None else self.at_least

    def counted(self, done: AbstractSet[str]) -> int:
        """Return how many of what it takes are done, up to all of it."""
        return min(self.wanted, len(done & set(self.keys)))

    def how(self, done: Mapping[str, HowWitnessed]) -> HowWitnessed | None:
        """Return how it is completed by what is ``done``; None where it is not.

        Of more parts than it takes, the most independent ones count; of these, as of
        every whole, the least independent says how it was done.
        """
        parts = ranked(done[key] for key in sorted(done.keys() & set(self.keys)))
        if not self.keys or len(parts) < self.wanted:
            return None
        return least_independent(parts[: self.wanted])
