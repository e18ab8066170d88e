"""Which figures are shown, what each one counts, and how they follow from a tally."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db.models import TextChoices
from django.utils.formats import get_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.communes.population import Adults
from lms.dashboards import made_of
from lms.dashboards.counting import COUNTS_OF_PEOPLE, Tally
from lms.dashboards.made_of import Rows
from lms.lib.facts import Witness


class RestsOn(TextChoices):
    """What a figure rests on: how far it may be trusted is told by that."""

    SYSTEM = "system", _("Recorded by the system")
    OBSERVED = "observed", _("Seen by a helper")
    SAID = "said", _("Said by the resident")
    OFFICIAL = "official", _("Entered from an official list")


PEOPLE = _("People")


@dataclass(frozen=True)
class Column:
    """One figure of each place: its short name, what is counted, what it rests on.

    ``rows`` returns what it is made of, one by one, for people of some hamlets.
    """

    key: str
    label: str | Promise
    counts: str | Promise = ""
    rests_on: tuple[RestsOn, ...] = (RestsOn.SYSTEM,)
    unit: str | Promise = PEOPLE
    rows: Rows | None = None

    @property
    def begins(self) -> bool:
        """Return whether it counts who began a course, not who completed it."""
        return self.key.startswith("started-")


ADULTS = Column(
    "adults",
    _("Adults"),
    _("People of 18 or older who live there, as the commune has entered them."),
    rests_on=(RestsOn.OFFICIAL,),
)
REGISTERED = Column(
    "registered",
    _("Registered"),
    _(
        "People who live there today and have a learner's card. Whoever has taken "
        "their agreement back is counted in no figure."
    ),
    rows=made_of.registered,
)
STARTED = Column(
    "started",
    _("Have begun"),
    _("Registered people who have done a lesson or begun its questions."),
    rows=made_of.started,
)
COMPLETED = Column(
    "completed",
    _("Have completed a course"),
    _("People who have completed at least one course; everybody counts once."),
    rows=made_of.completed,
)
CERTIFIED = Column(
    "certified",
    _("With a certificate"),
    _("People with at least one certificate; everybody counts once."),
    rows=made_of.certified,
)
CERTIFIED_ADULTS = Column(
    "certified_adults",
    _("Adults with a certificate"),
    _("People of 18 or older with at least one certificate; everybody counts once."),
    rows=made_of.certified_adults,
)
SHARE = Column(
    "share",
    _("Share of adults"),
    _(
        "People of 18 or older with at least one certificate, out of the adults who "
        "live there. Whole per cent, rounded down."
    ),
    rests_on=(RestsOn.SYSTEM, RestsOn.OFFICIAL),
    unit=_("Per cent of the adults"),
    rows=made_of.certified_adults,
)
CERTIFICATES = Column(
    "certificates",
    _("Certificates"),
    _(
        "Certificates issued, one for each course or programme completed; "
        "a person can have several."
    ),
    unit=_("Certificates"),
    rows=made_of.certificates,
)
ALONE = Column(
    "alone",
    _("Alone"),
    _("Courses completed without help, as the residents said themselves."),
    rests_on=(RestsOn.SAID,),
    unit=_("Courses completed"),
    rows=made_of.completions(Witness.ALONE),
)
HELPED = Column(
    "helped",
    _("With help"),
    _(
        "Courses completed in which somebody helped with at least one lesson that has "
        "not been done without help since."
    ),
    rests_on=(RestsOn.SAID,),
    unit=_("Courses completed"),
    rows=made_of.completions(Witness.HELPED),
)
CHECKED = Column(
    "checked",
    _("Checked"),
    _("Courses completed in front of a helper, who checked every lesson."),
    rests_on=(RestsOn.OBSERVED,),
    unit=_("Courses completed"),
    rows=made_of.completions(Witness.CHECKED),
)

BY_WEEK = "by_week"  # up to the end of a week, where "week" is within it
BETWEEN_PARTS = "--"  # ids and days have single ones


def part_key(kind: str, part: str, counted: str) -> str:
    """Return the key of a figure of people taken apart."""
    return BETWEEN_PARTS.join((kind, part, counted))


def parts_of_key(key: str) -> tuple[str, str, str]:
    """Return what stands in such a key; nothing where it is of another kind."""
    found = key.split(BETWEEN_PARTS)
    return (found[0], found[1], found[2]) if len(found) == 3 else ("", "", "")


FROM_ABOVE = (ADULTS, REGISTERED, STARTED, CERTIFIED, SHARE, CERTIFICATES)
BESIDE = (COMPLETED, CERTIFIED_ADULTS)  # shown outside the tables
HOW = (ALONE, HELPED, CHECKED)
INSIDE = (*FROM_ABOVE, *HOW)
HEADLINES = (REGISTERED, STARTED, CERTIFIED, CERTIFICATES)


@dataclass(frozen=True)
class Figure:
    """One number of a table, or the reason that there is none."""

    number: int | None = None
    hidden: bool = False
    url: str = field(default="", compare=False)  # of what it is made of
    is_share = False

    def __str__(self) -> str:
        """Return it as it is written in the language of the screen."""
        if self.hidden:
            return "…"
        return "–" if self.number is None else grouped(self.number)

    @property
    def cell(self) -> int | str | None:
        """Return it as it stands in a spreadsheet, which may reckon with numbers."""
        return "…" if self.hidden else self.number


@dataclass(frozen=True)
class Share(Figure):
    """A share in whole per cent; ``some`` are in it even where that makes nought."""

    some: bool = False
    is_share = True

    def __str__(self) -> str:
        if self.hidden or self.number is None:
            return super().__str__()
        return self.beyond or f"{self.number} %"

    @property
    def over(self) -> bool:
        return self.number is not None and self.number > 100

    @property
    def beyond(self) -> str:
        """Return what is written where the number would mislead.

        Some are not nought; more than all means that the adults are counted wrongly.
        """
        if self.over:
            return ">100 %"
        return "<1 %" if self.some and self.number == 0 else ""

    @property
    def cell(self) -> int | str | None:
        return "…" if self.hidden else self.beyond or self.number


def begun_in(key: UUID, title: str) -> Column:
    """Return the column of who began a course."""
    return Column(
        f"started-{key}",
        _("%(course)s: have begun") % {"course": title},
        _("People who have done a lesson of this course or begun its questions."),
        rows=made_of.enrolments(key),
    )


def completed_in(key: UUID, title: str) -> Column:
    """Return the column of who completed a course."""
    return Column(
        f"completed-{key}",
        _("%(course)s: completed") % {"course": title},
        _("People who have completed every lesson that this course had then."),
        rows=made_of.completions(course_key=key),
    )


def way_in(way: Column, key: UUID, title: str) -> Column:
    """Return the column of who completed a course in this way."""
    return replace(
        way,
        key=f"{way.key}-{key}",
        label=f"{title}: {way.label}",
        rows=made_of.completions(Witness(way.key), key),
    )


def some_of(some: Figure, of: Figure) -> str:
    """Return one number out of another in words."""
    return gettext("%(some)s of %(of)s") % {"some": some, "of": of}


def grouped(number: int) -> str:
    """Return the number with its thousands apart: Django knows how in English only."""
    if -1000 < number < 1000:  # most of them: the language need not be asked for
        return str(number)
    return f"{number:,}".replace(",", get_format("THOUSAND_SEPARATOR"))


def share_of(certified_adults: int, adults: int) -> int:
    """Return the share in whole per cent, rounded down: 100 is reached by all only."""
    return 100 * certified_adults // adults


def parts_of_hundred(numbers: Sequence[int]) -> list[int]:
    """Return each number in whole per cent of all together; they add up to 100.

    What is left after rounding down goes to those with the largest remainders. One
    that counts somebody is never nought, and so none but the only one is 100.
    """
    total = sum(numbers)
    if not total:
        return [0] * len(numbers)
    shares = [max(100 * n // total, min(n, 1)) for n in numbers]
    missing = 100 - sum(shares)
    rest = [100 * n % total if 100 * n > total else 0 for n in numbers]
    for i in sorted(range(len(rest)), key=lambda i: -rest[i])[: max(missing, 0)]:
        shares[i] += 1
    shares[shares.index(max(shares))] += min(missing, 0)
    return shares


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
        for name, number in vars(course).items():
            numbers[f"{name}-{key}"] = number
    return numbers
