"""The marks of an .xls: a file of streams, one of them a row of small records.

Source: [MS-XLS], Microsoft's description of the format; numbers are its own.
"""

import struct
from collections.abc import Iterator
from typing import IO

import olefile

from lms.lib.sheets.errors import Damaged, Locked, NotASheet, OtherKind
from lms.lib.sheets.marks import Marks, lettering_of_font

_BEGINS, _ENDS = 0x0809, 0x000A
_FILE_PASS = 0x002F
_SHEET, _FONT, _FORMAT = 0x0085, 0x0031, 0x00E0
_LINK = 0x01AE
_ROW, _COLUMNS, _MERGED = 0x0208, 0x007D, 0x00E5
_FORMULA, _RUN_OF_NUMBERS = 0x0006, 0x00BD
_ONE_CELL = {_FORMULA, 0x00FD, 0x0204, 0x0203, 0x027E, 0x0205, 0x00D6}
_OWN_LINKS = {0x0401, 0x3A01}

Record = tuple[int, int, memoryview]  # where it begins, what it is, what it holds


class XlsFile:
    """The streams of an .xls, and what stands in its sheets beside the values.

    Raises: ``Locked``, ``NotASheet`` (a letter, a slide show), ``OtherKind``,
    ``Damaged``, ``SheetTooBig``.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            with olefile.OleFileIO(file) as streams:
                self.macros = streams.exists("_VBA_PROJECT_CUR")
                self.book = memoryview(_book_of(streams))
        except (OSError, ValueError, IndexError, struct.error) as problem:
            raise Damaged from problem
        self.links = False
        self.fonts: list[str] = []
        self.formats: list[int] = []

    def marks(self) -> list[Marks]:
        """Return the marks of each sheet, in the order of the workbook."""
        try:
            sheets = list(self._listed())
            for marks, begins in sheets:
                self._scan(marks, begins)
        except (struct.error, IndexError, UnicodeDecodeError) as problem:
            raise Damaged from problem
        return [marks for marks, _ in sheets]

    def _listed(self) -> Iterator[tuple[Marks, int]]:
        """Give each sheet and where it begins, noting fonts and formats on the way."""
        for _, kind, holds in self._records(0):
            if kind == _FILE_PASS:
                raise Locked
            if kind == _SHEET:
                begins, state = struct.unpack_from("<IB", holds)
                yield Marks(_short_text(holds[6:]), hidden=bool(state & 3)), begins
            elif kind == _FONT:
                self.fonts.append(lettering_of_font(_short_text(holds[14:])))
            elif kind == _FORMAT:
                self.formats.append(struct.unpack_from("<H", holds)[0])
            elif kind == _LINK:
                own = struct.unpack_from("<2xH", holds)[0] in _OWN_LINKS
                self.links = self.links or not own

    def _records(self, begins: int) -> Iterator[Record]:
        """Give the records from a place to the end of what begins there."""
        place, depth = begins, 0
        while place + 4 <= len(self.book):
            kind, length = struct.unpack_from("<HH", self.book, place)
            holds = self.book[place + 4 : place + 4 + length]
            if len(holds) < length:
                raise Damaged
            depth += (kind == _BEGINS) - (kind == _ENDS)
            if depth <= 0:
                return
            if depth == 1:
                yield place, kind, holds
            place += 4 + length
        raise Damaged

    def _scan(self, marks: Marks, begins: int) -> None:
        for _, kind, holds in self._records(begins):
            if kind in _ONE_CELL:
                self._cell(marks, kind, holds)
            elif kind == _RUN_OF_NUMBERS:
                row, first = struct.unpack_from("<HH", holds)
                marks.holds(row, first, columns=(len(holds) - 6) // 6)
            elif kind == _MERGED:
                for top, bottom, left, right in struct.iter_unpack("<4H", holds[2:]):
                    marks.is_merged((top, left, bottom, right))
            elif kind in {_ROW, _COLUMNS}:
                self._hide(marks, kind, holds)

    def _hide(self, marks: Marks, kind: int, holds: memoryview) -> None:
        if kind == _ROW:
            row, options = struct.unpack_from("<H10xH", holds)
            if options & 0x20:
                marks.hidden_rows.add(row)
            return
        first, last, options = struct.unpack_from("<HH4xH", holds)
        if options & 1:
            marks.hidden_columns.update(range(first, min(last, 255) + 1))

    def _cell(self, marks: Marks, kind: int, holds: memoryview) -> None:
        row, column, its_format = struct.unpack_from("<HHH", holds)
        marks.holds(row, column)
        if kind == _FORMULA:
            marks.is_calculated(row, column)
        if its_format < len(self.formats):
            font = self.formats[its_format]
            font -= font > 4  # there is no font 4, by an old custom
            if font < len(self.fonts):
                marks.is_set_in(row, column, self.fonts[font])


def _book_of(streams: olefile.OleFileIO) -> bytes:
    if streams.exists("EncryptedPackage"):
        raise Locked
    for name in ("Workbook", "Book"):
        if streams.exists(name):
            book = streams.openstream(name).read()
            if struct.unpack_from("<H", book)[0] != _BEGINS:
                raise OtherKind
            return book
    raise NotASheet


def _short_text(holds: memoryview) -> str:
    """Return a text of up to 255 letters, in one byte each or in two."""
    length, wide = holds[0], holds[1] & 1
    if holds[1] > 1:  # before Excel 97 the letters come at once
        return bytes(holds[1 : 1 + length]).decode("latin-1")
    text = bytes(holds[2 : 2 + length * (1 + wide)])
    return text.decode("utf-16-le" if wide else "latin-1", "replace")
