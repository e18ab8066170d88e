"""What an officer enters and cannot be kept, each with the sentence they read."""

from lms.communes.errors import CommunesError
from lms.communes.models import Unit


class EntryRefused(CommunesError):
    """One number of a list is not accepted, and so the whole list is not."""

    def __init__(self, unit: Unit, problem: CommunesError) -> None:
        super().__init__()
        self.unit = unit
        self.sentence = problem.for_resident
