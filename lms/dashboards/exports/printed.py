"""A report as PDF, drawn by typst: every page of the workbook as a table to print."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.certificates.drawing import STANDARDS, typeset
from lms.certificates.lettering import printable
from lms.dashboards.exports.pages import pages_of
from lms.dashboards.figures import grouped
from lms.dashboards.reports import Report
from lms.lib.sheets.books import Cell, Page, Percent

DESIGN = Path(__file__).parent / "table.typ"
A_TABLE = 9  # columns of figures beside the names; more go into a further table


def as_pdf(report: Report) -> bytes:
    """Return the report to print: PDF/A-3a and PDF/UA-1, A4 on its side."""
    tables = [part for page in pages_of(report) for part in _in_parts(page)]
    moment = report.counted_at and localtime(report.counted_at)
    words: dict[str, Any] = {
        "language": get_language(),
        "title": printable(str(report.unit)),
        "day": _("As of %(day)s") % {"day": f"{report.on:%d/%m/%Y}"},
        "counted": moment and f"{_('Counted at')}: {moment:%H:%M, %d/%m/%Y}",
        "tables": [_table(each) for each in tables],
    }
    how = {"format": "pdf", "pdf_standards": STANDARDS}
    return typeset(_design(), words, day=report.on, **how)


@cache
def _design() -> bytes:
    return DESIGN.read_bytes()


def _in_parts(page: Page) -> list[Page]:
    """Return a page as tables that fit across a sheet, each with the names first."""
    rows = [list(row) for row in page.rows]
    columns = range(1, len(page.headings), A_TABLE)
    return [
        Page(
            page.title,
            _part(page.headings, start),
            [_part(row, start) for row in rows],
            _part(page.total, start) if page.total else (),
        )
        for start in columns
    ]


def _part(row: Sequence[Any], start: int) -> list[Any]:
    return [row[0], *row[start : start + A_TABLE]]


def _table(page: Page) -> dict[str, Any]:
    return {
        "caption": printable(page.title),
        "head": [printable(each) for each in page.headings],
        "rows": [[_words(cell) for cell in row] for row in page.rows],
        "total": [_words(cell) for cell in page.total],
        "numbers": _numbers(page),
    }


def _numbers(page: Page) -> list[bool]:
    """Return of each column whether numbers stand in it: they stand to the right."""
    columns = zip(*page.rows, strict=True)
    kinds = (int, float, Percent)
    return [any(isinstance(cell, kinds) for cell in each) for each in columns]


def _words(cell: Cell) -> str:
    match cell:
        case None:
            return "–"
        case Percent(number):
            return f"{number} %"
        case datetime():
            return f"{cell:%H:%M, %d/%m/%Y}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case int():
            return grouped(cell)
        case float():
            return f"{cell:g}"
        case _:
            return printable(cell)
