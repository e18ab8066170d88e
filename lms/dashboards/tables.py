"""Puts a report's figures into rows: for the page, sorted, and for a spreadsheet."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from django.utils.formats import get_format
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.dashboards.figures import (
    ADULTS,
    CERTIFIED,
    FROM_ABOVE,
    INSIDE,
    REGISTERED,
    SHARE,
    STARTED,
    Column,
    Figure,
)
from lms.dashboards.reports import Course, Line, Report
from lms.lib.text import clean_line, fold

BY_NAME = "name"


@dataclass(frozen=True)
class Heading:
    """The head of a column, with what a press on it sorts by next."""

    column: Column
    sort: str
    sorted: str  # as in aria-sort


@dataclass(frozen=True)
class Card:
    """One place on a phone: its people, then more, then each course."""

    line: Line
    first: list[tuple[Column, Figure]]
    more: list[tuple[Column, Figure]]
    courses: list[tuple[Course, Figure, Figure]]


class Table:
    """A report's places in the order asked for; what cannot be sorted by is ignored.

    Of many, those whose name is asked for; what they add up to stays that of all.
    """

    def __init__(self, report: Report, sort: str = "", query: str = "") -> None:
        self.report, self.query = report, clean_line(query[:80], 80)
        self.columns = FROM_ABOVE if report.from_above else INSIDE
        self.course_columns = [each for c in report.courses for each in c.columns]
        known = {each.key for each in [*self.columns, *self.course_columns]}
        if sort.removeprefix("-") not in {BY_NAME, *known}:
            sort = BY_NAME
        self.key = sort.removeprefix("-")
        self.downwards = sort.startswith("-")

    @cached_property
    def lines(self) -> list[Line]:
        """Return the lines in order; places without the figure come last."""
        lines = named(self.report.lines, self.query)
        if self.key == BY_NAME:
            return lines[::-1] if self.downwards else lines
        shown = [line for line in lines if self._number(line) is not None]
        rest = [line for line in lines if self._number(line) is None]
        return sorted(shown, key=self._number, reverse=self.downwards) + rest

    def _number(self, line: Line) -> int | None:
        """Return the number to sort by: none where it is hidden, for order tells it."""
        figure = line.figure(self.key)
        return None if figure.hidden else figure.number

    @property
    def name(self) -> Heading:
        return self._heading(Column(BY_NAME, ""), first="")

    @property
    def headings(self) -> list[Heading]:
        return [self._heading(each) for each in self.columns]

    @property
    def course_headings(self) -> list[Heading]:
        return [self._heading(each) for each in self.course_columns]

    def _heading(self, column: Column, first: str = "-") -> Heading:
        """Return the heading; a first press sorts numbers downwards, names upwards."""
        if column.key != self.key:
            return Heading(column, f"{first}{column.key}", "")
        again = "" if self.downwards else "-"
        now = "descending" if self.downwards else "ascending"
        return Heading(column, f"{again}{column.key}", now)

    @property
    def rows(self) -> list[tuple[Line, list[Figure]]]:
        return [(line, figures(line, self.columns)) for line in self.lines]

    @property
    def cards(self) -> list["Card"]:
        """Return the same figures place by place, for where a table has no room."""
        first = (REGISTERED, STARTED, CERTIFIED)
        more = [e for e in self.columns if e not in (ADULTS, SHARE, *first)]
        return [
            Card(
                line,
                list(zip(first, figures(line, first), strict=True)),
                list(zip(more, figures(line, more), strict=True)),
                [(each, *figures(line, each.columns)) for each in self.report.courses],
            )
            for line in self.lines
        ]

    @property
    def course_rows(self) -> list[tuple[Line, list[Figure]]]:
        return [(line, figures(line, self.course_columns)) for line in self.lines]

    @property
    def total(self) -> list[Figure]:
        return figures(self.report.total, self.columns)

    @property
    def course_total(self) -> list[Figure]:
        return figures(self.report.total, self.course_columns)


def named(lines: list[Line], query: str) -> list[Line]:
    """Return the places of a name: as it is typed, else with its marks left aside."""
    if not query:
        return lines
    typed = [each for each in lines if query.casefold() in each.unit.label.casefold()]
    words = fold(query).split()
    return typed or [
        each for each in lines if all(w in fold(each.unit.label) for w in words)
    ]


def figures(line: Line, columns: Sequence[Column]) -> list[Figure]:
    return [line.figure(column.key) for column in columns]


def file_name(report: Report) -> str:
    """Return what the spreadsheet is called: place, code, and day of counting."""
    day = localtime(report.counted_at).date().isoformat() if report.counted_at else "0"
    return f"{slugify(fold(str(report.unit)))}-{report.unit.code}-{day}.csv"


def as_csv(report: Report) -> str:
    """Return the report as a spreadsheet, with the source of each number of adults.

    It begins with a byte order mark: without one Excel takes UTF-8 for something else.
    A line "sep=;" would serve every Excel, but with one it forgets the mark.
    """
    table, out = Table(report), StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=between_cells())
    for row in _csv_rows(table):
        writer.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def between_cells() -> str:
    """Return what Excel expects here: no comma where that is the decimal sign."""
    return ";" if get_format("DECIMAL_SEPARATOR") == "," else ","


def _csv_rows(table: Table) -> Iterator[list[object]]:
    report = table.report
    moment = report.counted_at and localtime(report.counted_at)
    stamp = moment.strftime("%d/%m/%Y %H:%M") if moment else ""
    yield [
        _("Place"),
        *[column.label for column in table.columns],
        *_course_names(report),
        _("Adults counted on"),
        _("Source of the adults"),
        _("Counted up to"),
    ]
    for line in [*report.lines, report.total]:
        shown = figures(line, [*table.columns, *table.course_columns])
        name = _("Together") if line is report.total else str(line.unit)
        yield [name, *[each.cell for each in shown], *_where_from(line), stamp]


def _course_names(report: Report) -> Iterator[str]:
    for course in report.courses:
        yield _("%(course)s: have begun") % {"course": course.title}
        yield _("%(course)s: completed") % {"course": course.title}


def _where_from(line: Line) -> list[str]:
    if not line.adults:
        return ["", ""]
    days = dict.fromkeys([line.adults.since, line.adults.until])
    written = " – ".join(day.strftime("%d/%m/%Y") for day in days)
    return [written, "; ".join(line.adults.sources)]


def harmless(cell: object) -> object:
    """Return the cell so that no spreadsheet takes words for a formula."""
    if cell is None or isinstance(cell, int):
        return cell
    words = str(cell)
    return f"'{words}" if words.startswith(tuple("=+-@\t\r")) else words
