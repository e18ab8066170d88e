"""What comes out of a file: a book, its sheets, their rows."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

# A datetime is a date; None is an empty cell.
Value = str | int | float | bool | date | time | None

# What no list of people passes. They bound what reading takes, before it begins.
MOST_BYTES = 20 * 2**20
MOST_ROWS = 100_000
MOST_COLUMNS = 256
MOST_CELLS = 2_000_000

ROWS_AT_THE_TOP = 40


class Row(NamedTuple):
    """One line of a sheet that holds anything.

    ``number`` is the line's own in the file, from 1, as the person sees it there.
    Columns are counted from 0. ``hidden``: the line is not seen when the file is
    opened. ``formulas``: columns whose value was calculated, and is the one last
    saved. ``filled``: columns that are empty here, merged with one above that holds
    the value. ``spans``: how many columns wide a merged cell is, by its first column.
    """

    number: int
    values: tuple[Value, ...]
    hidden: bool = False
    formulas: frozenset[int] = frozenset()
    filled: frozenset[int] = frozenset()
    spans: dict[int, int] = {}


@dataclass(frozen=True)
class Lettering:
    """How a sheet's Vietnamese is written, and how far that can be trusted.

    ``name`` is a key of `lettering.LETTERINGS`. Units: ``plausible`` is the percentage
    of the ``words`` with marks that are Vietnamese when read so.
    """

    name: str = "unicode"
    plausible: int = 100
    words: int = 0
    sure: bool = True


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was found. ``top`` is its first rows, for finding the header."""

    name: str
    hidden: bool = False
    last_row: int = 0
    hidden_rows: int = 0
    hidden_columns: tuple[int, ...] = ()
    formulas: int = 0
    lettering: Lettering = field(default_factory=Lettering)
    top: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Book:
    """A file that can be read: xlsx, xls, ods or text, whatever it is called.

    Macros are never run and links to other files never followed: the cells are read
    as they were last saved. The two are told so that a screen can say it.
    ``charset`` and ``separator`` are those of a text file.
    """

    kind: str
    sheets: tuple[Sheet, ...]
    macros: bool = False
    links: bool = False
    charset: str = ""
    separator: str = ""

    @property
    def in_view(self) -> list[int]:
        """Return the sheets that are seen when the file is opened, by their place.

        Where all are hidden somebody hid them on purpose, and all are looked at.
        """
        places = range(len(self.sheets))
        return [each for each in places if not self.sheets[each].hidden] or [*places]
