"""Finds the header of a roster and which column holds what; a person can correct it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lms.learners.rosters import values
from lms.lib.sheets.cells import Row
from lms.lib.sheets.syllables import is_vietnamese
from lms.lib.text import fold

# Folded, without signs. A whole heading is compared, so that titles do not match.
HEADINGS: dict[str, str] = {
    "number": r"stt|tt|so tt|so thu tu|no",
    "full_name": r"(ho va ten|ho ten|ho,? ?chu dem va ten|ho va ten khai sinh|ten|"
    r"ho va chu dem va ten|full ?name|name)( cong dan| hoc vien| nguoi (hoc|dan)| "
    r"chu the| thanh vien)?|(hoc vien|nguoi dan|cong dan)",
    "surname": r"ho|ho dem|ho va (ten )?dem|ho va chu dem|ho lot|ho va ten lot|surname",
    "given_name": r"ten goi|ten rieng|given ?name|first ?name",
    "birth": r"(ngay,? ?(thang,? ?)?)?nam ?sinh|ngay ?sinh|sinh ngay|ns|nam ?s|"
    r"ngay thang nam( sinh)?|birth ?(year|date|day)|year of birth|date of birth|dob",
    "birth_male": "",  # a heading of two lines: born, and below it male and female
    "birth_female": "",
    "sex": r"gioi ?tinh|gt|gioi|nam nu|sex|gender",
    "male": r"nam|male",
    "female": r"nu|female",
    "phone": r"((so )?(dien thoai|dt|đt|sdt|di dong|dtdd|mobile|phone)( (lien he|di "
    r"dong|lien lac))?|sdt lh|phone number|so lien he|so zalo|zalo)",
    "hamlet": r"(ten )?(thon|xom|ban|khu|to dan pho|tieu khu|khu dan cu|to|ap|hamlet)"
    r"( xom| ban| khu| to| thon| ban lang| to dan pho| khu pho)*|dia chi|noi o|"
    r"noi cu tru|cho o|noi thuong tru|thuong tru|dia chi thuong tru|address",
    "household": r"(ten )?chu ho|ho ten chu ho|ho va ten chu ho|household( head)?",
    "commune": r"(ten )?(xa|phuong|thi tran)( phuong)?( thi tran)?|commune|ward",
    "note": r"ghi ?chu|notes?|remarks?",
}
_BEFORE_BRACKET = re.compile(r"[(\[*:].*")
_SIGNS = re.compile(r"[^a-z0-9 ]+")
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?|[a-z]|\([a-z]\)")
SURE, LIKELY, GUESSED = 100, 80, 50
_HALF = 0.5


@dataclass(frozen=True)
class Columns:
    """Where the fields of a roster stand, columns counted from 0.

    ``sure`` says for each field, in percent, how plain it is. ``first_row`` is the
    number of the first row that can hold a person; ``titles`` are the columns' own
    headings, for a screen to show.
    """

    fields: dict[str, int]
    sure: dict[str, int]
    first_row: int = 1
    titles: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what a roster cannot do without and was not found."""
        lacks = []
        if not {"full_name", "surname"} & set(self.fields):
            lacks.append("full_name")
        if not {"birth", "birth_male", "birth_female"} & set(self.fields):
            lacks.append("birth")
        return tuple(lacks)


def recognise(top: Sequence[Row], *, this_year: int) -> Columns:
    """Return where the fields stand, by the headings, else by what the columns hold."""
    rows = [row for row in top if not row.hidden]
    at, named = max(
        ((at, _named(row)) for at, row in enumerate(rows)),
        key=lambda found: len(set(found[1].values())),
        default=(0, {}),
    )
    if len(set(named.values())) < 2:
        return _by_content(rows, {}, this_year)
    below = rows[at + 1] if at + 1 < len(rows) else None
    two_lines = below is not None and _goes_on(rows[at], below)
    if two_lines:
        named = _of_two_lines(rows[at], below, named)
    named = _split_names(rows[at], named)
    last = at + two_lines
    if last + 1 < len(rows) and numbers_the_columns(rows[last + 1]):
        last += 1
    fields, sure = _first_of_each(named)
    found = _by_content(rows[last + 1 :], fields, this_year)
    titles = tuple(values.as_text(cell) for cell in rows[at].values)
    return Columns(
        {**found.fields, **fields},
        {**found.sure, **sure},
        rows[last].number + 1,
        titles,
    )


