"""A report as the pages of a workbook: places, courses, targets, what is counted."""

from collections.abc import Iterator, Sequence

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.dashboards.figures import Column, Figure
from lms.dashboards.models import Measure
from lms.dashboards.reports import Line, Report
from lms.dashboards.tables import Table, figures
from lms.dashboards.targets import official_of, targets_of
from lms.lib.sheets.books import Cell, Page, Percent


def pages_of(report: Report) -> list[Page]:
    """Return everything that the page of this report shows, hidden where it hides."""
    pages = [_places(report), _courses(report)]
    if not report.past:
        pages += [each for each in (_targets(report), _official(report)) if each.rows]
    return [*pages, _definitions(report)]


def _places(report: Report) -> Page:
    table = Table(report)
    columns = [*table.columns, *table.course_columns]
    headings = [
        _("Place"),
        *[str(each.label) for each in columns],
        _("Adults counted on"),
        _("Source of the adults"),
    ]
    rows = [_place(str(line.unit), line, columns) for line in table.lines]
    total = _place(_("Together"), report.total, columns)
    return Page(_("Places"), headings, rows, total)


def _place(name: str, line: Line, columns: Sequence[Column]) -> list[Cell]:
    if line.waiting:
        name = f"{name} ({_('divided; its people wait for their hamlet')})"
    adults = line.adults
    known = [adults.since, "; ".join(adults.sources)] if adults else [None, None]
    return [name, *map(cell_of, figures(line, columns)), *known]


def cell_of(figure: Figure) -> Cell:
    """Return a figure as a cell keeps it: a number, a share, or the sign for hidden."""
    if figure.hidden:
        return "…"
    if figure.is_share and figure.number is not None:
        return Percent(figure.number)
    return figure.number


def _courses(report: Report) -> Page:
    headings = [_("Course"), _("Have begun"), _("Completed")]
    if not report.from_above:
        headings += [_("Alone"), _("With help"), _("Checked")]
    rows = [
        [course.title, *map(cell_of, numbers)]
        for course, numbers in report.course_totals
    ]
    return Page(_("Courses"), headings, rows)


def _targets(report: Report) -> Page:
    headings = [_("Of what"), _("Who is meant"), _("Reached"), _("Target")]
    headings += [_("From"), _("Until"), _("Source")]
    rows: list[list[Cell]] = []
    for each in targets_of(report):
        target = each.target
        wanted = Percent(target.value) if each.is_share else target.value
        what = each.programme or _("Any course or programme")
        who = str(target.get_audience_display())
        if target.of_households:
            what, who = str(Measure.HOUSEHOLDS.label), ""
        row: list[Cell] = [what, who, cell_of(each.reached), wanted]
        rows.append([*row, target.from_on, target.until_on, target.source])
    return Page(_("Targets"), headings, rows)


def _official(report: Report) -> Page:
    headings = [_("What"), _("Number"), _("In"), _("From"), _("Until")]
    headings += [_("As of"), _("Source")]
    rows = [
        [
            str(each.get_kind_display()),
            float(each.value),
            "%" if each.in_per_cent else "",
            each.from_on,
            each.until_on,
            each.said_on,
            each.source,
        ]
        for each in official_of(report.unit, report.on)
    ]
    return Page(_("Official figures"), headings, rows)


def _definitions(report: Report) -> Page:
    return Page(
        _("What is counted"),
        [_("Figure"), _("What is counted"), _("In"), _("What it rests on")],
        list(_defined(report)),
    )


def _defined(report: Report) -> Iterator[list[Cell]]:
    for each in Table(report).columns:
        rests_on = "; ".join(str(kind.label) for kind in each.rests_on)
        yield [str(each.label), str(each.counts), str(each.unit), rests_on]
    moment = report.counted_at and localtime(report.counted_at)
    yield [_("As of"), report.on, "", ""]
    yield [_("Counted at"), moment, "", ""]
    if report.from_above:
        yield [
            "…",
            _("Fewer than five, or hidden so that such a one stays so."),
            "",
            "",
        ]
