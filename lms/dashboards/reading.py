"""What the commune's page and the province's page show, read from roll-ups only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from courses.models import CoursePage
from lms.communes.models import AdultCount, Kind, Unit
from lms.dashboards.counting import CourseTally, Tally
from lms.dashboards.figures import (
    HEADLINES,
    HOW,
    Adults,
    Column,
    Figure,
    numbers_of,
)
from lms.dashboards.hiding import hidden_in, is_small
from lms.dashboards.rollups import counted_at, tallies_kept


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

    def __post_init__(self) -> None:
        self.numbers = numbers_of(self.tally, self.adults, self.covered)

    @property
    def partly(self) -> bool:
        return 0 < self.counted < self.of

    def number(self, key: str) -> int:
        """Return a count by the key of its column; of a course nobody began, nought."""
        return self.numbers.get(key) or 0

    @property
    def figures(self) -> dict[str, Figure]:
        return {key: self.figure(key) for key in self.numbers}

    def figure(self, key: str) -> Figure:
        """Return the figure to show."""
        known = self.numbers.get(key, 0)
        return Figure(known, key in self.hidden, per_cent=key == "share")


@dataclass(frozen=True)
class Course:
    """A course as a heading: by its code and its title in the language of the screen."""

    key: UUID
    code: str
    title: str

    @property
    def columns(self) -> tuple[Column, Column]:
        return Column(f"started-{self.key}", ""), Column(f"completed-{self.key}", "")


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
        return [(each, Figure(n, each in hidden)) for each, n in numbers.items()]

    @property
    def completions(self) -> int:
        return self.total.tally.how.completed

    @property
    def course_totals(self) -> list[tuple[Course, list[Figure]]]:
        """Return for each course how many began, completed, and how, all together."""
        return [(each, self._course_total(each)) for each in self.courses]

    def _course_total(self, course: Course) -> list[Figure]:
        known = [self.total.figure(column.key) for column in course.columns]
        if self.from_above:
            return known
        tally = self.total.tally.courses.get(course.key, CourseTally())
        return [*known, *map(Figure, (tally.alone, tally.helped, tally.checked))]

    def line_of(self, unit: Unit) -> Line | None:
        return next((line for line in self.lines if line.unit == unit), None)


def report_on_commune(commune: Unit, *, on: date, from_above: bool = False) -> Report:
    """Return a commune's figures by hamlet; small ones hidden where seen from above."""
    hamlets = _hamlet_lines(commune, on=on)
    own = newest_adults([commune.pk], on=on).get(commune.pk)
    total = _together(commune, hamlets, own)
    report = _report(commune, hamlets, total, hamlets, on=on)
    if from_above:
        seen = report_on_province(commune.parent, on=on).line_of(commune)
        _hide_small(report, seen.hidden if seen else set())
    return report


def report_on_province(province: Unit, *, on: date) -> Report:
    """Return a province's figures by commune, small ones hidden.

    Communes whose hamlets nobody has entered yet are left out: nothing can be there.
    """
    hamlets = _hamlet_lines(province, on=on)
    inside: dict[UUID, list[Line]] = {}
    for line in hamlets:
        inside.setdefault(line.unit.parent_id, []).append(line)
    communes = Unit.objects.filter(pk__in=list(inside)).in_order()
    own = newest_adults(inside, on=on)
    lines = [_together(each, inside[each.pk], own.get(each.pk)) for each in communes]
    total = _together(province, lines, None)
    report = _report(province, lines, total, hamlets, on=on)
    small = {key for key in _counts(report) if is_small(report.total.number(key))}
    _hide_small(report, small)
    return report


def _report(
    unit: Unit, lines: list[Line], total: Line, hamlets: list[Line], *, on: date
) -> Report:
    moment = counted_at(each.unit.pk for each in hamlets)
    return Report(unit, lines, total, courses_of(total.tally.courses), moment, on)


