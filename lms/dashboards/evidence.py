"""What one figure is made of: what it rests on, how it adds up, and the rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.timezone import localdate

from lms.certificates.models import Certificate
from lms.communes.models import Kind, Unit
from lms.dashboards.apart import apart
from lms.dashboards.charts import charts_of
from lms.dashboards.figures import (
    BESIDE,
    FROM_ABOVE,
    HOW,
    INSIDE,
    Column,
    Figure,
)
from lms.dashboards.household_figures import (
    HOUSEHOLDS_COVERED,
    HOUSEHOLDS_SHARE,
    OF_HOUSEHOLDS,
)
from lms.dashboards.households import Coverage
from lms.dashboards.inhabitants import Inhabitants
from lms.dashboards.made_of import in_order
from lms.dashboards.officers import seen_of
from lms.dashboards.reading import courses_of
from lms.dashboards.reports import FIGURE, Line, Report
from lms.dashboards.targets import targets_of
from lms.learners.models import Learner, Residence
from lms.lib.facts import Witness
from lms.progress.models import CourseCompletion


@dataclass(frozen=True)
class Evidence:
    """One figure of a report: of the whole place, or of one line of it."""

    report: Report
    column: Column
    line: Line
    whole_only: bool = False  # its parts are not to be seen

    @property
    def of_whole(self) -> bool:
        return self.line is self.report.total

    @property
    def figure(self) -> Figure:
        """Return the figure as it stands on the page on which it was pressed."""
        if self.of_whole and self.report.from_above:
            told = dict(self.report.how)
            if self.column in told:
                return told[self.column]
        return self.line.figure(self.column.key)

    @property
    def parts(self) -> list[tuple[Line, Figure]]:
        """Return how it adds up; nothing of one part, or where parts are not shown."""
        total_only = self.report.from_above and self.column in HOW
        total_only |= self.column == HOUSEHOLDS_SHARE
        if not self.of_whole or total_only or self.whole_only:
            return []
        return [(each, each.figure(self.column.key)) for each in self.report.lines]

    @property
    def is_share(self) -> bool:
        return self.column.key == "share"

    @property
    def homes(self) -> Coverage | None:
        """Return what a share of households is made of; none of another figure."""
        own = self.column == HOUSEHOLDS_SHARE and self.line.coverage.known
        return self.line.coverage if own else None

    @property
    def homes_hidden(self) -> bool:
        """Return whether the households above the line are not to be seen."""
        return HOUSEHOLDS_COVERED in self.line.hidden

    @property
    def covered(self) -> Figure:
        return self.line.figure("covered")

    @property
    def adults(self) -> Figure:
        return self.line.figure("adults")

    @property
    def whole_url(self) -> str:
        """Return the address of the same figure of the whole place."""
        return self.report.total.figure(self.column.key).url

    @property
    def own_adults(self) -> bool:
        """Return whether the adults are those of the whole, and no sum of parts."""
        if self.column.key not in {"share", "adults"} or not self.line.adults:
            return False
        known = [each.adults.number for each in self.report.lines if each.adults]
        return sum(known) != self.line.adults.number

    def counts(self, rows: int) -> bool:
        """Return whether the figure counts as many as there are rows."""
        figure = self.covered if self.is_share else self.figure
        return rows == (figure.number or 0)

    @cached_property
    def rows(self) -> QuerySet | None:
        """Return the facts behind it, in order; none of what is not kept by person."""
        inside = self.report.unit.kind != Kind.PROVINCE and not self.report.from_above
        if self.column.rows is None or not inside:
            return None
        people = Inhabitants.of(self._hamlet_ids, self.report.on)
        return in_order(self.column.rows(people))

    @property
    def _hamlet_ids(self) -> Iterator[UUID]:
        """Give the hamlets in which these people live, or lived on a day gone by."""
        for each in self._places:
            yield from each.hamlet_ids or (each.unit.pk,)

    @property
    def _places(self) -> list[Line]:
        """Return the hamlets it counts: for a share, those set against adults."""
        if not self.of_whole:
            return [self.line] if self.line.adults or not self.is_share else []
        every_one = self.line.counted == self.line.of or not self.is_share
        return [each for each in self.report.lines if each.adults or every_one]


def columns_of(report: Report) -> dict[str, Column]:
    """Return every column of a report by its key: none that is not to be seen."""
    columns = [*(FROM_ABOVE if report.from_above else INSIDE), *BESIDE, *OF_HOUSEHOLDS]
    columns += [each for each, _figure in report.how]
    for course in report.courses:
        columns += course.columns if report.from_above else course.all_columns
    return {each.key: each for each in columns}


def evidence_of(report: Report, key: str, hamlet: str = "") -> Evidence | None:
    """Return what a figure is made of; none where the report does not show it."""
    lines = {str(each.unit.pk): each for each in report.lines}
    line = lines.get(hamlet) if hamlet else report.total
    if line is None:
        return None
    if column := columns_of(report).get(key):
        return Evidence(report, column, line)
    return _taken_apart(report, key, line)


def _taken_apart(report: Report, key: str, line: Line) -> Evidence | None:
    """Return the evidence of a figure of people by week, age and so on.

    From above what the page of the place shows of it, hidden where it is hidden there.
    """
    found = None if report.past else apart(key)
    if found is None:
        return None
    if report.from_above:
        told = _told(report).get(report.total.address.replace(FIGURE, key))
        if told is None or line is not report.total:
            return None
        line.numbers[key] = told.number
        line.hidden |= {key} if told.hidden else set()
        return Evidence(report, found.column, line, whole_only=True)
    for each in report.lines:
        number = found.number(each.tally, report.apart.get(each.unit.pk, {}))
        each.numbers[key] = number
    report.total.numbers[key] = sum(each.number(key) for each in report.lines)
    return Evidence(report, found.column, line)


def _told(report: Report) -> dict[str, Figure]:
    """Return the figures beside the table that can be pressed, by their address."""
    rows = (row for chart in charts_of(seen_of(report)) for row in chart.rows)
    cells = (cell for row in rows for cell in row)
    reached = (each.reached for each in targets_of(report))
    return {e.url: e for e in (*cells, *reached) if isinstance(e, Figure)}


def still_here(rows: QuerySet, commune: Unit, *, on: date) -> QuerySet:
    """Keep the rows of people who live in the commune now and take part.

    Who has moved away, or taken the agreement back, was counted on a day gone by, and
    is not named any more.
    """
    hamlets = Unit.objects.hamlets().within(commune)
    learners = Learner.objects.taking_part().living_in(hamlets, on=on)
    return rows.filter(learner__in=learners.order_by().values("pk"))


@dataclass(frozen=True)
class Row:
    """One of those a figure counts. Personal data: shown, never kept."""

    learner: Learner
    hamlet: Unit
    what: str
    on: date
    how: str = ""  # alone, helped, checked
    certificate: Certificate | None = None

    @property
    def how_label(self) -> str:
        return str(Witness(self.how).label) if self.how else ""


def listed(rows: Iterable[Model]) -> list[Row]:
    """Return some rows as they are shown: two queries, however many."""
    found = list(rows)
    hamlets = Unit.objects.in_bulk({_hamlet_id(each) for each in found})
    keys = {e.course_key for e in found if hasattr(e, "course_key")}
    titles = {each.key: each.title for each in courses_of(keys)} if keys else {}
    return [_row(each, hamlets[_hamlet_id(each)], titles) for each in found]


def _hamlet_id(row: Model) -> UUID:
    return row.hamlet_id if isinstance(row, Residence) else row.hamlet


def _row(row: Model, hamlet: Unit, titles: dict[UUID, str]) -> Row:
    if isinstance(row, Residence):
        return Row(row.learner, hamlet, "", localdate(row.learner.registered_at))
    if isinstance(row, Certificate):
        day = localdate(row.issued_at)
        return Row(row.learner, hamlet, row.title, day, certificate=row)
    how = row.best_witness if isinstance(row, CourseCompletion) else ""
    title = titles[row.course_key]
    return Row(row.learner, hamlet, title, localdate(row.occurred_at), how)
