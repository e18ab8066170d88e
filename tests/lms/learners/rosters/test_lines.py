"""Which lines of a list are people, and of which hamlet."""

import pytest

from lms.learners.rosters.columns import recognise
from lms.learners.rosters.lines import Reader
from lms.lib.sheets.cells import Row

HEADER = ["STT", "Họ và tên", "Năm sinh", "Nam", "Nữ", "Số điện thoại", "Xóm"]


def read(*rows, header=HEADER, hidden=()):
    listed = [
        Row(number, tuple(values), hidden=number in hidden)
        for number, values in enumerate([header, *rows], start=1)
    ]
    columns = recognise(listed, this_year=2026)
    return list(Reader(columns, this_year=2026).read(listed))


def person(name="Bùi Thị Mẫu", year=1966, hamlet=None, **more):
    cells = {"male": None, "female": None, "phone": None, **more}
    return [1, name, year, cells["male"], cells["female"], cells["phone"], hamlet]


def test_a_hamlet_alone_in_a_row_is_that_of_the_rows_below():
    found = read(
        ["I", "Xóm Mẫu (12 người)"], person(), ["II. Xóm Thử"], person("Đinh Văn Thử")
    )

    assert [(line.number, line.values["place"]) for line in found] == [
        (3, "Xóm Mẫu"),
        (5, "Xóm Thử"),
    ]


def test_an_empty_hamlet_is_the_one_above_and_is_told():
    found = read(person(hamlet="Xóm Mẫu"), person("Đinh Văn Thử"))

    assert found[1].values["place"] == "Xóm Mẫu"
    assert [remark.key for remark in found[1].remarks] == ["hamlet_above"]


def test_a_family_name_like_a_word_for_hamlets_is_a_person():
    (line,) = read(["Xóm Mẫu"], [1, "Bàn Văn Thử"])

    assert (line.values["place"], [e.key for e in line.refusals]) == (
        "Xóm Mẫu",
        ["birth_missing"],
    )


@pytest.mark.parametrize(
    "footer",
    [
        ["Tổng cộng: 2 người"],
        [None, "Tổng số", 2],
        ["Vân Sơn, ngày 2 tháng 11 năm 2026"],
        [None, "Người lập biểu", None, None, "TM. UBND XÃ"],
        HEADER,
        ["(1)", "(2)", "(3)", "(4)"],
        [7],
    ],
)
def test_what_is_no_person_is_passed_over(footer):
    assert len(read(person(), footer)) == 1


def test_who_signs_below_the_list_is_left_out_and_told():
    found = read(person(), [None, "Người lập biểu"], [None, "Bùi Văn Ký"])

    assert found[1].left_out.key == "after_the_end"


def test_a_cross_under_male_or_female_is_the_sex():
    found = read(person(male="x"), person(female="X"), person(male="x", female="x"))

    assert [line.values.get("sex") for line in found] == ["male", "female", None]
    assert found[2].remarks[0].key == "sex_both"


def test_a_year_under_male_or_female_is_both():
    header = ["TT", "Họ và tên", "Nam", "Nữ"]
    found = read([1, "Bùi Thị Mẫu", None, 1966], header=header)

    assert (found[0].values["birth_year"], found[0].values["sex"]) == (1966, "female")


def test_a_hidden_line_is_left_out_and_told():
    assert read(person(), hidden={2})[0].left_out.key == "hidden"


def test_an_unread_phone_does_not_refuse_the_person():
    (line,) = read(person(phone="hỏi con trai"))

    assert line.refusals == []
    assert [remark.key for remark in line.remarks] == ["phone_unread"]


def test_a_line_without_a_name_or_with_an_odd_one_is_refused():
    found = read(person(name="=HYPERLINK(1)"), person(name=None, year=1950))

    assert [e.key for line in found for e in line.refusals] == [
        "name_signs",
        "name_missing",
    ]
