"""Which figures are shown, what each one counts, and how they follow from a tally."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.communes.population import Adults
from lms.dashboards.counting import COUNTS_OF_PEOPLE, Tally


@dataclass(frozen=True)
class Column:
    """One figure of each place: its short name, and what is counted."""

    key: str
    label: str | Promise
    counts: str | Promise = ""

    @property
    def begins(self) -> bool:
        """Return whether it counts who began a course, not who completed it."""
        return self.key.startswith("started-")


ADULTS = Column(
    "adults",
    _("Adults"),
    _("People of 18 or older who live there, as the commune has entered them."),
)
REGISTERED = Column(
    "registered",
    _("Registered"),
    _("People who live there today and have a learner's card."),
)
STARTED = Column(
    "started",
    _("Have begun"),
    _("Registered people who have done a lesson or begun its questions."),
)
CERTIFIED = Column(
    "certified",
    _("With a certificate"),
    _("People with at least one certificate; everybody counts once."),
)
SHARE = Column(
    "share",
    _("Share of adults"),
    _(
        "People of 18 or older with at least one certificate, out of the adults who "
        "live there. Whole per cent, rounded down."
    ),
)
CERTIFICATES = Column(
    "certificates",
    _("Certificates"),
    _(
        "Certificates issued, one for each course or programme completed; "
        "a person can have several."
    ),
)
ALONE = Column(
    "alone",
    _("Alone"),
    _("Courses completed without help, as the residents said themselves."),
)
HELPED = Column(
    "helped",
    _("With help"),
    _(
        "Courses completed in which somebody helped with at least one lesson that has "
        "not been done without help since."
    ),
)
CHECKED = Column(
    "checked",
    _("Checked"),
    _("Courses completed in front of a helper, who checked every lesson."),
)

FROM_ABOVE = (ADULTS, REGISTERED, STARTED, CERTIFIED, SHARE, CERTIFICATES)
HOW = (ALONE, HELPED, CHECKED)
INSIDE = (*FROM_ABOVE, *HOW)
HEADLINES = (REGISTERED, STARTED, CERTIFIED, CERTIFICATES)


@dataclass(frozen=True)
class Figure:
    """One number of a table, or the reason that there is none."""

    number: int | None = None
    hidden: bool = False
    is_share = False

    def __str__(self) -> str:
        """Return it as it is written in the language of the screen."""
        if self.hidden:
            return "…"
        return "–" if self.number is None else grouped(self.number)


@dataclass(frozen=True)
class Share(Figure):
    """A share in whole per cent; ``some`` are in it even where that makes nought."""

    some: bool = False
    is_share = True

    def __str__(self) -> str:
        if self.hidden or self.number is None:
            return super().__str__()
        return "<1 %" if self.some and not self.number else f"{self.number} %"


def grouped(number: int) -> str:
    """Return the number with its thousands apart: Django knows how in English only."""
    return f"{number:,}".replace(",", get_format("THOUSAND_SEPARATOR"))


def share_of(certified_adults: int, adults: int) -> int:
    """Return the share in whole per cent, rounded down: 100 is reached by all only."""
    return 100 * certified_adults // adults


def numbers_of(
    tally: Tally, adults: Adults | None, covered: int
) -> dict[str, int | None]:
    """Return every number of a place by the key of its column; None where unknown.

    ``covered`` are the certified adults among those that ``adults`` counts.
    """
    numbers: dict[str, Any] = {each: getattr(tally, each) for each in COUNTS_OF_PEOPLE}
    how = tally.how
    numbers |= {"alone": how.alone, "helped": how.helped, "checked": how.checked}
    numbers["adults"] = adults and adults.number
    numbers["covered"] = adults and covered
    numbers["share"] = adults and share_of(covered, adults.number)
    for key, course in tally.courses.items():
        numbers[f"started-{key}"] = course.started
        numbers[f"completed-{key}"] = course.completed
    return numbers
