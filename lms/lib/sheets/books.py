"""Writes workbooks that people open in Excel: typed cells, and none that can run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

NAME_LENGTH = 31  # characters; Excel takes no longer name of a sheet
FORBIDDEN = str.maketrans("[]:*?/\\", "       ")
NARROWEST, WIDEST = 10, 48  # characters


@dataclass(frozen=True)
class Percent:
    """A share, kept as Excel keeps one; written without decimals."""

    number: int


Cell = str | int | float | date | datetime | Percent | None


@dataclass(frozen=True)
class Page:
    """One sheet of a workbook: a title, headings, rows, and a last row of sums."""

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    total: Sequence[Cell] = ()


FORMATS = {
    "words": {"text_wrap": True, "valign": "top"},
    "number": {"num_format": "#,##0", "valign": "top"},
    "percent": {"num_format": "0%", "valign": "top"},
    "day": {"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left", "valign": "top"},
}
HEAD = {"bold": True, "text_wrap": True, "valign": "bottom", "bg_color": "#e8f0ea"}


def workbook(pages: Iterable[Page]) -> bytes:
    """Return a workbook of these sheets; headings and first column stay in sight.

    What people typed is written as words, whatever sign it begins with.
    """
    out = BytesIO()
    never = ("strings_to_formulas", "strings_to_urls", "strings_to_numbers")
    options = {**dict.fromkeys(never, False), "in_memory": True}
    book = Workbook(out, options)
    plain = {name: book.add_format(how) for name, how in FORMATS.items()}
    bold = {n: book.add_format({**how, "bold": True}) for n, how in FORMATS.items()}
    head = book.add_format(HEAD)
    for page in pages:
        sheet = book.add_worksheet(_name(page.title))
        _fill(sheet, page, head, plain, bold)
    book.close()
    return out.getvalue()


def _fill(
    sheet: Worksheet,
    page: Page,
    head: Format,
    plain: dict[str, Format],
    bold: dict[str, Format],
) -> None:
    widths = [len(each) // 2 for each in page.headings]
    for column, words in enumerate(page.headings):
        sheet.write_string(0, column, words, head)
    number = 0
    for number, row in enumerate(page.rows, start=1):
        for column, cell in enumerate(row):
            _write(sheet, number, column, cell, plain)
            widths[column] = max(widths[column], len(str(cell or "")))
    for column, cell in enumerate(page.total):
        _write(sheet, number + 1, column, cell, bold)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write(
    sheet: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Format]
) -> None:
    match cell:
        case None | "":
            return
        case Percent(number):
            sheet.write_number(row, column, number / 100, formats["percent"])
        case datetime():
            naive = cell.replace(tzinfo=None)  # in the time of whoever wrote it
            sheet.write_datetime(row, column, naive, formats["moment"])
        case date():
            sheet.write_datetime(row, column, cell, formats["day"])
        case int() | float():
            sheet.write_number(row, column, cell, formats["number"])
        case _:
            sheet.write_string(row, column, str(cell), formats["words"])


def _name(title: str) -> str:
    """Return a name that Excel takes."""
    return title.translate(FORBIDDEN).strip()[:NAME_LENGTH].strip("'") or "1"
