"""The sheet of refused lines can be corrected and sent again, and runs nothing."""

import io

import openpyxl
import pytest
from django.utils import translation

from lms.learners.rosters.columns import recognise
from lms.learners.rosters.sending_back import as_workbook, faults
from lms.lib.sheets.reading import look
from tests.hostile import TEXTS

REFUSED = "5;Bùi Thị Xa;1970;Nữ;0900000003;Xóm Đâu;Bùi Văn Hộ"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_its_columns_are_recognised_when_it_is_sent_again(clerk, language):
    roster = clerk.check(REFUSED)

    with translation.override(language):
        book = look(io.BytesIO(as_workbook(roster)))

    columns = recognise(book.sheets[0].top, this_year=2026)
    assert columns.fields == {
        "full_name": 0,
        "birth": 1,
        "sex": 2,
        "phone": 3,
        "hamlet": 4,
        "household": 5,
        "note": 6,
    }
    said = dict(zip(columns.fields, book.sheets[0].top[1].values, strict=False))
    assert (said["full_name"], said["hamlet"]) == ("Bùi Thị Xa", "Xóm Đâu")


def test_it_says_line_and_reason(clerk):
    roster = clerk.check("1;Bùi Văn Gần;1970;;;Xóm Mẫu;", REFUSED)

    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook(roster))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]

    assert [row[-2] for row in rows] == ["3"]
    assert "Xóm Đâu" in rows[0][-1]


def test_it_says_all_that_is_wrong_with_a_line_each_with_its_column(clerk):
    roster = clerk.check("7;Thử 99;mấy;lạ;12;Xóm Đâu;Hộ 12")

    with translation.override("en"):
        sheet = openpyxl.load_workbook(io.BytesIO(as_workbook(roster))).active
        said = [cell.value for cell in sheet[2]][-1]

    assert said == (
        "Full name: A name has letters only, unlike “Thử 99”. "
        "Year of birth: No birth year can be read from “mấy”. "
        "Hamlet: The commune has no hamlet “Xóm Đâu”. Perhaps: Xóm Mẫu? "
        "Sex: “lạ” is neither male nor female. "
        "Phone: “12” is no phone number in use today. "
        "Household head: A name has letters only, unlike “Hộ 12”."
    )


def test_what_is_only_worth_a_look_is_no_reason(clerk):
    roster = clerk.check("8;Bùi Văn Thử;1/2/70;;;Xóm Đâu;")

    assert [each.key for each in faults(clerk.line(roster, 2))] == ["hamlet_nearest"]


def test_no_cell_of_it_runs(clerk):
    texts = [text.replace('"', "'").replace("\n", " ") for text in TEXTS]
    texts += ["=HYPERLINK('http://x')", "+1+1", "-1", "@SUM(1)", "\t=1"]
    lines = [f'1;"{text}";1970;;;"{text}";"{text}"' for text in texts]

    roster = clerk.check(*lines)

    book = openpyxl.load_workbook(io.BytesIO(as_workbook(roster)))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n"}  # an empty cell is a number without a value
    assert roster.lines.filter(outcome="refused").count() >= 5
