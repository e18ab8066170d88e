"""What people type: made clean, found without tone marks, put in Vietnamese order."""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from lms.lib.sheets.syllables import is_vietnamese

KEPT = 4096  # texts: a list of residents asks for the same few words again and again
SORT_KEY_LENGTH = 255  # enough for every name of 80 characters; longer keys are cut

# Eth and African D look like Đ, and old Vietnamese lists are full of them.
_LOOKALIKES = str.maketrans("\u00d0\u00f0\u0189", "ĐđĐ")

# What shows nothing, or turns the reading direction of what follows: control
# characters but line ends and tabs, Unicode's "default ignorable" characters, the
# blank Braille cell, halves of surrogate pairs and what will never be a character.
# Those of the first line keep words apart: signs that a program reads, blanks without
# a name, where a word may end, where another direction begins.
_PARTING = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u115f\u1160\u180e\u200b\u202a-\u202e"
    "\u2066-\u2069\u2800\u3164\uffa0"
)
_JOINING = (
    "\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180d\u180f\u200c-\u200f\u2060-\u2065"
    "\u206a-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}"
        for plane in range(0, 0x110000, 0x10000)
    )
)
_INVISIBLE = re.compile(f"[{_PARTING}{_JOINING}]+")
_PARTS = re.compile(f"[{_PARTING}]")
_TAIL, _HEAD = re.compile(r"[^\W\d_]*$"), re.compile(r"[^\W\d_]*")
LONGEST_WORD = 8  # letters; no word of Vietnamese has more

_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
_FLAT = "1"
_ORDER = (
    " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
)
_WEIGHTS = {letter: f"{place:02d}" for place, letter in enumerate(_ORDER, start=1)}
_END = "00"
_NUMBER = re.compile("[0-9]+")
_WORD = re.compile(r"[^\W_]+")


class TextError(ValueError):
    """What was typed cannot be kept; the message says what to do."""

    @property
    def for_resident(self) -> str:
        return str(self.args[0])


class TextMissing(TextError):
    """Nothing was left where something is needed."""

    def __init__(self) -> None:
        super().__init__(_("Please fill this in."))


class TextTooLong(TextError):
    """More was typed than there is room for."""

    def __init__(self, max_length: int) -> None:
        sentence = ngettext_lazy(
            "This is too long. Please use at most %(count)d character.",
            "This is too long. Please use at most %(count)d characters.",
            max_length,
        )
        super().__init__(sentence % {"count": max_length})


def nfc(text: str) -> str:
    """Return the text with every letter and its marks as one character.

    Phones and Macs send them apart: the same name would not be found again.
    """
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """Return the text without what shows nothing, its letters whole, with true Đ.

    It glues no words together, and takes none apart: within a word of Vietnamese, and
    before a mark that belongs to the letter, nothing is left. Elsewhere a sign that
    parts words leaves a space, and any does between two words of Vietnamese, or before
    a capital behind a small letter.
    """
    whole = nfc(text)
    if _INVISIBLE.search(whole):
        whole = nfc(_INVISIBLE.sub(_gap, whole))
    return whole.translate(_LOOKALIKES)


def clean_line(text: str, max_length: int, *, required: bool = False) -> str:
    """Return what was typed as one line: nothing invisible, single spaces, true Đ.

    Raises: ``TextTooLong`` beyond ``max_length`` characters; ``TextMissing`` where
    something is ``required`` and nothing is left.
    """
    return _checked(" ".join(_visible(text, max_length).split()), max_length, required)


def clean_text(text: str, max_length: int, *, required: bool = False) -> str:
    """Return what was typed, its lines kept, with at most one empty line in a row.

    Raises: as `clean_line`.
    """
    lines = [" ".join(line.split()) for line in _visible(text, max_length).splitlines()]
    paragraphs = "\n".join(
        "\n".join(run) if written else "" for written, run in groupby(lines, key=bool)
    )
    return _checked(paragraphs.strip(), max_length, required)


