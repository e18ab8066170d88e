"""A resident to be, on the way from a form or a list to a row."""

from dataclasses import dataclass

from lms.communes.models import Unit
from lms.learners.models import Learner
from lms.lib.text import fold


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
