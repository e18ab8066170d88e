"""The marks of an .xlsx: hidden rows, formulas, merged cells, fonts, extents."""

import posixpath
import re
from zipfile import ZipFile

from lms.lib.sheets.errors import Damaged
from lms.lib.sheets.marks import Marks, lettering_of_font
from lms.lib.sheets.packages import check_parts, scan

WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_STYLES = "xl/styles.xml"
_YES = {"1", "true", "on"}
_PLACE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


def marks_of_xlsx(package: ZipFile) -> list[Marks]:
    """Return the marks of each sheet, in the order of the workbook.

    Raises: as `packages.scan`; ``SheetTooBig``.
    """
    listed: list[tuple[Marks, str]] = []

    def sheet(tag: str, given: dict[str, str]) -> None:
        if tag == "sheet":
            hidden = given.get("state", "visible") != "visible"
            listed.append((Marks(given.get("name", ""), hidden), given.get("id", "")))

    scan(package, WORKBOOK, sheet)
    paths = _paths(package)
    letterings = _letterings(package)
    read = {WORKBOOK, _RELATIONS, _STYLES}
    for marks, key in listed:
        path = paths.get(key, "")
        if path.startswith("xl/worksheets/"):
            _SheetScan(marks, letterings).run(package, path)
            read.add(path)
    check_parts(package, _xml_parts(package) - read)
    return [marks for marks, _ in listed]


def has_macros(package: ZipFile) -> bool:
    return any(name.lower().endswith("vbaproject.bin") for name in package.namelist())


def has_links(package: ZipFile) -> bool:
    return any(name.startswith("xl/externalLinks/") for name in package.namelist())


def _xml_parts(package: ZipFile) -> set[str]:
    return {name for name in package.namelist() if name.endswith((".xml", ".rels"))}


def _paths(package: ZipFile) -> dict[str, str]:
    """Return where each sheet lies, by its key in the workbook."""
    paths: dict[str, str] = {}

    def relation(tag: str, given: dict[str, str]) -> None:
        if tag == "Relationship":
            target = posixpath.join("/xl", given.get("Target", ""))
            paths[given.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    scan(package, _RELATIONS, relation)
    return paths


def _letterings(package: ZipFile) -> list[str]:
    """Return the old lettering of each cell format, empty for Unicode."""
    fonts: list[str] = []
    of_formats: list[str] = []
    inside: list[str] = []

    def start(tag: str, given: dict[str, str]) -> None:
        if tag == "font" and inside[-1:] == ["fonts"]:
            fonts.append("")
        elif tag == "name" and inside[-2:] == ["fonts", "font"]:
            fonts[-1] = lettering_of_font(given.get("val", ""))
        elif tag == "xf" and inside[-1:] == ["cellXfs"]:
            font = _number(given.get("fontId", "0"))
            of_formats.append(fonts[font] if font < len(fonts) else "")
        inside.append(tag)

    if _STYLES in package.namelist():
        scan(package, _STYLES, start, lambda tag: inside.pop() and None)
    return of_formats


def _number(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise Damaged
    return int(text)


def _place(reference: str) -> tuple[int, int]:
    """Return row and column, from 0, of a reference such as `C7`."""
    found = _PLACE.fullmatch(reference.replace("$", ""))
    if not found:
        raise Damaged
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


class _SheetScan:
    """Goes through one sheet's XML, whose rows and cells may leave out their place."""

    def __init__(self, marks: Marks, letterings: list[str]) -> None:
        self.marks = marks
        self.letterings = letterings
        self.row = self.column = -1

    def run(self, package: ZipFile, path: str) -> None:
        takes = {
            "row": self._row,
            "c": self._cell,
            "f": self._formula,
            "v": self._value,
            "is": self._value,
            "mergeCell": self._merged,
            "col": self._columns,
        }

        def start(tag: str, given: dict[str, str]) -> None:
            if take := takes.get(tag):
                take(given)

        scan(package, path, start)

    def _row(self, given: dict[str, str]) -> None:
        self.row = _number(given["r"]) - 1 if "r" in given else self.row + 1
        self.column = -1
        if given.get("hidden") in _YES:
            self.marks.hidden_rows.add(self.row)

    def _cell(self, given: dict[str, str]) -> None:
        if "r" in given:
            self.row, self.column = _place(given["r"])
        else:
            self.column += 1
        style = _number(given.get("s", "0"))
        if style < len(self.letterings):
            self.marks.is_set_in(self.row, self.column, self.letterings[style])

    def _formula(self, given: dict[str, str]) -> None:
        self.marks.is_calculated(self.row, self.column)

    def _value(self, given: dict[str, str]) -> None:
        self.marks.holds(self.row, self.column)

    def _merged(self, given: dict[str, str]) -> None:
        first, _, last = given.get("ref", "").partition(":")
        self.marks.is_merged((*_place(first), *_place(last or first)))

    def _columns(self, given: dict[str, str]) -> None:
        if given.get("hidden") in _YES:
            first, last = _number(given.get("min", "1")), _number(given.get("max", "1"))
            self.marks.hidden_columns.update(range(first - 1, min(last, 256)))
