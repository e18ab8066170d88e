"""Learner codes and PINs: what a resident signs in with, without any e-mail."""

import re
import secrets
from itertools import count, pairwise

from django.utils.crypto import salted_hmac

CODE_LENGTH = 8
PIN_LENGTH = 6


def new_code() -> str:
    """Return eight digits, the last one a check digit; random, so it tells nothing."""
    digits = f"{secrets.randbelow(10 ** (CODE_LENGTH - 1)):0{CODE_LENGTH - 1}d}"
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Return the digit that finds every wrong digit and nearly every swap.

    Source: ISO/IEC 7064, MOD 11,10.
    """
    rest = 10
    for digit in digits:
        rest = (rest + int(digit)) % 10 or 10
        rest = rest * 2 % 11
    return str((11 - rest) % 10)


def typed_code(text: str) -> str | None:
    """Return the code in what a person typed, or None where it can't be one."""
    digits = re.sub(r"[\s.\-]", "", text)
    if not re.fullmatch(r"[0-9]{8}", digits):
        return None
    return digits if check_digit(digits[:-1]) == digits[-1] else None


def new_pin() -> str:
    """Return six random digits that are not the first ones somebody would try."""
    return pin_of(secrets.token_hex())


def pin_of(key: object) -> str:
    """Return the PIN that belongs to a key, the same one each time it is asked for.

    Nobody works it out without this site's own secret.
    """
    drawn = (
        int(salted_hmac("pin", f"{key} {attempt}").hexdigest(), 16)
        for attempt in count()
    )
    pins = (f"{number % 10**PIN_LENGTH:0{PIN_LENGTH}d}" for number in drawn)
    return next(pin for pin in pins if not easily_guessed(pin))


def easily_guessed(pin: str) -> bool:
    """Return whether a PIN has fewer than three digits in it, or runs up or down."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(set(pin)) < 3 or steps in ({1}, {9})
