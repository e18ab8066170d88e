"""The marks of an .ods: hidden rows, formulas, merged cells, fonts, extents."""

from zipfile import ZipFile

from lms.lib.sheets.cells import MOST_COLUMNS, MOST_ROWS
from lms.lib.sheets.errors import Damaged, Locked
from lms.lib.sheets.marks import Marks, lettering_of_font
from lms.lib.sheets.packages import check_parts, scan

CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_CELLS = {"table-cell", "covered-table-cell"}


def marks_of_ods(package: ZipFile) -> list[Marks]:
    """Return the marks of each sheet, in the order of the file.

    Raises: ``Locked``; ``SheetTooBig``; as `packages.scan`.
    """

    def encrypted(tag: str, given: dict[str, str]) -> None:
        if tag == "encryption-data":
            raise Locked

    if _MANIFEST in package.namelist():
        scan(package, _MANIFEST, encrypted)
    content = _ContentScan()
    scan(package, CONTENT, content.start, content.end)
    parts = {name for name in package.namelist() if name.endswith((".xml", ".rdf"))}
    check_parts(package, parts - {CONTENT, _MANIFEST})
    return content.sheets


def has_macros(package: ZipFile) -> bool:
    return any(name.startswith(("Basic/", "Scripts/")) for name in package.namelist())


def _times(given: dict[str, str], name: str) -> int:
    text = given.get(name, "1")
    if not text.isdecimal() or len(text) > 9:
        raise Damaged
    return max(int(text), 1)


class _ContentScan:
    """Goes through content.xml, where runs of equal cells and rows are written once."""

    def __init__(self) -> None:
        self.sheets: list[Marks] = []
        self.letterings: dict[str, str] = {}
        self.invisible: set[str] = set()
        self.style = ""
        self.row = self.rows = self.column = 0
        self.of_columns: list[str] = []
        self.cell: tuple[int, int] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        takes = {
            "style": self._style,
            "text-properties": self._font,
            "table-properties": self._table_style,
            "table": self._table,
            "table-column": self._columns,
            "table-row": self._row,
            "p": self._text,
        }
        if tag in _CELLS:
            self._cell(tag, given)
        elif take := takes.get(tag):
            take(given)

    def end(self, tag: str) -> None:
        if tag == "table-row":
            self.row += self.rows
        elif tag in _CELLS:
            self.cell = None

    def _style(self, given: dict[str, str]) -> None:
        self.style = given.get("name", "")

    def _font(self, given: dict[str, str]) -> None:
        font = given.get("font-name") or given.get("font-family", "").strip("'\"")
        self.letterings[self.style] = lettering_of_font(font)

    def _table_style(self, given: dict[str, str]) -> None:
        if given.get("display") == "false":
            self.invisible.add(self.style)

    def _table(self, given: dict[str, str]) -> None:
        hidden = given.get("style-name", "") in self.invisible
        self.sheets.append(Marks(given.get("name", ""), hidden))
        self.row, self.column, self.of_columns = 0, 0, []

    def _columns(self, given: dict[str, str]) -> None:
        room = MOST_COLUMNS - len(self.of_columns)
        times = min(_times(given, "number-columns-repeated"), room)
        style = given.get("default-cell-style-name", "")
        if given.get("visibility", "visible") != "visible":
            first = len(self.of_columns)
            self.sheets[-1].hidden_columns.update(range(first, first + times))
        self.of_columns += [self.letterings.get(style, "")] * times

    def _row(self, given: dict[str, str]) -> None:
        self.rows = _times(given, "number-rows-repeated")
        self.column = 0
        if given.get("visibility", "visible") != "visible":
            last = min(self.row + self.rows, MOST_ROWS)
            self.sheets[-1].hidden_rows.update(range(self.row, last))

    def _cell(self, tag: str, given: dict[str, str]) -> None:
        times = _times(given, "number-columns-repeated")
        column, self.column = self.column, self.column + times
        self.cell = column, times
        if tag == "covered-table-cell" or not self.sheets:
            return
        if "value-type" in given:
            self._holds()
        down = _times(given, "number-rows-spanned") - 1
        right = _times(given, "number-columns-spanned") - 1
        if down or right:
            area = self.row, column, self.row + down, column + right
            self.sheets[-1].is_merged(area)
        if "value-type" in given:
            self._marks(given, column, times)

    def _marks(self, given: dict[str, str], column: int, times: int) -> None:
        marks, named = self.sheets[-1], given.get("style-name")
        for row in range(self.row, self.row + self.rows):
            for each in range(column, column + times):
                if "formula" in given:
                    marks.is_calculated(row, each)
                default = self.of_columns[each] if each < len(self.of_columns) else ""
                font = self.letterings.get(named, "") if named else default
                marks.is_set_in(row, each, font)

    def _text(self, given: dict[str, str]) -> None:
        if self.cell and self.sheets:
            self._holds()

    def _holds(self) -> None:
        """The extents bound the loops above: they are checked first."""
        column, times = self.cell
        self.sheets[-1].holds(self.row, column, rows=self.rows, columns=times)
