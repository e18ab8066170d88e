from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.lib.numbers import Ambiguous, NotWhole, NumberError
from lms.lib.numbers import decimal_number as decimal
from lms.lib.numbers import whole_number as whole

MARKS = st.sampled_from([".", ",", " ", "\u00a0", "\u202f", "\u2009"])


def grouped(number, mark):
    return f"{number:,}".replace(",", mark)


@given(st.integers(0, 10**9), MARKS)
def test_a_number_comes_back_whatever_parts_its_thousands(number, mark):
    assert whole(grouped(number, mark)) == number
    assert whole(str(number)) == number


@given(st.integers(0, 10**7), st.integers(0, 99), MARKS, st.sampled_from(",."))
def test_a_fraction_comes_back_unless_its_mark_parts_thousands_too(
    number, cents, mark, point
):
    typed = f"{grouped(number, mark)}{point}{cents:02d}"

    if mark != point or number < 1000:
        assert decimal(typed, places=2) == Decimal(number) + Decimal(cents) / 100
    else:
        with pytest.raises(Ambiguous):
            decimal(typed, places=2)


@given(st.text("0123456789.,- \u00a0", max_size=9))
def test_no_number_is_read_that_has_other_digits(typed):
    try:
        number = whole(typed)
    except NumberError:
        return

    digits = "".join(c for c in typed if c.isdigit())
    assert str(abs(number)) == (digits.lstrip("0") or "0")
    assert "." not in typed or typed.rpartition(".")[2][:3].isdigit()


@pytest.mark.parametrize("typed", ["215.0", "1,1", "1.128,5", "1128.000", "0.128"])
def test_marks_that_part_no_thousands_are_asked_about(typed):
    with pytest.raises(Ambiguous):
        whole(typed)


@pytest.mark.parametrize("typed", ["", "many", "1e9", "٣ người", "½", "1" * 41, "²"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(NotWhole):
        whole(typed)
    with pytest.raises(NumberError):
        decimal(typed, places=2)


@pytest.mark.parametrize("typed", ["0.128", "1.1285", "1,2,3", "1.128.5"])
def test_more_digits_than_a_fraction_has_are_asked_about(typed):
    with pytest.raises(Ambiguous):
        decimal(typed, places=2)


def test_three_digits_after_a_mark_are_thousands():
    assert decimal("1.128", places=2) == decimal("1,128", places=2) == 1128


def test_signs_and_figures_of_other_hands_are_read():
    assert whole("\u22121.128") == -1128
    assert whole("１２３") == 123
