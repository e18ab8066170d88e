from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.accounts.codes import (
    check_digit,
    easily_guessed,
    new_code,
    new_pin,
    typed_code,
)

digits = st.text("0123456789", min_size=7, max_size=7)


def coded(seven):
    return seven + check_digit(seven)


def test_the_check_digit_is_the_one_of_the_standard():
    # ISO/IEC 7064, MOD 11,10: the example of the standard is 0794 with check digit 5.
    assert check_digit("0794") == "5"


@given(digits, st.integers(0, 7), st.integers(1, 9))
def test_every_wrong_digit_is_found(seven, place, by):
    code = coded(seven)
    wrong = str((int(code[place]) + by) % 10)

    assert typed_code(code[:place] + wrong + code[place + 1 :]) is None


@given(digits)
def test_nearly_every_swap_of_neighbours_is_found(seven):
    code = coded(seven)
    swapped = [
        code[:n] + right + left + code[n + 2 :]
        for n, (left, right) in enumerate(pairwise(code))
        if left != right
    ]

    missed = [each for each in swapped if typed_code(each)]

    assert len(missed) <= 2


@pytest.mark.parametrize("between", [" ", "-", ".", "\u00a0", "  "])
def test_a_code_is_understood_however_it_is_grouped(between):
    code = new_code()

    assert typed_code(f" {code[:4]}{between}{code[4:]} ") == code


@pytest.mark.parametrize(
    "typed", ["", "1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨", "１２３４５６７８"]
)
def test_what_is_not_eight_digits_is_no_code(typed):
    assert typed_code(typed) is None


def test_codes_are_many_and_all_of_them_right():
    codes = {new_code() for _ in range(200)}

    assert len(codes) > 190
    assert all(typed_code(code) == code for code in codes)


@pytest.mark.parametrize(
    "pin", ["111111", "121212", "112211", "123456", "890123", "654321", "321098"]
)
def test_a_pin_that_somebody_would_try_first_is_easily_guessed(pin):
    assert easily_guessed(pin)


def test_no_new_pin_is_easily_guessed():
    pins = [new_pin() for _ in range(500)]

    assert not any(easily_guessed(pin) for pin in pins)
    assert all(len(pin) == 6 and pin.isascii() and pin.isdigit() for pin in pins)
