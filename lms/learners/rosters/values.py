"""What a cell of a roster means: a value, a value to confirm, or a refusal."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import phonenumbers

from lms.learners.rosters.remarks import Remark
from lms.lib.sheets.cells import Value
from lms.lib.text import TextTooLong, clean_line, fold

OLDEST = 120  # years, as on the registration form
YOUNGEST = 6
LONGEST_NAME = 80
LONGEST_LINE = 200

# Since 2018 no mobile number has eleven digits; the last seven stayed.
# Source: the conversion tables of the operators, 14 September 2018.
NEW_PREFIXES = {
    **{f"016{digit}": f"03{digit}" for digit in "23456789"},
    "0120": "070",
    "0121": "079",
    "0122": "077",
    "0126": "076",
    "0128": "078",
    "0123": "083",
    "0124": "084",
    "0125": "085",
    "0127": "081",
    "0129": "082",
    "0186": "056",
    "0188": "058",
    "0199": "059",
}
_DAY_ZERO = date(1899, 12, 30)  # Excel counts days from here, since March 1900
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_SHORT_DATE = re.compile(r"\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(\d\d)")
_DAY_MONTH_YEAR = re.compile(r"\d{3,4}((?:18|19|20)\d\d)")
_LOSSY = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_PARTS = re.compile(r"[/;,&\n]|\s+-\s+|\bvà\b|\bhoặc\b")
_NUMBERED = re.compile(r"^\d+[.)]\s*")
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
_ADDRESS = re.compile(r"^(?:ông|bà|anh|chị|cụ|bác)[.:]?\s+(?=\S+\s+\S)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_NOTHING = {"", "-", "--", "x", "0", "ko", "khong", "khong co", "k co", "k", "n/a"}


@dataclass(frozen=True)
class Meaning:
    """``value`` is what to keep, None for nothing. A ``proposal`` says what was made of
    the cell and wants a look; a ``refusal`` says why nothing was."""

    value: Any = None
    proposal: Remark | None = None
    refusal: Remark | None = None


def full_name(cell: Value) -> Meaning:
    """Return the name in one line, each word beginning with a capital."""
    typed = as_text(cell)
    try:
        line = _NUMBERED.sub("", clean_line(typed, LONGEST_NAME))
    except TextTooLong:
        return Meaning(refusal=Remark("name_long", _short(cell)))
    name = _ADDRESS.sub("", _ASIDE.sub(" ", line)).strip()
    if not name:
        return Meaning(refusal=Remark("name_missing"))
    if not _WORD.search(name) or re.search(r"[\d<>@=+|{}]", name):
        return Meaning(refusal=Remark("name_signs", _short(cell)))
    name = _with_capitals(name)
    if name.lower() != line.lower():
        return Meaning(name, Remark("name_alone", _short(cell), name))
    return Meaning(name)


def birth_year(cell: Value, *, this_year: int) -> Meaning:
    """Return the year of birth from a year, a date, or what a sheet made of them."""
    if cell is None or fold(as_text(cell)) in _NOTHING:
        return Meaning(refusal=Remark("birth_missing"))
    year, certain = _year_in(cell, this_year)
    if year is None:
        return Meaning(refusal=Remark("birth_unread", _short(cell)))
    if not this_year - OLDEST <= year <= this_year - YOUNGEST:
        return Meaning(refusal=Remark("birth_out_of_range", _short(cell), year))
    if certain:
        return Meaning(year)
    return Meaning(year, Remark("birth_taken", _short(cell), year))


def sex(cell: Value) -> Meaning:
    """Return ``male`` or ``female``; codes such as 1 and 2 are not guessed."""
    word = fold(as_text(cell)).strip(" .")
    if word in _NOTHING:
        return Meaning()
    for value, words in (
        ("male", {"nam", "m", "male", "trai", "ong"}),
        ("female", {"nu", "f", "female", "gai", "ba"}),
    ):
        if word in words:
            return Meaning(value)
    return Meaning(refusal=Remark("sex_unread", _short(cell)))


def phone(cell: Value) -> Meaning:
    """Return the number as E.164; of several in one cell the first that is in use.

    The zero that a sheet took away is put back; an eleven-digit number of before 2018
    is given as it is today, to be confirmed.
    """
    typed = as_text(cell)
    if fold(typed) in _NOTHING:
        return Meaning()
    if _LOSSY.search(typed):
        return Meaning(refusal=Remark("phone_cut", _short(cell)))
    parts = [part for part in _PARTS.split(typed) if re.search(r"\d", part)]
    for part in parts:
        digits = _with_zero(part)
        today = NEW_PREFIXES.get(digits[:4], "") if len(digits) == 11 else ""
        number = today + digits[4:] if today else digits
        if kept := _in_use(number):
            if today:
                return Meaning(kept, Remark("phone_old", part.strip(), number))
            if len(parts) > 1:
                return Meaning(kept, Remark("phone_several", _short(cell), number))
            return Meaning(kept)
    return Meaning(refusal=Remark("phone_unread", _short(cell)))


def line(cell: Value) -> Meaning:
    """Return a hamlet, a household head, a commune or a note as one clean line."""
    try:
        return Meaning(clean_line(as_text(cell), LONGEST_LINE) or None)
    except TextTooLong:
        return Meaning(refusal=Remark("line_long"))


def as_text(cell: Value) -> str:
    """Return what the cell shows: whole numbers plain, days as written here."""
    if cell is None or isinstance(cell, bool):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date):
        return f"{cell:%d/%m/}{cell.year}"
    return str(cell).strip()


MEANINGS: dict[str, Callable[[Value], Meaning]] = {
    "full_name": full_name,
    "sex": sex,
    "phone": phone,
    **dict.fromkeys(("hamlet", "commune", "household", "note"), line),
}


def _year_in(cell: Value, this_year: int) -> tuple[int | None, bool]:
    """Return a year and whether it is plain that it was meant."""
    if isinstance(cell, date):
        # A year typed where the sheet expects dates becomes a day of 1905.
        days = (date(cell.year, cell.month, cell.day) - _DAY_ZERO).days
        return (days, False) if days <= this_year else (cell.year, True)
    text = as_text(cell)
    if re.fullmatch(r"\d{4}(?:[.,]0+)?", text):
        return int(text[:4]), True
    if re.fullmatch(r"\d{5}", text):  # a date that lost its look
        return (_DAY_ZERO + timedelta(days=int(text))).year, False
    if found := _DAY_MONTH_YEAR.fullmatch(text):
        return int(found[1]), False
    years = set(_YEAR.findall(text))
    if len(years) == 1:
        return int(years.pop()), True
    short = re.fullmatch(r"\d\d", text) or _SHORT_DATE.fullmatch(text)
    if short and not years:
        return _whole_year(int(short[0][-2:]), this_year), False
    return None, False


def _whole_year(two_digits: int, this_year: int) -> int:
    """Return the latest such year in which a learner can have been born."""
    latest = this_year - YOUNGEST
    return latest - (latest - two_digits) % 100


def _with_zero(typed: str) -> str:
    """Return the digits with the zero that belongs before them."""
    digits = "".join(c for c in typed.split("E")[0] if c in "0123456789")
    if digits.startswith("84") and len(digits) in {11, 12}:
        return "0" + digits[2:]
    if digits.startswith("0084"):
        return "0" + digits[4:]
    return digits if digits.startswith("0") else "0" + digits


def _in_use(digits: str) -> str:
    try:
        number = phonenumbers.parse(digits, "VN")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _with_capitals(name: str) -> str:
    """Return the name with capitals where they belong; mixed ones are left alone."""
    if name.isupper():
        name = name.lower()
    return _WORD.sub(
        lambda word: (
            word[0][0].upper() + word[0][1:]
            if word.start() == 0 or name[word.start() - 1] in " -."
            else word[0]
        ),
        name,
    )


def _short(cell: Value) -> str:
    text = as_text(cell)
    return text if len(text) <= 40 else text[:39] + "…"
