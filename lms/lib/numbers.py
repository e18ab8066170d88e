"""Numbers as people write them, with the thousands marks of both languages.

1.128 and 1,128 and 1 128 are one number where it has to be a whole one. What could be
read in two ways is refused: no number is ever kept that nobody meant.
"""

import re
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

LONGEST = 40  # signs; nothing that is counted here needs more
_SPACES = "[ \u00a0\u2000-\u200a\u202f]"
_MINUS = str.maketrans("\u2212\u2013", "--")
_PLAIN = re.compile(r"[+-]?\d+")
# Thousands: one mark all through, three digits after each, and no nought in front.
_GROUPED = re.compile(rf"[+-]?[1-9]\d{{0,2}}(?:([.,]|{_SPACES})\d{{3}})(?:\1\d{{3}})*")
_FRACTION = re.compile(r"(.*)[.,](\d+)")


class NumberError(ValueError):
    """What was typed is no number; the message says what to do."""

    sentence = _("Please write a number in digits, such as 215 or 20.5.")

    @property
    def for_resident(self) -> str:
        return str(self.sentence)


class NotWhole(NumberError):
    sentence = _("Please write a whole number, such as 215 or 1,128.")


class Ambiguous(NumberError):
    sentence = _(
        "This can be read as more than one number. Please write its digits without "
        "marks between them, such as 1128."
    )


def whole_number(typed: str) -> int:
    """Return the whole number that was typed, its thousands apart or not.

    Raises: `NotWhole`; `Ambiguous` where there are marks that part no thousands.
    """
    text = typed.strip().translate(_MINUS)
    if len(text) > LONGEST or not re.search(r"\d", text):
        raise NotWhole
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return int(_digits(text))
    raise Ambiguous if _only_digits_and_marks(text) else NotWhole


def decimal_number(typed: str, *, places: int) -> Decimal:
    """Return a number with a fraction of so many digits at most, after comma or point.

    ``places`` is below three, so that three digits after a mark are always thousands:
    1.128 is 1128, 20.5 and 20,5 are twenty and a half, 1.128,5 and 1,128.5 are equal.
    Raises: `NumberError`; `Ambiguous` for more digits after the mark than that.
    """
    text = typed.strip().translate(_MINUS)
    if len(text) > LONGEST or not re.search(r"\d", text):
        raise NumberError
    if _PLAIN.fullmatch(text) or _GROUPED.fullmatch(text):
        return Decimal(_digits(text))
    parts = _FRACTION.fullmatch(text)
    if parts and len(parts[2]) <= places and (whole := _before(parts[1], text)):
        return Decimal(f"{whole}.{_digits(parts[2])}")
    raise Ambiguous if _only_digits_and_marks(text) else NumberError


def _before(whole: str, text: str) -> str:
    """Return what stands before a fraction, without its thousands marks.

    Those are of another kind than the mark of the fraction; empty where they are not.
    """
    if _PLAIN.fullmatch(whole):
        return _digits(whole)
    grouped = _GROUPED.fullmatch(whole)
    mark = text[len(whole)]
    return _digits(whole) if grouped and grouped[1] != mark else ""


def _digits(text: str) -> str:
    """Return the sign and the digits, in our figures whatever figures were typed."""
    sign = "-" if text.startswith("-") else ""
    return sign + "".join(str(int(each)) for each in text if each.isdecimal())


def _only_digits_and_marks(text: str) -> bool:
    return bool(re.fullmatch(rf"[+-]?(?:\d|[.,']|{_SPACES})+", text))