def full_name_cell(row: Row, columns: Columns) -> str:
    """Return the name as one text, whether it stands in one column or in two."""
    names = [columns.fields.get(key) for key in ("full_name", "surname", "given_name")]
    cells = (row.values[c] for c in names if c is not None and c < len(row.values))
    return " ".join(values.as_text(cell) for cell in cells if cell is not None)


def heading(text: str) -> str:
    """Return the field that a heading names, empty for none."""
    line = " ".join(_SIGNS.sub(" ", _BEFORE_BRACKET.sub("", fold(text))).split())
    for field, spelling in HEADINGS.items():
        if spelling and re.fullmatch(spelling, line):
            return field
    return ""


def _named(row: Row) -> dict[int, str]:
    """Return the field of each column whose heading begins in this row."""
    texts = ((c, cell) for c, cell in enumerate(row.values) if isinstance(cell, str))
    named = {column: heading(text) for column, text in texts}
    return {c: field for c, field in named.items() if field and c not in row.filled}


def _goes_on(row: Row, below: Row) -> bool:
    """Return whether the header has a second line, under a heading wider than one."""
    if below.number != row.number + 1:
        return False
    return bool(below.filled) or any(
        heading(values.as_text(below.values[column]))
        for left, wide in row.spans.items()
        for column in range(left, min(left + wide, len(below.values)))
    )


def _of_two_lines(row: Row, below: Row, named: dict[int, str]) -> dict[int, str]:
    """Return the fields of a header of two lines; the lower line is the nearer."""
    lower = _named(below)
    over = {
        column: named.get(left, "")
        for left, wide in row.spans.items()
        for column in range(left, left + wide)
    }
    for column, field in lower.items():
        if over.get(column) == "birth" and field in {"male", "female"}:
            lower[column] = f"birth_{field}"
        if over.get(column) == "full_name" and field == "full_name":
            lower[column] = "given_name"
    kept = {c: f for c, f in named.items() if c not in over or c not in lower}
    return {**kept, **lower}


def _split_names(row: Row, named: dict[int, str]) -> dict[int, str]:
    """Return the columns where one heading stands over surname and given name."""
    for column, field in list(named.items()):
        if field == "full_name" and row.spans.get(column) == 2:
            named = {**named, column: "surname", column + 1: "given_name"}
        elif field == "full_name" and named.get(column - 1) == "surname":
            named = {**named, column: "given_name"}
    return named


def numbers_the_columns(row: Row) -> bool:
    """Return whether the row only counts the columns: (1), (2), (3)."""
    cells = [fold(values.as_text(cell)) for cell in row.values if cell is not None]
    return len(cells) > 2 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells)


def _first_of_each(named: dict[int, str]) -> tuple[dict[str, int], dict[str, int]]:
    """Return each field's first column; where there were more it is not as sure."""
    fields: dict[str, int] = {}
    sure: dict[str, int] = {}
    for column, field in sorted(named.items()):
        sure[field] = LIKELY if field in fields else SURE
        fields.setdefault(field, column)
    return fields, sure


def _by_content(rows: list[Row], known: dict[str, int], this_year: int) -> Columns:
    """Return what the cells themselves show to be names, birth years and phones."""
    tests: dict[str, Callable[[object], bool]] = {
        "full_name": _looks_like_a_name,
        "birth": lambda c: bool(values.birth_year(c, this_year=this_year).value),
        "phone": lambda c: bool(values.phone(c).value),
    }
    have = set(known) | ({"full_name"} if "surname" in known else set())
    have |= {"birth"} if {"birth_male", "birth_female"} & have else set()
    taken, fields = set(known.values()), {}
    for field, fits in tests.items():
        if field in have:
            continue
        for column, cells in _columns_of(rows):
            if column not in taken and sum(map(fits, cells)) > _HALF * len(cells):
                fields[field] = column
                taken.add(column)
                break
    first = rows[0].number if rows else 1
    return Columns(fields, dict.fromkeys(fields, GUESSED), first)


def _columns_of(rows: list[Row]) -> Iterator[tuple[int, list[object]]]:
    width = max((len(row.values) for row in rows), default=0)
    for column in range(width):
        held = (r.values[column] for r in rows if column < len(r.values))
        cells = list(islice((cell for cell in held if cell is not None), 30))
        if cells:
            yield column, cells


def _looks_like_a_name(cell: object) -> bool:
    words = cell.split() if isinstance(cell, str) else []
    return 2 <= len(words) <= 6 and all(map(is_vietnamese, words))
