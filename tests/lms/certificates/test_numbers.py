import re
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.certificates.numbers import (
    ALPHABET,
    NumberError,
    NumberMissing,
    UnknownCharacter,
    WrongCheckCharacter,
    WrongLength,
    _check_character,
    check_number,
    new_number,
)

PRINTED = re.compile(r"HS-[0-9B-Z]{4}-[0-9B-Z]{4}-[0-9B-Z]")
CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

numbers = st.builds(new_number)


def bare(number):
    return number.removeprefix("HS").replace("-", "")


def test_a_new_number_has_the_printed_shape_and_passes():
    for _time in range(200):
        number = new_number()

        assert PRINTED.fullmatch(number)
        assert set(bare(number)) <= set(ALPHABET) <= set(CROCKFORD)
        assert check_number(number) == number


def test_no_number_spells_a_word_or_is_changed_by_a_vietnamese_keyboard():
    assert not set("AEIOUY") & set(ALPHABET)
    assert not set("DW") & set(ALPHABET)


def test_numbers_do_not_repeat():
    assert len({new_number() for _time in range(5000)}) == 5000


@pytest.mark.parametrize("published", ["G123489654321Y", "G123498654321H"])
def test_the_check_character_is_that_of_iso_7064_mod_37_2(published):
    """The two are blood donation numbers, whose standard prints them as examples."""
    assert _check_character(published[:-1]) == published[-1]


def test_every_single_wrong_character_is_found_whatever_the_number():
    """The sum is linear: a change is hidden only if its own weight is 0 mod 37."""
    values = {c: int(c, 36) for c in ALPHABET}

    for place in range(9):
        for right, wrong in combinations(ALPHABET, 2):
            assert (values[right] - values[wrong]) * 2**place % 37 != 0


def test_every_swap_of_two_characters_is_found_whatever_the_number():
    values = {c: int(c, 36) for c in ALPHABET}

    for left, right in combinations(range(9), 2):
        for one, other in combinations(ALPHABET, 2):
            difference = values[one] - values[other]
            assert difference * (2**left - 2**right) % 37 != 0


@given(numbers)
def test_each_wrong_character_of_a_number_is_refused(number):
    characters = bare(number)
    for place in range(9):
        for wrong in set(ALPHABET) - {characters[place]}:
            typed = "HS" + characters[:place] + wrong + characters[place + 1 :]

            with pytest.raises(WrongCheckCharacter):
                check_number(typed)


@given(numbers)
def test_each_swap_in_a_number_is_refused(number):
    characters = bare(number)
    for left, right in combinations(range(9), 2):
        if characters[left] == characters[right]:
            continue
        swapped = list(characters)
        swapped[left], swapped[right] = swapped[right], swapped[left]

        with pytest.raises(WrongCheckCharacter):
            check_number("HS" + "".join(swapped))


@pytest.mark.parametrize(
    "change",
    [
        str.lower,
        lambda number: number.replace("-", ""),
        lambda number: number.replace("-", " "),
        lambda number: number.replace("-", "–"),
        lambda number: number.replace("-", ". "),
        lambda number: f"  {number}\t\n",
        lambda number: " ".join(number),
        lambda number: number.replace("0", "O").replace("1", "I"),
        lambda number: number.replace("0", "o").replace("1", "l"),
        lambda number: number.replace("1", "L"),
        lambda number: number.removeprefix("HS-"),
        lambda number: "hs " + bare(number).lower(),
        lambda number: f"\u200b{number}\u200f\ufeff",
        lambda number: "".join(chr(ord(c) + 0xFEE0) for c in number),
        lambda number: f"“{number}”",
    ],
)
def test_whatever_way_it_is_typed_the_number_is_understood(change):
    for _time in range(100):
        number = new_number()

        assert check_number(change(number)) == number


def test_a_number_never_begins_with_hs_after_its_prefix(monkeypatch):
    drawn = iter("HS000000" + "00000000")
    monkeypatch.setattr("secrets.choice", lambda alphabet: next(drawn))

    assert new_number() == "HS-0000-0000-1"


@pytest.mark.parametrize("typed", ["", "   ", "-", "HS", "hs-", "\x00", "…"])
def test_nothing_typed_is_told_apart_from_something_wrong(typed):
    with pytest.raises(NumberMissing):
        check_number(typed)


@pytest.mark.parametrize("typed", ["HS-0000-0000", "HS-0000-000", "0", "0" * 10_000])
def test_too_few_or_too_many_characters_are_told(typed):
    with pytest.raises(WrongLength):
        check_number(typed)


@pytest.mark.parametrize("wrong", ["A", "Đ", "U", "W", "字", "😀", "+", "<"])
def test_a_character_that_no_number_has_is_named(wrong):
    with pytest.raises(UnknownCharacter) as refusal:
        check_number(f"HS-000{wrong}-0000-1")

    assert refusal.value.args == (wrong,)


@given(st.text(max_size=40) | st.from_regex(r"\AHS-?[0-9B-Z]{4}-?[0-9B-Z]{5}\Z"))
def test_any_text_is_understood_or_refused_with_a_number_error(text):
    try:
        number = check_number(text)
    except NumberError:
        return

    assert PRINTED.fullmatch(number)
    assert check_number(unicodedata.normalize("NFD", number)) == number
