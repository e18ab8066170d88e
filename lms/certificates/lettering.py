"""Any text made one that the certificate's two fonts can draw."""

import re
import unicodedata

from anyascii import anyascii

from lms.lib.text import clean_line

LINE_LENGTH = 160  # characters; the fields behind a certificate's words are shorter
WORD_LENGTH = 60  # characters of a word, which no line can break

_LATIN = [
    *range(0x20, 0x7F),
    *range(0xA1, 0xAD),
    *range(0xAE, 0x138),
    *range(0x139, 0x180),
    *map(ord, "ƠơƯư"),
    *range(0x1EA0, 0x1EFA),  # the letters of Vietnamese with two marks
]
_MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
PRINTABLE = frozenset([*map(chr, _LATIN), *"–—‘’‚“”„•…‹›€₫−", *_MARKS])

_STRAY_MARKS = re.compile(rf"(?<![^\W_])[{_MARKS}]+|(?<=[{_MARKS}])[{_MARKS}]+")


def printable(text: str) -> str:
    """Return the text as one line that the fonts can draw, cut where it is endless.

    Letters of other scripts are written in Latin ones, for a name must be there;
    signs that the fonts do not have are left out, as are marks without a letter.
    """
    line = clean_line(text[:2000], 2000)
    line = "".join(c if c in PRINTABLE else _in_latin(c) for c in line)
    words = _STRAY_MARKS.sub("", line).split()
    return _cut(" ".join(_cut(word, WORD_LENGTH) for word in words), LINE_LENGTH)


def _in_latin(character: str) -> str:
    return anyascii(character) if unicodedata.category(character)[0] in "LNPZ" else ""


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
