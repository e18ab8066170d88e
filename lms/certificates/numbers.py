"""The number printed on a certificate: made, and read back as people type it.

``HS-7K3M-9QXV-G``: eight characters drawn by chance and one check character. The
number holds no year and no counter, so that nobody learns from one how many there
are, or guesses the next: 27**8 × 27/37, about 200,000 million, are possible.

The alphabet is Crockford's base 32, which has no I, L, O or U to be taken for 1 and
0, less A, D, E, W and Y. Without vowels no number spells a word; and a Vietnamese
keyboard in its Telex mode, which turns DD into Đ, W into Ư and AS into Á while a
person types, finds nothing to change.

The check character is ISO 7064 MOD 37-2. The hybrid system MOD 37,36 lets some
swaps of neighbours through, and a sum modulo 31 or 32 has either too few values for
32 letters or a factor of two, which hides swaps. 37 is a prime and the powers of 2
up to the ninth place all differ modulo 37: so every single wrong character is
found, and every swap of any two characters, neighbours or not. Its price is
check values outside the alphabet; such draws are thrown away and drawn again, as
are those that begin with HS, so that HS in front is always the prefix.
"""

import secrets
import unicodedata

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

PREFIX = "HS"
ALPHABET = "0123456789BCFGHJKMNPQRSTVXZ"
DRAWN_LENGTH = 8
_VALUES = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"  # the order ISO 7064 gives them
_READ_AS = str.maketrans("OIL", "011")


class NumberError(ValueError):
    """What was typed is no certificate number; ``for_resident`` says what to do."""

    for_resident: str | Promise = _("This is not a certificate number.")


class NumberMissing(NumberError):
    for_resident = _("Please type the number that is printed on the certificate.")


class UnknownCharacter(NumberError):
    def __init__(self, character: str) -> None:
        super().__init__(character)
        self.for_resident = format_lazy(
            _(
                "A certificate number has no “{character}” in it. "
                "Please look at the certificate and type the number again."
            ),
            character=character,
        )


class WrongLength(NumberError):
    for_resident = _(
        "A certificate number has 9 letters and digits after HS. "
        "Please look whether one is missing, or one is too many."
    )


class WrongCheckCharacter(NumberError):
    for_resident = _(
        "One of the letters or digits is not right. "
        "Please compare the number with the one on the certificate."
    )


def new_number() -> str:
    """Return a number nobody can guess, such as ``HS-7K3M-9QXV-G``."""
    while True:
        drawn = "".join(secrets.choice(ALPHABET) for _place in range(DRAWN_LENGTH))
        check = _check_character(drawn)
        if check in ALPHABET and not drawn.startswith(PREFIX):
            return _as_printed(drawn + check)


def check_number(text: str) -> str:
    """Return the number as it is printed, from whatever way a person typed it.

    Small letters, spaces, missing or odd dashes, O for 0 and I or L for 1 are all
    understood, and the HS in front may be left out.

    Raises: a ``NumberError`` with the sentence to show.
    """
    characters = _letters_and_digits(text).removeprefix(PREFIX)
    if not characters:
        raise NumberMissing
    for character in characters:
        if character not in ALPHABET:
            raise UnknownCharacter(character)
    if len(characters) != DRAWN_LENGTH + 1:
        raise WrongLength
    if _check_character(characters[:-1]) != characters[-1]:
        raise WrongCheckCharacter
    return _as_printed(characters)


def _letters_and_digits(text: str) -> str:
    """Return ``text`` in capitals, without all that is there only to part or hide.

    NFKC turns the wide letters of some keyboards into plain ones.
    """
    plain = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS)
    return "".join(c for c in plain if unicodedata.category(c)[0] not in "ZCP")


def _check_character(drawn: str) -> str:
    """Return the ISO 7064 MOD 37-2 check character of ``drawn``."""
    remainder = 0
    for character in drawn:
        remainder = (remainder + _VALUES.index(character)) * 2 % 37
    return _VALUES[(1 - remainder) % 37]


def _as_printed(characters: str) -> str:
    return f"{PREFIX}-{characters[:4]}-{characters[4:8]}-{characters[8:]}"
