"""Chooses how the Vietnamese of a sheet is to be read, and says how sure that is."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

from lms.lib.sheets.cells import Lettering
from lms.lib.sheets.legacy import from_tcvn3, from_vni
from lms.lib.sheets.syllables import is_vietnamese

ENOUGH_WORDS = 400
SURE_SHARE = 80  # percent of the words with marks
SURE_WORDS = 3
SURE_LEAD = 15  # percentage points before the next best

# Signs that stand between words in every lettering; letters of old fonts do not.
_BETWEEN = re.compile(r"[\s\d!-/:-@\[-`{-~“”‘’–—…]+")
_LOOKALIKES = str.maketrans("\u00d0\u00f0\u0189", "ĐđĐ")


def from_unicode(text: str) -> str:
    """Return the text with whole letters, and true Đ for the ones that look like it."""
    return unicodedata.normalize("NFC", text).translate(_LOOKALIKES)


def from_windows_1258(text: str) -> str:
    """Return letters of windows-1258 that were taken for those of western Europe."""
    return from_unicode(_western_bytes(text).decode("cp1258", "replace"))


def from_utf8_twice(text: str) -> str:
    """Return UTF-8 that somebody had opened as western European and saved again."""
    return from_unicode(_western_bytes(text).decode("utf-8", "replace"))


LETTERINGS: dict[str, Callable[[str], str]] = {
    "unicode": from_unicode,
    "windows-1258": from_windows_1258,
    "tcvn3": lambda text: from_unicode(from_tcvn3(text)),
    "tcvn3-capitals": lambda text: from_unicode(from_tcvn3(text, capitals=True)),
    "vni": lambda text: from_unicode(from_vni(text)),
    "utf-8-twice": from_utf8_twice,
}
GUESSED = ("unicode", "windows-1258", "tcvn3", "vni", "utf-8-twice")


def guess(texts: Iterable[str]) -> Lettering:
    """Return the lettering in which most words with marks are Vietnamese.

    Of equal ones the first in ``GUESSED`` is taken: Unicode is left as it is.
    """
    marked = list(_enough(text for text in texts if not text.isascii()))
    words = _words_with_marks(marked, "unicode")
    if not words:
        return Lettering()
    scores = {name: _plausible(marked, name) for name in GUESSED}
    best = max(GUESSED, key=lambda name: scores[name])
    next_best = max(scores[name] for name in GUESSED if name != best)
    lead = scores[best] - next_best
    sure = scores[best] >= SURE_SHARE and (
        best == "unicode" or (len(words) >= SURE_WORDS and lead >= SURE_LEAD)
    )
    return Lettering(best, scores[best], len(words), sure)


def read_as(text: str, name: str, *, font: str = "") -> str:
    """Return what the text says in a lettering; the ``font`` of the cell knows better.

    Lists are pasted together: a cell whose words are Vietnamese as they stand, and
    are not when converted, stays. So does one with letters no old font has.
    """
    if font:
        return LETTERINGS[font](text) if _is_western(text) else from_unicode(text)
    if name == "unicode" or text.isascii() or not _is_western(text):
        return from_unicode(text)
    if _plausible([text], "unicode") > _plausible([text], name):
        return from_unicode(text)
    return LETTERINGS[name](text)


def _enough(texts: Iterable[str]) -> Iterator[str]:
    """Give texts until they hold as many words as are enough to choose by."""
    words = 0
    for text in texts:
        yield text
        words += len(text.split())
        if words >= ENOUGH_WORDS:
            return


def _words_with_marks(texts: list[str], name: str) -> list[str]:
    """Return the words that hold more than plain letters when read in a lettering."""
    read = LETTERINGS[name]
    shown = (read(text) if _is_western(text) else from_unicode(text) for text in texts)
    words = (word for text in shown for word in _BETWEEN.split(text))
    return [word for word in words if not word.isascii()]


def _plausible(texts: list[str], name: str) -> int:
    """Return the percentage of the words with marks that are Vietnamese."""
    words = _words_with_marks(texts, name)
    return 100 * sum(map(is_vietnamese, words)) // len(words) if words else 0


def _is_western(text: str) -> bool:
    """Return whether an old font could have made it: western European letters."""
    try:
        _western_bytes(text)
    except UnicodeEncodeError:
        return False
    return True


def _western_bytes(text: str) -> bytes:
    """Return the bytes of windows-1252, where the five gaps stand for themselves."""
    return b"".join(
        letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")
        for letter in text
    )
