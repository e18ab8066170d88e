"""A report as it is shown: places with their figures, courses, and all together."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.urls import reverse

from lms.communes.models import Kind, Unit
from lms.communes.population import Adults
from lms.dashboards.breakdowns import Breakdowns
from lms.dashboards.counting import Tally
from lms.dashboards.figures import (
    HEADLINES,
    HOW,
    Column,
    Figure,
    Share,
    begun_in,
    completed_in,
    numbers_of,
    way_in,
)
from lms.dashboards.hiding import hidden_in
from lms.dashboards.household_figures import HOUSEHOLDS_SHARE
from lms.dashboards.households import Coverage

NO_HOUSEHOLDS = Coverage()
FIGURE, CODE = "FIGURE", "CODE"  # stand in an address for what is to come there


@dataclass
class Line:
    """One place with its figures, or several together.

    ``adults`` may be known for some of its parts only: for ``counted`` out of ``of``.
    """

    unit: Unit
    tally: Tally
    adults: Adults | None = None
    covered: int = 0  # certified adults among those that ``adults`` counts
    counted: int = 0
    of: int = 1
    hidden: set[str] = field(default_factory=set)
    address: str = ""  # of what a figure is made of, with FIGURE for the figure
    page: str = ""  # the address of its own page, where it has one to drill down to
    waiting: bool = False  # ended, and its people are not said to belong elsewhere
    hamlet_ids: tuple[UUID, ...] = ()  # of a past day: the hamlets of then in it
    coverage: Coverage = NO_HOUSEHOLDS  # known above hamlets

    def __post_init__(self) -> None:
        self.numbers = numbers_of(self.tally, self.adults, self.covered)
        self.numbers[HOUSEHOLDS_SHARE.key] = self.coverage.share

    @property
    def partly(self) -> bool:
        return 0 < self.counted < self.of

    def number(self, key: str) -> int:
        """Return a count by the key of its column; of a course nobody began, nought."""
        return self.numbers.get(key) or 0

    @property
    def figures(self) -> "FiguresByKey":
        return FiguresByKey(self)

    def figure(self, key: str) -> Figure:
        """Return the figure to show."""
        number, hidden = self.numbers.get(key, 0), key in self.hidden
        url = self.address.replace(FIGURE, key)
        if key == "share":
            return Share(number, hidden, url, some=self.covered > 0)
        if key == HOUSEHOLDS_SHARE.key:
            return Share(number, hidden, url, some=self.coverage.covered > 0)
        return Figure(number, hidden, url)


@dataclass(frozen=True)
class FiguresByKey:
    """A line's figures as a template asks for them; each is made when asked for."""

    line: Line

    def __getitem__(self, key: str) -> Figure:
        return self.line.figure(key)


@dataclass(frozen=True)
class Course:
    """A course as a heading: its code, and its title in the language of the screen."""

    key: UUID
    code: str
    title: str

    @cached_property
    def columns(self) -> tuple[Column, Column]:
        """Return who began it and who completed it."""
        return begun_in(self.key, self.title), completed_in(self.key, self.title)

    @cached_property
    def all_columns(self) -> tuple[Column, ...]:
        """Return those, and how it was completed."""
        ways = (way_in(each, self.key, self.title) for each in HOW)
        return (*self.columns, *ways)


@dataclass
class Report:
    """The figures of a place by the places in it."""

    unit: Unit
    lines: list[Line]
    total: Line
    courses: list[Course]
    counted_at: datetime | None
    on: date
    from_above: bool = False
    query: str = ""  # as of a past day: how it is asked for, in which units
    # Of each hamlet the same people by week, age and so on: not of past days.
    apart: dict[UUID, Breakdowns] = field(default_factory=dict)

    @property
    def past(self) -> bool:
        """Return whether it is as of a day: counted from the facts, not of roll-ups."""
        return bool(self.query)

    def __post_init__(self) -> None:
        """Give each line the address of what its figures are made of.

        Of a line that waits it says so: who lives in a divided hamlet has no other yet.
        """
        view = "province" if self.unit.kind == Kind.PROVINCE else "commune"
        self.total.address = _figures_of(view, self.unit.code)
        if self.past:
            self.total.address += f"?{self.query}"
            for line in self.lines:
                line.address = f"{self.total.address}&hamlet={line.unit.pk}"
            return
        below = _figures_of("commune", CODE)
        page = reverse("dashboards:commune", args=[CODE])
        for line in self.lines:
            line.waiting = not line.unit.in_force_on(self.on)
            if line.unit.kind == Kind.HAMLET:
                line.address = f"{self.total.address}?hamlet={line.unit.pk}"
            else:
                line.address = below.replace(CODE, line.unit.code)
                line.page = page.replace(CODE, line.unit.code)

    @property
    def overfull(self) -> list[Line]:
        """Return the places with more certified adults than adults, where it shows."""
        lines = (*self.lines, self.total)
        shares = ((line, line.figure("share")) for line in lines)
        return [e for e, share in shares if not share.hidden and share.over]

    @property
    def share(self) -> Figure:
        return self.total.figure("share")

    @property
    def days_old(self) -> int:
        """Return how old the oldest number is that the share is set against."""
        return (self.on - self.total.adults.since).days if self.total.adults else 0

    @property
    def headlines(self) -> list[tuple[Column, Figure]]:
        return [(each, self.total.figure(each.key)) for each in HEADLINES]

    @property
    def how(self) -> list[tuple[Column, Figure]]:
        """Return how courses were completed, all together.

        The three add up to all completions; so of a single commune nothing of this is
        shown above it, and of a province two are hidden where one is small.
        """
        if self.from_above and self.unit.kind != Kind.PROVINCE:
            return []
        numbers = {each: self.total.number(each.key) for each in HOW}
        hidden = hidden_in(numbers) if self.from_above else set()
        return [
            (
                each,
                Figure(n, each in hidden, self.total.address.replace(FIGURE, each.key)),
            )
            for each, n in numbers.items()
        ]

    @property
    def completions(self) -> int:
        return self.total.tally.how.completed

    @property
    def course_totals(self) -> list[tuple[Course, list[Figure]]]:
        """Return for each course how many began, completed, and how, all together."""
        return [(each, self._course_total(each)) for each in self.courses]

    def _course_total(self, course: Course) -> list[Figure]:
        shown = course.columns if self.from_above else course.all_columns
        return [self.total.figure(column.key) for column in shown]

    def line_of(self, unit: Unit) -> Line | None:
        return next((line for line in self.lines if line.unit == unit), None)


def _figures_of(view: str, code: str) -> str:
    return reverse(f"dashboards:{view}_figure", args=[code, FIGURE])
