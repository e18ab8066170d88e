"""Reads tables that people saved as CSV; gives back the lines it could not take."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile
from pathlib import Path

from django.utils.translation import gettext as _

from lms.communes.errors import FileUnreadable, NoSuchDay, Problem
from lms.lib.sheets.cells import Value
from lms.lib.sheets.errors import SheetError
from lms.lib.sheets.reading import look, rows
from lms.lib.text import nfc, search_words

LINE, REASON = "line", "reason"  # beside the columns of a list of refused lines
LARGEST = 20_000_000  # bytes; a list of every hamlet of the country has fewer

Lines = Iterator[tuple[int, list[str]]]  # each with its number; the headings come first


@dataclass(frozen=True)
class Row:
    """One line: where it stood, and its cells by the name of their column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return nfc(self.cells[column]).strip()

    def get(self, column: str) -> str:
        """Return a cell; an empty one where the list has no such column."""
        return self[column] if column in self.cells else ""

    def problem(self, sentence: str) -> Problem:
        return Problem(self.file, self.line, sentence, self.cells)


def read_table(
    path: Path,
    columns: Iterable[str],
    known_as: Mapping[str, str] | None = None,
    *,
    one_of: Iterable[Sequence[str]] = (),
) -> list[Row]:
    """Return the rows of a file that has these columns, and of each group at least one.

    ``known_as`` turns other headings, folded, into ours. Empty lines are left out.
    Raises: ``FileUnreadable`` with a sentence that says what to do.
    """
    lines = READERS.get(path.suffix.lower(), _lines_of_csv)(path)
    _number, first = next(lines, (0, []))
    headings = [_heading(cell, known_as or {}) for cell in first]
    _check_headings(headings, columns, one_of, path)
    blank = dict.fromkeys(headings, "")
    return [  # a short line is filled up, a long one cut
        Row(path.name, number, blank | dict(zip(headings, cells, strict=False)))
        for number, cells in lines
        if any(cell.strip() for cell in cells)
    ]


def day_of(typed: str) -> date:
    """Return the day that stands in a cell: 2025-07-01, or 1/7/2025 as people write.

    Raises: `NoSuchDay`.
    """
    day_first = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", typed.strip())
    try:
        if day_first:
            day, month, year = map(int, day_first.groups())
            return date(year, month, day)
        return date.fromisoformat(typed.strip())
    except ValueError as problem:
        raise NoSuchDay(typed) from problem


def _lines_of_csv(path: Path) -> Lines:
    """Give the lines of a CSV file with their numbers.

    Between the cells stand commas, semicolons (as Excel writes them here) or tabs.
    """
    text = _text_of(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in lines:
            yield lines.line_num, cells
    except csv.Error as problem:
        raise FileUnreadable(
            _("%(file)s cannot be read as a table: look at line %(line)d.")
            % {"file": path.name, "line": lines.line_num}
        ) from problem


def write_refused(path: Path, problems: Iterable[Problem]) -> None:
    """Write the lines that were refused, each with its number and the reason.

    The columns before those two are the list's own: corrected, it can be sent again.
    Raises: ``FileUnreadable`` where the file cannot be written.
    """
    rows = [{**each.cells, LINE: each.line, REASON: each.sentence} for each in problems]
    headings = dict.fromkeys(name for row in rows for name in row)
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.DictWriter(file, list(headings), delimiter=";")
            sheet.writeheader()
            sheet.writerows(rows)
    except OSError as problem:
        raise FileUnreadable(
            _("%(file)s cannot be written: %(reason)s.")
            % {"file": path, "reason": problem.strerror}
        ) from problem


def _lines_of_sheet(path: Path) -> Lines:
    """Give the lines of the first sheet that are to be seen, from the headings on.

    A title above them fills one cell, or one across several.
    """
    try:
        book = look(path)
        first = book.in_view[0]
        lettering = book.sheets[first].lettering.name
        read = rows(path, first, lettering=lettering)
        seen = (row for row in read if not row.hidden)
        cells = ((row.number, [_text(value) for value in row.values]) for row in seen)
        yield from dropwhile(lambda line: sum(map(bool, line[1])) < 2, cells)
    except (SheetError, OSError) as problem:
        raise FileUnreadable(f"{path.name}: {problem}") from problem


def _text(value: Value) -> str:
    """Return what stands in a cell as somebody would have typed it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).removesuffix(" 00:00:00")


# Readers of other kinds of files than CSV, by the ending of the name.
READERS: dict[str, Callable[[Path], Lines]] = dict.fromkeys(
    [".xlsx", ".xls", ".ods"], _lines_of_sheet
)


def _text_of(path: Path) -> str:
    """Return what the file holds; a byte order mark is no part of it."""
    try:
        if path.stat().st_size > LARGEST:
            raise FileUnreadable(
                _("%(file)s is far too large for a list of places.")
                % {"file": path.name}
            )
        return path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise FileUnreadable(
            _("%(file)s cannot be opened: %(reason)s.")
            % {"file": path, "reason": problem.strerror}
        ) from problem
    except UnicodeDecodeError as problem:
        raise FileUnreadable(
            _(
                "%(file)s is not in UTF-8. In Excel choose Save as, and the type "
                "“CSV UTF-8”."
            )
            % {"file": path.name}
        ) from problem


def _heading(cell: str, known_as: Mapping[str, str]) -> str:
    folded = "_".join(search_words(cell))
    return known_as.get(folded, folded)


def _check_headings(
    headings: list[str],
    columns: Iterable[str],
    one_of: Iterable[Sequence[str]],
    path: Path,
) -> None:
    groups = [*one_of, *([column] for column in columns)]
    missing = [group for group in groups if not set(group) & set(headings)]
    if missing:
        either = _("” or “").join
        raise FileUnreadable(
            _("%(file)s has no column “%(columns)s” in its first line.")
            % {"file": path.name, "columns": "”, “".join(map(either, missing))}
        )
