"""What a sheet says beside its values; the library that reads cells leaves it out."""

from dataclasses import dataclass, field

from lms.lib.sheets.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from lms.lib.sheets.errors import SheetTooBig

MOST_MERGED = 100_000


@dataclass
class Marks:
    """Rows and columns count from 0; a merged area is (top, left, bottom, right).

    ``fonts`` names the old lettering of each cell that an old font was chosen for.
    """

    name: str
    hidden: bool = False
    height: int = 0
    width: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[int, set[int]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    fonts: dict[int, dict[int, str]] = field(default_factory=dict)

    def holds(self, row: int, column: int, *, rows: int = 1, columns: int = 1) -> None:
        """Note that there is a value, and how far the sheet reaches with it.

        Raises: ``SheetTooBig``. The cell reader takes room for the whole rectangle,
        so that two cells in far corners would ask it for 512 GB.
        """
        self.height = max(self.height, row + rows)
        self.width = max(self.width, column + columns)
        if self.height > MOST_ROWS or self.width > MOST_COLUMNS:
            raise SheetTooBig
        if self.height * self.width > MOST_CELLS:
            raise SheetTooBig

    def is_calculated(self, row: int, column: int) -> None:
        self.formulas.setdefault(row, set()).add(column)

    def is_set_in(self, row: int, column: int, lettering: str) -> None:
        if lettering:
            self.fonts.setdefault(row, {})[column] = lettering

    def is_merged(self, area: tuple[int, int, int, int]) -> None:
        """Note a merged area. Raises: ``SheetTooBig`` where there are too many."""
        self.merged.append(area)
        if len(self.merged) > MOST_MERGED:
            raise SheetTooBig


def lettering_of_font(name: str) -> str:
    """Return the lettering that a font draws: TCVN3 for .VnTime, capitals for .VnTimeH.

    Empty for fonts of Unicode. The fonts of VNI all begin with its name.
    """
    name = name.strip().lower()
    if name.startswith(".vn"):
        return "tcvn3-capitals" if name.endswith("h") else "tcvn3"
    return "vni" if name.startswith("vni") else ""
