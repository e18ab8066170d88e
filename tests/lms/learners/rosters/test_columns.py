import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.learners.rosters.columns import full_name_cell, heading, recognise
from lms.lib.sheets.cells import Row


def lines(*rows):
    return [Row(n, tuple(values)) for n, values in enumerate(rows, start=1)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        *[
            ("STT", "number"),
            ("HỌ VÀ TÊN", "full_name"),
            ("Họ tên công dân", "full_name"),
        ],
        *[("Ngày, tháng, năm sinh", "birth"), ("Năm sinh (dd/mm/yyyy)", "birth")],
        *[("SĐT", "phone"), ("Số điện thoại liên hệ", "phone"), ("Thôn/xóm", "hamlet")],
        *[("Giới tính", "sex"), ("Chủ hộ", "household"), ("Ghi chú", "note")],
        *[("DANH SÁCH NĂM SINH", ""), ("", "")],
    ],
)
def test_headings_are_known_in_many_spellings(text, field):
    assert heading(text) == field


def test_a_title_above_the_header_is_no_header():
    top = lines(
        ["DANH SÁCH XÃ MẪU"], ["STT", "Họ và tên", "NS"], [1, "Bùi Thị Mẫu", 58]
    )

    found = recognise(top, this_year=2026)

    assert found.fields == {"number": 0, "full_name": 1, "birth": 2}
    assert (found.first_row, found.missing) == (3, ())


def test_a_header_of_two_lines_with_birth_by_sex():
    top = [
        Row(1, ("TT", "Họ và tên", None, "Năm sinh", None), spans={1: 2, 3: 2}),
        Row(2, ("TT", "Họ và tên", None, "Nam", "Nữ"), filled=frozenset({0, 1})),
        Row(3, ("(1)", "(2)", "(3)", "(4)", "(5)")),
        Row(4, (1, "Bùi Thị", "Mẫu", None, 1958)),
    ]

    found = recognise(top, this_year=2026)

    assert (found.fields["birth_male"], found.fields["birth_female"]) == (3, 4)
    assert found.first_row == 4
    assert full_name_cell(top[3], found) == "Bùi Thị Mẫu"


def test_without_a_header_the_cells_tell():
    found = recognise(lines([1, "Bùi Thị Mẫu", 1958, "0900000000"]), this_year=2026)

    assert found.fields == {"full_name": 1, "birth": 2, "phone": 3}
    assert set(found.sure.values()) == {50}


@given(st.lists(st.lists(st.none() | st.text(max_size=9) | st.integers(), max_size=6)))
def test_nothing_breaks_it(rows):
    found = recognise(lines(*rows), this_year=2026)

    assert len(set(found.fields.values())) == len(found.fields)
