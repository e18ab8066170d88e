"""Rows of a text file: which bytes are which letters, and what parts the columns."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from lms.lib.sheets.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    ROWS_AT_THE_TOP,
    Book,
    Row,
    Sheet,
)
from lms.lib.sheets.errors import Damaged, NoSuchSheet, NotASheet, SheetTooBig
from lms.lib.sheets.lettering import guess, read_as

SEPARATORS = "\t;,|"
LONGEST_CELL = 10_000
_LOOKED_AT = 30  # lines that the separator is chosen by
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_TEXT_KEPT = re.compile(r'="([^"]*)"')  # how Excel is told to keep a leading zero


class TextFile:
    """A .csv, .tsv or .txt. Raises: ``NotASheet`` where it is no text."""

    def __init__(self, data: bytes, separator: str = "") -> None:
        self.charset, text = _decoded(data)
        if _BINARY.search(text):
            raise NotASheet
        hint = _HINT.match(text)
        self.skipped = 1 if hint else 0
        self.lines = text.splitlines(keepends=True)[self.skipped :]
        # One mark too many would swallow the rows after it: then all stand for
        # themselves.
        even = text.count('"') % 2 == 0
        self.quoting = csv.QUOTE_MINIMAL if even else csv.QUOTE_NONE
        self.separator = separator or (hint[1] if hint else self._guessed())

    def book(self) -> Book:
        lettering = guess(self.lines)
        rows = self.rows(0, lettering.name)
        sheet = Sheet(
            name="",
            last_row=len(self.lines) + self.skipped,
            lettering=lettering,
            top=tuple(islice(rows, ROWS_AT_THE_TOP)),
        )
        charset, separator = self.charset, self.separator
        return Book("text", (sheet,), charset=charset, separator=separator)

    def rows(self, index: int, lettering: str) -> Iterator[Row]:
        """Give the rows that hold anything; ``number`` is the line a row begins on.

        Raises: ``SheetTooBig``; ``Damaged``; ``NoSuchSheet``.
        """
        if index:
            raise NoSuchSheet
        for number, fields in self._fields(self.separator, self.lines):
            if number > MOST_ROWS or len(fields) > MOST_COLUMNS:
                raise SheetTooBig
            values = tuple(_value(field, lettering) for field in fields)
            if any(value is not None for value in values):
                yield Row(number, values)

    def _fields(
        self, separator: str, lines: list[str]
    ) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(lines, delimiter=separator, quoting=self.quoting)
        begins = 1
        try:
            for fields in reader:
                yield begins + self.skipped, fields
                begins = reader.line_num + 1
        except csv.Error as problem:
            raise Damaged from problem

    def _guessed(self) -> str:
        """Return what parts most lines into the same number of columns, two or more."""
        lines = [line for line in self.lines if line.strip()][:_LOOKED_AT]
        best, most = ",", 0
        for separator in SEPARATORS:
            widths = Counter(
                len(fields)
                for _, fields in self._fields(separator, lines)
                if len(fields) > 1
            )
            alike = max(widths.values(), default=0)
            if alike > most:
                best, most = separator, alike
        return best


def _value(field: str, lettering: str) -> str | None:
    kept = _TEXT_KEPT.fullmatch(field.strip())
    text = kept[1] if kept else field
    return read_as(text, lettering) if text.strip() else None


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the name of the encoding and the text; eight-bit ones as western.

    Which of the Vietnamese eight-bit encodings it is, the words tell: see `lettering`.
    """
    for mark, name in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return name, data[2:].decode(name, "replace")
    if len(data) % 2 == 0 and (name := _utf16_without_mark(data[:2_000])):
        return name, data.decode(name, "replace")
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "8-bit", data.decode("latin-1")


def _utf16_without_mark(data: bytes) -> str:
    """Return which UTF-16 it is: plain letters leave every other byte empty."""
    zeros = data[0::2].count(0), data[1::2].count(0)
    if max(zeros) < max(len(data) // 8, 1) or min(zeros) > max(zeros) // 8:
        return ""
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
