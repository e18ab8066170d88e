import csv
from io import StringIO

import pytest
from django.utils.translation import override

from lms.communes.models import Unit
from lms.communes.services import add_hamlet, enter_adult_count
from lms.dashboards.figures import Share
from lms.dashboards.reading import report_on_commune
from lms.dashboards.services import rebuild
from lms.dashboards.tables import Table, as_csv, file_name


@pytest.fixture
def report(van_son, course, resident, noon, today, officer):
    for name, people in [("Xóm A", 2), ("Xóm B", 3), ("Xóm C", 1)]:
        hamlet = add_hamlet(van_son, name, at=noon)
        for _ in range(people):
            resident(hamlet)
    enter_adult_count(
        hamlet, 100, counted_on=today, source="=HYPERLINK(1)", by=officer, at=noon
    )
    rebuild(at=noon)
    return report_on_commune(van_son, on=today)


def names(table):
    return [line.unit.name for line in table.lines]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", "ABC"),
        ("name", "ABC"),
        ("-name", "CBA"),
        ("registered", "CAB"),
        ("-registered", "BAC"),
        ("-adults", "CAB"),
        ("adults", "CAB"),
        ("no-such-thing", "ABC"),
        ("certified_adults", "ABC"),
        ("-\x00'\"<", "ABC"),
    ],
)
def test_places_are_sorted_by_what_is_shown(report, sort, order):
    assert names(Table(report, sort)) == list(order)


def test_a_heading_says_how_it_is_sorted_and_what_a_press_does(report):
    by_key = {each.column.key: each for each in Table(report, "-registered").headings}

    assert by_key["registered"].sorted == "descending"
    assert by_key["registered"].sort == "registered"
    assert by_key["certified"].sorted == ""
    assert by_key["certified"].sort == "-certified"


def test_order_does_not_tell_hidden_numbers(report):
    for line in report.lines:
        line.hidden.add("registered")

    assert names(Table(report, "-registered")) == list("ABC")


def test_courses_are_sorted_as_well(report):
    key = report.courses[0].columns[0].key

    assert Table(report, f"-{key}").course_headings[0].sorted == "descending"


def rows_of(text, delimiter=";"):
    assert text.startswith("\ufeff")
    plain = StringIO(text.removeprefix("\ufeff"))
    return list(csv.reader(plain, delimiter=delimiter))


def test_the_spreadsheet_holds_every_place_and_the_total(report):
    with override("en"):
        head, *rows = rows_of(as_csv(report), ",")

    assert head[:3] == ["Place", "Adults", "Registered"]
    assert [row[0] for row in rows] == ["Xóm A", "Xóm B", "Xóm C", "Together"]
    assert rows[-1][2] == "6"
    assert rows[0][-3:] == ["", "", "24/11/2026 12:00"]
    assert {len(row) for row in rows} == {len(head)}


@pytest.mark.parametrize(("language", "delimiter"), [("vi", ";"), ("en", ",")])
def test_between_the_cells_stands_what_excel_expects(report, language, delimiter):
    with override(language):
        rows = rows_of(as_csv(report), delimiter)

    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows[0]) > 10
    assert [row[0] for row in rows[1:4]] == ["Xóm A", "Xóm B", "Xóm C"]


def test_no_cell_of_the_spreadsheet_is_a_formula(report):
    rows = rows_of(as_csv(report))

    assert rows[3][-2] == "'=HYPERLINK(1)"


def test_hidden_numbers_are_hidden_in_the_spreadsheet(van_son, report, today):
    above = report_on_commune(van_son, on=today, from_above=True)

    rows = rows_of(as_csv(above))

    assert [row[2] for row in rows[1:]] == ["…", "…", "…", "6"]


def test_the_spreadsheet_is_named_for_place_and_day(report):
    assert file_name(report) == "xa-van-son-05152-2026-11-24.csv"


def test_a_place_with_odd_letters_still_has_a_plain_file_name(report):
    report.unit = Unit(name='Đ"ầm/..\\', kind="commune", kind_word="xã", code="1")

    assert file_name(report) == "xa-dam-1-2026-11-24.csv"


def test_the_spreadsheet_says_shares_as_the_page_does():
    assert Share(0, some=True).cell == str(Share(0, some=True)) == "<1 %"
    assert Share(133).cell == str(Share(133)) == ">100 %"
    assert (Share(45).cell, str(Share(45))) == (45, "45 %")
    assert (Share(None).cell, Share(7, hidden=True).cell) == (None, "…")
