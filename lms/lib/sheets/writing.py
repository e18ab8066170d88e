"""Writes lists that people open in a spreadsheet: no cell of them can run."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, StringIO

from django.utils.formats import get_format
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Row = Sequence[str | int]
WIDEST = 60  # characters; a longer cell is read by opening it


def as_csv(headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return text that Excel reads as well: with its mark, and the sign it expects."""
    out = StringIO()
    between = ";" if get_format("DECIMAL_SEPARATOR") == "," else ","
    writer = csv.writer(out, delimiter=between)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: Sequence[str], rows: Iterable[Row]) -> bytes:
    """Return a workbook: numbers as numbers, words as words, the heads stay in sight.

    Codes of digits are words, so that no leading zero is lost.
    """
    book, body = Workbook(write_only=True), list(rows)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B2"
    for number, width in enumerate(_widths([headings, *body]), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(_cells(sheet, headings, Font(bold=True)))
    for row in body:
        sheet.append(_cells(sheet, row))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(cell: str | int) -> str | int:
    """Return the cell so that no spreadsheet takes words for a formula."""
    risky = isinstance(cell, str) and cell.startswith(tuple("=+-@\t\r"))
    return f"'{cell}" if risky else cell


def _cells(
    sheet: WriteOnlyWorksheet, row: Row, font: Font | None = None
) -> Iterator[WriteOnlyCell]:
    for value in row:
        cell = WriteOnlyCell(sheet, value=value)
        if isinstance(value, str):
            cell.data_type = "s"  # also where it begins as a formula does
        if font:
            cell.font = font
        yield cell


def _widths(rows: Iterable[Row]) -> Iterator[int]:
    for column in zip(*rows, strict=True):
        yield min(max(len(str(cell)) for cell in column) + 2, WIDEST)
