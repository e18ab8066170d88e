"""The files of a page say what the page says, and nothing in them can run."""

import csv
from datetime import date
from io import BytesIO, StringIO
from time import perf_counter
from zipfile import ZipFile

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from lms.communes.models import Unit
from lms.communes.services import enter_adult_count
from lms.dashboards.adding_up import hamlet_line, line_together
from lms.dashboards.counting import Tally
from lms.dashboards.exports import file_of
from lms.dashboards.reading import report_on_commune
from lms.dashboards.reports import Report
from lms.dashboards.services import rebuild
from lms.dashboards.services.entries import enter_target
from lms.dashboards.tables import as_csv


@pytest.fixture
def report(van_son, hamlet, other_hamlet, course, resident, learn, officer, noon):
    for home, people in [(hamlet, 2), (other_hamlet, 7)]:
        for _ in range(people):
            learn(resident(home), course)
    source = "=HYPERLINK(1)"
    known = {"counted_on": noon.date(), "source": source, "by": officer}
    enter_adult_count(hamlet, 8, at=noon, **known)
    year = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31)}
    target = {"programme": None, "audience": "adults", "measure": "share", "value": 80}
    enter_target(van_son, by=officer, at=noon, source="@KH", **year, **target)
    rebuild(at=noon)
    return lambda above=False: report_on_commune(
        van_son, on=noon.date(), from_above=above
    )


def opened(report):
    name, content = file_of(report, "xlsx")
    assert name == "xa-van-son-05152-2026-11-24.xlsx"
    return load_workbook(BytesIO(content)), ZipFile(BytesIO(content))


def test_a_workbook_has_typed_cells_and_its_heads_stay_in_sight(report, noon):
    with override("en"):
        book, _files = opened(report())
    sheet = book["Places"]

    head, first, _second, total = ([c.value for c in row] for row in sheet.rows)
    assert head[:3] == ["Place", "Adults", "Registered"]
    assert first[:6] == ["Xóm Mẫu", 8, 2, 2, 2, 0.25]
    assert first[head.index("Adults counted on")].date() == noon.date()
    assert total[:3] == ["Together", 8, 9]
    assert sheet["F2"].number_format == "0%"
    assert sheet.freeze_panes == "B2"
    assert book.sheetnames == ["Places", "Courses", "Targets", "What is counted"]
    assert [c.value for c in book["Targets"][2]][2:4] == [0.25, 0.8]


def test_nothing_in_a_workbook_can_run(report):
    _book, files = opened(report())

    for name in files.namelist():
        text = files.read(name).decode("utf-8", "replace")
        assert "<f>" not in text
        assert "TargetMode" not in text
        assert "vba" not in name
    words = files.read("xl/sharedStrings.xml").decode()
    assert "=HYPERLINK(1)" in words


def test_what_the_page_hides_is_hidden_in_every_file(report):
    with override("en"):
        seen = report(above=True)
        book, _files = opened(seen)
        rows = list(csv.reader(StringIO(file_of(seen, "csv")[1].decode("utf-8-sig"))))

    assert book["Places"]["C2"].value == "…"
    assert rows[1][2] == "…"
    assert [c.value for c in book["Courses"][1]] == [
        "Course",
        "Have begun",
        "Completed",
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_report_is_printed(report, language):
    with override(language):
        name, content = file_of(report(), "pdf")

    assert name.endswith(".pdf")
    assert content.startswith(b"%PDF-1.7")


@pytest.mark.parametrize("kind", ["xlsx", "csv", "pdf"])
def test_a_file_is_handed_out_of_now_and_of_a_day(report, client, officer, kind):
    client.force_login(officer)

    for query in ({}, {"on": "2026-11-24"}, {"on": "2026-11-24", "units": "then"}):
        answer = client.get(f"/communes/05152/files/{kind}/", query)
        assert answer.status_code == 200
        assert f'.{kind}"' in answer["Content-Disposition"]


@pytest.mark.parametrize("there", ["exe/", "xlsx/?on=soon", "xlsx/?on=2030-01-01"])
def test_a_file_that_is_none_is_not_there(report, client, officer, there):
    client.force_login(officer)

    assert client.get(f"/communes/05152/files/{there}").status_code == 404


def test_ten_thousand_lines_are_written_at_once(van_son, db, noon):
    """Two thirds of a second at most; a loaded machine is given three times that."""
    some = Tally(registered=9, started=8, certified=7, certified_adults=6)
    lines = [
        hamlet_line(Unit(kind="hamlet", name=f"Mẫu {n}", parent=van_son), some, None)
        for n in range(10_000)
    ]
    total = line_together(van_son, lines, None)
    report = Report(van_son, lines, total, [], noon, noon.date())

    begun = perf_counter()
    written = as_csv(report)

    assert perf_counter() - begun < 2
    assert written.count("\n") == 10_002
