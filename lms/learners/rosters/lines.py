"""Tells the lines of a list that are people from the rest, and reads each of them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lms.learners.rosters import values
from lms.learners.rosters.columns import (
    Columns,
    full_name_cell,
    heading,
    numbers_the_columns,
)
from lms.learners.rosters.remarks import Remark
from lms.learners.rosters.values import Meaning
from lms.lib.sheets.cells import Row, Value
from lms.lib.text import TextTooLong, clean_line, fold, nfc

_NUMBERING = r"(?:[ivxlc]+|\d{1,3}|[a-z])?\s*[.):/-]*\s*"
# With their marks, or so that no family name is meant: Bàn and Tô are people.
_SECTION = re.compile(
    rf"{_NUMBERING}(?:thôn|xóm|bản|khu|tiểu khu|tổ dân phố|tổ|ấp|tdp|"
    r"thon|xom|tieu khu|to dan pho)\b"
)
_NUMBER = re.compile(r"[IVXLCivxlc]+[.)]?|\d+[.)]?|[A-Za-z][.)]?")
_LEADING = re.compile(r"^(?:[IVXLC]+|\d{1,3}|[A-Za-z])\s*[.):/-]+\s*")
_TRAILING = re.compile(r"\s*(?:[:(\[–-].*)$")
_FOOTER = re.compile(
    rf"{_NUMBERING}(?:tong|tong so|tong cong|cong|nguoi lap|lap bieu|nguoi tong hop|"
    r"ubnd|uy ban|tm|kt|chu tich|pho chu tich|noi nhan|ky ten|xac nhan|truong|bi thu|"
    r"danh sach (?:nay|tren|co)|an dinh|total|.{0,40}\bngay .{0,6}thang .{0,6}nam)\b"
)
_YEAR = re.compile(r"\d{4}")
_TICKS = {"x", "v", "1", "✓", "✔", "☑", "√", "*", "o", "+", "co", "true"}
_LONGEST_CELL = 300
# The order in which cells are given back in a sheet to be corrected.
FIELDS = ("full_name", "birth", "sex", "phone", "hamlet", "household", "note")

_COLUMN_OF = {name: name for name in FIELDS} | {"birth_year": "birth"}


@dataclass
class Line:
    """One line that may be a person. ``cells`` are texts as they stood, by field.

    ``refusals`` say why it cannot be taken, ``left_out`` why nobody asked for it to be;
    ``remarks`` what was made of cells and wants a look.
    """

    number: int
    cells: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    refusals: list[Remark] = field(default_factory=list)
    left_out: Remark | None = None
    remarks: list[Remark] = field(default_factory=list)

    def take(self, name: str, meaning: Meaning, *, needed: bool = False) -> None:
        """Keep what a cell means; what is not needed is left empty where unreadable."""
        if meaning.value is not None:
            self.values[name] = meaning.value
        if meaning.proposal:
            self.remarks.append(replace(meaning.proposal, column=_COLUMN_OF[name]))
        if meaning.refusal:
            into = self.refusals if needed else self.remarks
            into.append(replace(meaning.refusal, column=_COLUMN_OF[name]))


class Reader:
    """Reads lines one after the other; it remembers the hamlet that stands above."""

    def __init__(self, columns: Columns, *, this_year: int, hamlet: str = "") -> None:
        self.columns, self.this_year = columns, this_year
        self.section, self.ended = hamlet, False
        self.above = ""

    def read(self, rows: Iterable[Row]) -> Iterator[Line]:
        """Give a line for each row that may be a person."""
        for row in rows:
            if row.number >= self.columns.first_row and (line := self._line(row)):
                yield line

    def _line(self, row: Row) -> Line | None:
        texts = [values.as_text(cell)[:_LONGEST_CELL] for cell in row.values]
        written = [text for text in texts if text]
        if not written or _is_header(row, written):
            return None
        if self._is_section(row, written) or self._is_footer(written):
            return None
        line = Line(row.number, self._cells(row))
        if not line.cells.get("full_name") and not line.cells.get("birth"):
            return None  # a number that waits for somebody
        if row.hidden:
            line.left_out = Remark("hidden")
        elif self.ended and not line.cells.get("birth"):
            line.left_out = Remark("after_the_end")
        self._understand(line, row)
        return line

    def _is_section(self, row: Row, written: list[str]) -> bool:
        """Return whether the row only says of which hamlet the next ones are."""
        words = [text for text in written if not _NUMBER.fullmatch(text)]
        alone = nfc(words[0]).lower() if len(words) == 1 else ""
        if not _SECTION.match(alone) or self._birth_cell(row)[0] is not None:
            return False
        try:
            text = clean_line(_LEADING.sub("", words[0].strip()), values.LONGEST_LINE)
        except TextTooLong:
            return False
        self.section = _TRAILING.sub("", text)
        self.above, self.ended = "", False
        return True

    def _is_footer(self, written: list[str]) -> bool:
        """Return whether the list ends here: sums, the day, who signs."""
        first = next((text for text in written if not text.isdecimal()), "")
        if not _FOOTER.match(fold(first)) or len(written) > 4:
            return False
        self.ended = True
        return True

    def _cells(self, row: Row) -> dict[str, str]:
        cells = {"full_name": full_name_cell(row, self.columns)}
        cells["birth"] = values.as_text(self._birth_cell(row)[0])
        cells["sex"] = values.as_text(self._sex_cell(row))
        for name in ("phone", "hamlet", "household", "note"):
            cells[name] = values.as_text(self._cell(row, name))
        return {name: text[:_LONGEST_CELL] for name, text in cells.items() if text}

    def _understand(self, line: Line, row: Row) -> None:
        name = values.full_name(line.cells.get("full_name"))
        line.take("full_name", name, needed=True)
        cell, sex = self._birth_cell(row)
        born = values.birth_year(cell, this_year=self.this_year)
        line.take("birth_year", born, needed=True)
        self._take_sex(line, row, sex)
        line.take("phone", values.phone(self._cell(row, "phone")))
        if line.cells.get("household"):
            head = values.full_name(self._cell(row, "household"))
            line.take("household", replace(head, proposal=None))
        self._take_hamlet(line, row)

    def _take_sex(self, line: Line, row: Row, born_as: str) -> None:
        ticked = [s for s in ("male", "female") if self._is_ticked(row, s)]
        if len(ticked) == 2:
            line.remarks.append(Remark("sex_both", column="sex"))
        elif ticked or born_as:
            line.values["sex"] = born_as or ticked[0]
        else:
            line.take("sex", values.sex(self._cell(row, "sex")))

    def _take_hamlet(self, line: Line, row: Row) -> None:
        """Take the hamlet of the line, else the one above, else that of its section."""
        stands = values.line(self._cell(row, "hamlet")).value or ""
        if stands:
            self.above = stands
        elif self.above:
            line.remarks.append(Remark("hamlet_above", "", self.above, "hamlet"))
        place = stands or self.above or self.section
        line.values["place"] = place
        if place:  # so that it is not missing where the line is given back alone
            line.cells["hamlet"] = place
        line.values["commune"] = values.line(self._cell(row, "commune")).value or ""

    def _birth_cell(self, row: Row) -> tuple[Value, str]:
        """Return the cell with the birth, and the sex where that says it."""
        if (cell := self._cell(row, "birth")) is not None:
            return cell, ""
        for sex in ("male", "female"):
            for column in (f"birth_{sex}", sex):
                cell = self._cell(row, column)
                if values.birth_year(cell, this_year=self.this_year).value:
                    return cell, sex
        return None, ""

    def _sex_cell(self, row: Row) -> Value:
        ticked = [sex for sex in ("male", "female") if self._is_ticked(row, sex)]
        if ticked:
            return {"male": "Nam", "female": "Nữ"}[ticked[0]]
        return self._cell(row, "sex")

    def _is_ticked(self, row: Row, sex: str) -> bool:
        return fold(values.as_text(self._cell(row, sex))).strip() in _TICKS

    def _cell(self, row: Row, name: str) -> Value:
        column = self.columns.fields.get(name)
        if column is None or column >= len(row.values):
            return None
        return row.values[column]


def _is_header(row: Row, written: list[str]) -> bool:
    """Return whether the header stands here again, as on the next printed page."""
    if any(_YEAR.search(text) for text in written):
        return False  # nearly every line: the rest is dearer to look at
    named = sum(bool(heading(text)) for text in written)
    return (named > 1 and named * 2 > len(written)) or numbers_the_columns(row)


def columns_from(mapping: Mapping[str, Any]) -> Columns:
    """Return the columns as a person has left them."""
    return Columns(
        dict(mapping["fields"]),
        dict(mapping.get("sure", {})),
        mapping.get("first_row", 1),
        tuple(mapping.get("titles", ())),
    )
