"""Vietnamese as it was typed before Unicode: letters drawn by fonts of their own.

A file made with .VnTime (TCVN3) or VNI-Times holds the letters of western Europe and
shows Vietnamese only in that font. The two functions take such letters for what the
font showed. Source: TCVN 5712:1993, third set; the key table of VNI for Windows.
"""

import re

_TCVN3 = str.maketrans(
    dict(
        zip(
            range(0xA1, 0xAF),
            "ĂÂÊÔƠƯĐăâêôơưđ",
            strict=True,
        )
    )
    | dict(zip(range(0xB5, 0xBA), "àảãáạ", strict=True))
    | dict(zip(range(0xBB, 0xBF), "ằẳẵắ", strict=True))
    | dict(zip(range(0xC6, 0xCD), "ặầẩẫấậè", strict=True))
    | dict(zip((0xCE, 0xCF, 0xD0, 0xD1), "ẻẽéẹ", strict=True))
    | dict(zip(range(0xD2, 0xD9), "ềểễếệìỉ", strict=True))
    | dict(zip((0xDC, 0xDD, 0xDE, 0xDF), "ĩíịò", strict=True))
    | dict(zip(range(0xE1, 0xF0), "ỏõóọồổỗốộờởỡớợù", strict=True))
    | dict(zip(range(0xF1, 0xFF), "ủũúụừửữứựỳỷỹýỵ", strict=True))
)

# Behind its vowel stands one sign for all the marks; the sign's own case is no matter.
_TONES = {"ù": "́", "ø": "̀", "û": "̉", "õ": "̃", "ï": "̣"}
_ROOF = {"â": "", "á": "́", "à": "̀", "å": "̉", "ã": "̃", "ä": "̣"}
_BOWL = {"ê": "", "é": "́", "è": "̀", "ú": "̉", "ü": "̃", "ë": "̣"}
_WHOLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Return what each letter, or pair of letters, of VNI shows, in lower case."""
    pairs = {
        vowel + sign: bare + mark
        for vowel, bare in {**{v: v for v in "aeouy"}, "ô": "ơ", "ö": "ư"}.items()
        for sign, mark in _TONES.items()
    }
    roofs = {v + s: f"{v}\u0302{m}" for v in "aeo" for s, m in _ROOF.items()}
    bowls = {f"a{sign}": f"a\u0306{mark}" for sign, mark in _BOWL.items()}
    return {**_WHOLE, **pairs, **roofs, **bowls}


_VNI = _vni_table()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)), re.IGNORECASE)


def from_tcvn3(text: str, *, capitals: bool = False) -> str:
    """Return what the text shows in .VnTime, or with ``capitals`` in .VnTimeH.

    TCVN3 has no capitals with a tone, so that even without the font of capitals
    *NGUYÔN V¡N* is written for *NGUYỄN VĂN*: words otherwise in capitals become whole.
    """
    if capitals or _in_capitals(text):
        return text.translate(_TCVN3).upper()
    return " ".join(
        word.translate(_TCVN3).upper() if _in_capitals(word) else word.translate(_TCVN3)
        for word in text.split(" ")
    )


def _in_capitals(text: str) -> bool:
    """Return whether the plain letters, two at least, are all capitals."""
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(plain) > 1 and "".join(plain).isupper()


def from_vni(text: str) -> str:
    """Return what the text shows in a VNI font; letters and marks may be apart."""
    return _VNI_LETTER.sub(_vni_shown, text)


def _vni_shown(found: re.Match) -> str:
    shown = _VNI[found[0].lower()]
    return shown.upper() if found[0][0].isupper() else shown
