"""Reads tables that people saved as CSV; gives back the lines it could not take."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from lms.communes.errors import FileUnreadable, Problem
from lms.lib.text import nfc, search_words

LINE, REASON = "line", "reason"  # beside the columns of a list of refused lines
LARGEST = 20_000_000  # bytes; a list of every hamlet of the country has fewer


@dataclass(frozen=True)
class Row:
    """One line: where it stood, and its cells by the name of their column."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return nfc(self.cells[column]).strip()

    def problem(self, sentence: str) -> Problem:
        return Problem(self.file, self.line, sentence, self.cells)


def read_table(
    path: Path, columns: Iterable[str], known_as: Mapping[str, str] | None = None
) -> list[Row]:
    """Return the rows of a CSV file that has at least these columns.

    Between the cells stand commas, semicolons (as Excel writes them here) or tabs.
    ``known_as`` turns other headings, folded, into ours. Empty lines are left out.
    Raises: ``FileUnreadable`` with a sentence that says what to do.
    """
    text = _text_of(path)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        headings = [_heading(cell, known_as or {}) for cell in next(lines, [])]
        _check_headings(headings, columns, path)
        blank = dict.fromkeys(headings, "")
        return [  # a short line is filled up, a long one cut
            Row(
                path.name,
                lines.line_num,
                blank | dict(zip(headings, cells, strict=False)),
            )
            for cells in lines
            if any(cell.strip() for cell in cells)
        ]
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


def _check_headings(headings: list[str], columns: Iterable[str], path: Path) -> None:
    missing = [column for column in columns if column not in headings]
    if missing:
        raise FileUnreadable(
            _("%(file)s has no column “%(columns)s” in its first line.")
            % {"file": path.name, "columns": "”, “".join(missing)}
        )