@lru_cache(KEPT)
def fold(text: str) -> str:
    """Return the text in lower case without marks: `Ngổ Luông` becomes `ngo luong`.

    Vietnamese comes out as ASCII. The result is never longer than the text, so that
    a column as wide as the text has room for it; this is why it is not `casefold`.
    """
    letters = (c for c in _taken_apart(text) if not _is_mark(c))
    return nfc("".join(letters).replace("đ", "d"))


def search_words(text: str) -> list[str]:
    """Return the words of the text, folded, without any sign that is no letter."""
    return _WORD.findall(fold(text))


@lru_cache(KEPT)
def spelling(text: str) -> str:
    """Return the text in lower case with each tone mark at the end of its word.

    *Hoà Bình* and *Hòa Bình* are one name written in two ways, and come out equal.
    """
    words = _taken_apart(text).split()
    return " ".join(nfc("".join(sorted(w, key=_TONES.__contains__))) for w in words)


def sort_key(text: str) -> str:
    """Return digits that sort as the text does in Vietnamese, numbers by their value.

    All letters count before any tone, as in the dictionary and in ICU's `vi`: two
    digits for each letter, then one for the tone of each word, wherever its mark sits.
    Digits, since every collation of every database agrees on their order.
    """
    apart = _NUMBER.sub(lambda number: number[0].zfill(6), _taken_apart(text))
    letters = nfc("".join(c for c in apart if c not in _TONES))
    weights = "".join(_weight(letter) for letter in letters)
    tones = "".join(
        next((_TONES[c] for c in word if c in _TONES), _FLAT) for word in apart.split()
    )
    return (weights + _END + tones.rstrip(_FLAT))[:SORT_KEY_LENGTH]


def name_sort_key(full_name: str) -> str:
    """Return digits that sort by given name first, as lists in villages and classes do.

    The given name is the last word; its tones count before the family name does.
    """
    *rest, given = full_name.split() or [""]
    return f"{sort_key(given)}0{sort_key(' '.join(rest))}"[:SORT_KEY_LENGTH]


def anchor(heading: str) -> str:
    """Return the part of an address that leads to a heading: `Mở khóa` is `mo-khoa`."""
    return slugify(fold(heading))


def _visible(text: str, max_length: int) -> str:
    """Return the text without what shows nothing, its letters whole.

    A text beyond all measure is not looked at: bringing thousands of stacked marks
    into order takes seconds. A Vietnamese letter has three parts at most.
    """
    if len(text) > 3 * max_length:
        raise TextTooLong(max_length)
    return visible(text)


def _checked(text: str, max_length: int, required: bool) -> str:
    """Return the text where it is neither too long nor missing."""
    if len(text) > max_length:
        raise TextTooLong(max_length)
    if required and not text:
        raise TextMissing
    return text


def _gap(hidden: re.Match[str]) -> str:
    """Return what takes the place of signs that show nothing: nothing, or a space."""
    text, start, end = hidden.string, hidden.start(), hidden.end()
    before = _TAIL.search(text[max(start - LONGEST_WORD, 0) : start])[0]
    after = _HEAD.match(text[end : end + LONGEST_WORD])[0]
    between = bool(before and after)
    one_word = between and is_vietnamese(before + after)
    if one_word or (text[end : end + 1] and _is_mark(text[end])):
        return ""
    two_words = between and is_vietnamese(before) and is_vietnamese(after)
    new_word = before[-1:].islower() and after[:1].isupper()
    return " " if two_words or new_word or _PARTS.search(hidden[0]) else ""


def _taken_apart(text: str) -> str:
    """Return the text in lower case, marks behind their letters, single spaces."""
    small = visible(text).lower()
    return " ".join(unicodedata.normalize("NFD", small).split())


def _weight(letter: str) -> str:
    """Return the digits a letter sorts by; one with a foreign mark sorts as without."""
    bare = unicodedata.normalize("NFD", letter)[0]
    foreign = "" if _is_mark(bare) else f"99{ord(bare):07d}"
    return _WEIGHTS.get(letter) or _WEIGHTS.get(bare) or foreign


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"