def _hamlet_lines(unit: Unit, *, on: date) -> list[Line]:
    """Return a line for each hamlet in force below a unit, in Vietnamese order."""
    hamlets = list(Unit.objects.on(on).hamlets().within(unit).in_order())
    ids = [hamlet.pk for hamlet in hamlets]
    tallies, counts = tallies_kept(ids), newest_adults(ids, on=on)
    lines = []
    for hamlet in hamlets:
        tally, adults = tallies.get(hamlet.pk, Tally()), counts.get(hamlet.pk)
        covered = tally.certified_adults if adults else 0
        lines.append(Line(hamlet, tally, adults, covered, counted=int(bool(adults))))
    return lines


def newest_adults(unit_ids: Iterable[UUID], *, on: date) -> dict[UUID, Adults]:
    """Return how many adults live in each unit by its newest count, where there is one."""
    units = Unit.objects.filter(pk__in=list(unit_ids))
    return {
        count.unit_id: Adults(
            count.adults, count.counted_on, count.counted_on, (count.source,)
        )
        for count in AdultCount.objects.newest_for(units, on=on)
    }


def _together(unit: Unit, lines: list[Line], own: Adults | None) -> Line:
    """Return one line for several places.

    Set against the adults of all of them; where one is not known, against the unit's
    ``own`` count; where there is none, it says for how many places they are known.
    """
    tally = sum((line.tally for line in lines), Tally())
    known = [line for line in lines if line.adults]
    counted, of = sum(line.counted for line in lines), sum(line.of for line in lines)
    if own and counted < of:
        return Line(unit, tally, own, tally.certified_adults, counted=of, of=of)
    adults = _added(line.adults for line in known if line.adults)
    covered = sum(line.covered for line in known)
    return Line(unit, tally, adults, covered, counted, of)


def _added(counts: Iterable[Adults]) -> Adults | None:
    several = list(counts)
    if not several:
        return None
    return Adults(
        number=sum(each.number for each in several),
        since=min(each.since for each in several),
        until=max(each.until for each in several),
        sources=tuple(sorted({name for each in several for name in each.sources})),
    )


def courses_of(keys: Iterable[UUID]) -> list[Course]:
    """Return the courses that are open, and those of these keys even if they are not.

    Of a course's languages that of the screen is taken, else one that is open.
    """
    wanted = Q(live=True) | Q(translation_key__in=list(keys))
    pages = CoursePage.objects.filter(wanted).select_related("locale")
    language = get_language()
    found: dict[UUID, CoursePage] = {}
    best_last = sorted(
        pages, key=lambda page: (page.locale.language_code == language, page.live)
    )
    for page in best_last:
        found[page.translation_key] = page
    by_code = sorted(found.values(), key=lambda page: (page.code, page.title))
    return [Course(page.translation_key, page.code, page.title) for page in by_code]


def _counts(report: Report) -> list[str]:
    """Return the keys of all that counts people or their papers."""
    of_courses = [column.key for each in report.courses for column in each.columns]
    names = ["registered", "started", "certified", "certified_adults", "certificates"]
    return [*names, *of_courses]


def _hide_small(report: Report, hidden_above: set[str]) -> None:
    """Mark what is not to be shown; ``hidden_above`` are hidden totals."""
    report.from_above = True
    report.total.hidden |= hidden_above
    for key in _counts(report):
        column = {line.unit.pk: line.number(key) for line in report.lines}
        hidden = hidden_in(column, total_shown=key not in hidden_above)
        for line in report.lines:
            line.hidden |= {key} if line.unit.pk in hidden else set()
    for line in [*report.lines, report.total]:
        _hide_share(line)


def _hide_share(line: Line) -> None:
    """Hide a share that gives away how many adults, or how many young people, it counts."""
    young = line.tally.certified - line.tally.certified_adults
    if "certified_adults" in line.hidden or is_small(young):
        line.hidden.add("share")
