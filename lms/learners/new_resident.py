"""A resident to be, on the way from a form or a list to a row."""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from lms.communes.models import Unit
from lms.learners.models import Learner
from lms.lib.text import fold

NEARLY = 0.85  # one letter of seven to thirteen, two of fourteen and more


def nearly_same(name: str, other: str) -> bool:
    """Return whether one name may be a slip of the other's pen, marks aside.

    "Bùi Thị Mâu" and "Bùi Thị Mẫu" may; husband and wife, who share all but "Văn" and
    "Thị", may not.
    """
    return SequenceMatcher(None, fold(name), fold(other)).ratio() >= NEARLY


@dataclass(frozen=True)
class NewResident:
    """What a registration form holds, already checked and cleaned."""

    full_name: str
    birth_year: int
    hamlet: Unit
    phone: str = ""
    language: str = "vi"  # of the certificates
    read_in: str = "vi"  # the language in which the consent was read

    def is_likely(self, learner: Learner) -> bool:
        """Return whether this looks like the same person, marks aside."""
        known = learner.name_folded, learner.birth_year
        return known == (fold(self.full_name), self.birth_year)

    def puts_right(self, learner: Learner, *, on: date) -> bool:
        """Return whether only the name was written anew, and nearly as it was."""
        same = (
            self.birth_year == learner.birth_year
            and self.phone == learner.phone
            and self.hamlet == learner.hamlet_on(on)
        )
        return same and nearly_same(self.full_name, learner.full_name)
