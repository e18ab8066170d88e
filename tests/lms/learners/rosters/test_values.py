from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.learners.rosters.values import (
    MEANINGS,
    NEW_PREFIXES,
    birth_year,
    full_name,
    phone,
    sex,
)

cells = st.one_of(
    st.none(),
    st.text(max_size=60),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@given(cells)
def test_every_cell_means_something_or_is_refused_in_words(cell):
    for meaning in (*MEANINGS.values(), lambda c: birth_year(c, this_year=2026)):
        found = meaning(cell)

        assert found.value is None or found.refusal is None
        assert all(str(r) for r in (found.proposal, found.refusal) if r)


@pytest.mark.parametrize(
    ("cell", "year", "certain"),
    [
        *[(1958, 1958, True), (1958.0, 1958, True), ("1958.0", 1958, True)],
        *[("5/3/1958", 1958, True), ("ngày 5 tháng 3 năm 1958", 1958, True)],
        *[(date(1958, 3, 5), 1958, True), ("1958-03-05", 1958, True)],
        *[(58, 1958, False), ("5/3/58", 1958, False), (21337, 1958, False)],
        *[(date(1905, 5, 11), 1958, False), (5031958, 1958, False)],
    ],
)
def test_a_birth_year_is_read_out_of_what_sheets_make_of_it(cell, year, certain):
    found = birth_year(cell, this_year=2026)

    assert (found.value, found.proposal is None) == (year, certain)


@pytest.mark.parametrize("cell", [None, "abc", 2025, 1890, "1958 1960", "-"])
def test_no_birth_year_is_made_up(cell):
    assert birth_year(cell, this_year=2026).refusal


@given(st.integers(1906, 2020))
def test_a_year_turned_into_a_day_is_found_again(year):
    day = date.fromordinal(date(1899, 12, 30).toordinal() + year)

    assert birth_year(day, this_year=2026).value == year


@pytest.mark.parametrize(
    "cell", [900000000, 9e8, "0900 000 000", "+84 900.000.000", 84900000000]
)
def test_a_phone_is_kept_in_one_way(cell):
    found = phone(cell)

    assert (found.value, found.proposal) == ("+84900000000", None)


@pytest.mark.parametrize(("old", "new"), NEW_PREFIXES.items())
def test_an_eleven_digit_number_is_proposed_as_it_is_today(old, new):
    for cell in (f"{old}0000000", int(f"{old}0000000")):
        found = phone(cell)

        assert found.value == f"+84{new[1:]}0000000"
        assert found.proposal.value == f"{new}0000000"


@pytest.mark.parametrize("cell", ["9,12E+08", "0000 000 000", "0123", "số"])
def test_a_phone_not_in_use_is_refused(cell):
    assert phone(cell).refusal


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        *[("BÙI THỊ MẪU", "Bùi Thị Mẫu"), ("Bùi thị ánh", "Bùi Thị Ánh")],
        *[
            ("Ðinh  Văn Thử", "Đinh Văn Thử"),
            ("1. Bà Bùi Thị Mẫu (Hoa)", "Bùi Thị Mẫu"),
        ],
        *[("Mẫu", "Mẫu"), ("Y-Mẫu Thử", "Y-Mẫu Thử")],
    ],
)
def test_a_name_is_tidied(cell, name):
    assert full_name(cell).value == name


@pytest.mark.parametrize("cell", [None, "=1+1", 12, "a" * 400, "---"])
def test_what_is_no_name_is_refused(cell):
    assert full_name(cell).refusal


def test_sex_is_read_and_codes_are_not_guessed():
    assert [sex(c).value for c in ("Nữ", "NAM", None)] == ["female", "male", None]
    assert sex(1).refusal
