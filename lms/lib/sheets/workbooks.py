"""Rows of a workbook: the values from calamine, the rest from the sheet's marks.

Runs in a process of its own (see `reader`): calamine takes the process with it when
a file asks for more memory than there is.
"""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    load_workbook,
)

from lms.lib.sheets import ods, xlsx
from lms.lib.sheets.cells import ROWS_AT_THE_TOP, Book, Row, Sheet, Value
from lms.lib.sheets.errors import (
    Damaged,
    Locked,
    NoSuchSheet,
    NotASheet,
    OtherKind,
)
from lms.lib.sheets.lettering import guess, read_as
from lms.lib.sheets.marks import Marks
from lms.lib.sheets.packages import open_package
from lms.lib.sheets.xls import XlsFile

WHOLE = 2**53  # whole numbers beyond it are not kept exactly
SAMPLE = 4_000  # rows that the lettering is chosen by


class Workbook:
    """An .xlsx, .xls or .ods whose insides were checked.

    Raises: a `SheetError` where it cannot be read.
    """

    def __init__(self, data: bytes, kind: str) -> None:
        self.kind = kind
        self.macros = self.links = False
        self.marks = self._check(data)
        try:
            self.values: CalamineWorkbook = load_workbook(BytesIO(data))
        except PasswordError as problem:
            raise Locked from problem
        except CalamineError as problem:
            raise Damaged from problem
        if len(self.values.sheets_metadata) != len(self.marks):
            raise Damaged

    def book(self) -> Book:
        """Return the book with each sheet's lettering chosen and first rows read."""
        sheets = tuple(self._sheet(index) for index in range(len(self.marks)))
        return Book(self.kind, sheets, self.macros, self.links)

    def rows(self, index: int, lettering: str) -> Iterator[Row]:
        """Give the rows of a sheet that hold anything, read in a lettering.

        Raises: ``NoSuchSheet``.
        """
        if not 0 <= index < len(self.marks):
            raise NoSuchSheet
        marks = self.marks[index]
        merged = _Merged(marks)
        for place, values in self._values(index):
            fonts = marks.fonts.get(place, {})
            cells = [
                read_as(value, lettering, font=fonts.get(column, ""))
                if isinstance(value, str)
                else value
                for column, value in enumerate(values)
            ]
            filled = merged.fill(place, cells)
            if any(cell is not None for cell in cells):
                yield Row(
                    place + 1,
                    tuple(cells),
                    place in marks.hidden_rows,
                    frozenset(marks.formulas.get(place, ())),
                    frozenset(filled),
                    merged.spans(place),
                )

    def _check(self, data: bytes) -> list[Marks]:
        if self.kind == "xls":
            file = XlsFile(BytesIO(data))
            marks = file.marks()
            self.macros, self.links = file.macros, file.links
            return marks
        with open_package(BytesIO(data)) as package:
            names = set(package.namelist())
            if self.kind == "ods" and ods.CONTENT in names:
                self.macros = ods.has_macros(package)
                return ods.marks_of_ods(package)
            if xlsx.WORKBOOK in names:
                self.kind = "xlsx"
                self.macros = xlsx.has_macros(package)
                self.links = xlsx.has_links(package)
                return xlsx.marks_of_xlsx(package)
            raise OtherKind if "xl/workbook.bin" in names else NotASheet

    def _sheet(self, index: int) -> Sheet:
        marks = self.marks[index]
        lettering = guess(self._texts(index))
        rows = self.rows(index, lettering.name)
        top = tuple(row for row, _ in zip(rows, range(ROWS_AT_THE_TOP), strict=False))
        return Sheet(
            name=marks.name,
            hidden=marks.hidden,
            last_row=marks.height,
            hidden_rows=sum(row < marks.height for row in marks.hidden_rows),
            hidden_columns=tuple(sorted(marks.hidden_columns)),
            formulas=sum(map(len, marks.formulas.values())),
            lettering=lettering,
            top=top,
        )

    def _texts(self, index: int) -> Iterator[str]:
        """Give the texts to choose a lettering by, those of no known font."""
        fonts = self.marks[index].fonts
        for place, values in self._values(index):
            if place > SAMPLE:
                return
            for column, value in enumerate(values):
                if isinstance(value, str) and column not in fonts.get(place, {}):
                    yield value

    def _values(self, index: int) -> Iterator[tuple[int, list[Value]]]:
        """Give each row's place and values. Raises: ``Damaged``."""
        if not self.marks[index].height:
            return
        try:
            sheet = self.values.get_sheet_by_index(index)
            left = [None] * (sheet.start[1] if sheet.start else 0)
            for place, values in enumerate(sheet.iter_rows()):
                yield place, left + [_plain(value) for value in values]
        except CalamineError as problem:
            raise Damaged from problem


class _Merged:
    """Brings the value of merged cells down to each row they cover, going down."""

    def __init__(self, marks: Marks) -> None:
        self.starts: dict[int, list[tuple[int, int, int]]] = {}
        for top, left, bottom, right in marks.merged:
            self.starts.setdefault(top, []).append((left, bottom, right))
        self.open: dict[int, tuple[int, Value]] = {}

    def fill(self, place: int, cells: list[Value]) -> list[int]:
        """Fill the cells merged with one above; return their columns.

        Going across, the value belongs to the first cell alone.
        """
        self.open = {c: area for c, area in self.open.items() if area[0] >= place}
        filled = [c for c in self.open if c < len(cells) and cells[c] is None]
        for column in filled:
            cells[column] = self.open[column][1]
        for left, bottom, _ in self.starts.get(place, ()):
            if bottom > place and left < len(cells) and cells[left] is not None:
                self.open[left] = bottom, cells[left]
        return filled

    def spans(self, place: int) -> dict[int, int]:
        areas = self.starts.get(place, ())
        return {left: right - left + 1 for left, _, right in areas if right > left}


def _plain(value: Any) -> Value:
    """Return a cell's value: nothing for an empty one, whole numbers as such."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, timedelta):
        value = value.total_seconds() / 86_400  # the number that was typed
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE:
        return int(value)
    return value
