import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from openpyxl import Workbook

from lms.communes.models import AdultCount, HouseholdCount
from lms.communes.services import rename_hamlet


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def run(hamlet, make_user, tmp_path):
    make_user("clerk")

    def run(*lines, heading="commune_code,hamlet,adults,counted_on,source", args=()):
        path = tmp_path / "adults.csv"
        path.write_text("\n".join([heading, *lines, ""]), "utf-8")
        said = StringIO()
        call_command("import_population", path, "--by", "clerk", *args, stdout=said)
        return said.getvalue()

    return run


def test_adults_of_hamlets_and_communes_are_entered_once(run, hamlet):
    lines = "05152,Xóm Mẫu,1.250,01/06/2026,Sổ A", "05152,,3400,2026-06-01,Sổ A"

    assert "added 2; 0 were here" in run(*lines)
    assert "added 0; 2 were here" in run(*lines)

    assert AdultCount.objects.get(unit=hamlet).adults == 1250


def test_a_list_without_sources_has_one_for_all(run, hamlet):
    heading = "Xã,Xóm,Người lớn,Ngày"

    run("Vân Sơn,Mẫu,120,1/6/2026", heading=heading, args=["--source", "Sổ B"])

    assert AdultCount.objects.get(unit=hamlet).source == "Sổ B"


@pytest.mark.parametrize(
    ("typed", "adults"),
    [("1 250", 1250), ("12.500", 12500), ('"1,250"', 1250), ("0215", 215)],
)
def test_thousands_may_stand_apart(run, hamlet, typed, adults):
    run(f"05152,Mẫu,{typed},1/6/2026,Sổ A")

    assert AdultCount.objects.get(unit=hamlet).adults == adults


@pytest.mark.parametrize("typed", ["215.0", "2.15", "1.25.0", ".215", "9" * 5000])
def test_no_number_is_read_ten_times_too_large(run, typed):
    said = run(f"05152,Mẫu,{typed},1/6/2026,Sổ A")

    assert "added 0" in said
    assert "1 line was left out:" in said


def test_bad_lines_are_named_and_keep_no_good_one_out(run):
    said = run(
        "05152,Mẫu,120,1/6/2026,Sổ A",
        "05152,Khác,120,1/6/2026,Sổ A",
        "05152,Mẫu,nhiều,1/6/2026,Sổ A",
        "05152,Mẫu,120,hôm qua,Sổ A",
        "05152,Mẫu,120,1/6/2026,",
    )

    assert "had no hamlet “Khác”" in said
    assert "4 lines were left out:" in said
    assert AdultCount.objects.count() == 1


def test_a_dry_run_writes_nothing_and_all_or_nothing_is_that(run):
    good = "05152,Mẫu,120,1/6/2026,Sổ A"

    assert "nothing was written" in run(good, args=["--dry-run"])
    assert json.loads(run(good, args=["--json", "--dry-run"]))["added"] == 1
    with pytest.raises(CommandError, match="line 3"):
        run(good, "05152,Khác,1,1/6/2026,A", args=["--all-or-nothing"])
    assert not AdultCount.objects.exists()


def test_somebody_answers_for_it(run):
    with pytest.raises(CommandError, match="no such user"):
        run("05152,Mẫu,120,1/6/2026,Sổ A", args=["--by", "nobody"])


def test_a_workbook_with_a_title_is_read_as_well(run, hamlet, tmp_path):
    book = Workbook()
    book.active.append(["Danh sách người lớn"])
    book.active.append(["Mã xã", "Xóm", "Người lớn", "Ngày", "Nguồn"])
    book.active.append([5152, "Xóm Mẫu", 1250, date(2026, 6, 1), "Sổ A"])
    path = tmp_path / "adults.xlsx"
    book.save(path)

    call_command("import_population", path, "--by", "clerk", stdout=StringIO())

    count = AdultCount.objects.get(unit=hamlet)
    assert (count.adults, count.counted_on) == (1250, date(2026, 6, 1))


def test_what_is_no_workbook_is_refused_with_a_sentence(run, tmp_path):
    path = tmp_path / "adults.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")

    with pytest.raises(CommandError, match=r"adults\.xlsx"):
        call_command("import_population", path, "--by", "clerk", stdout=StringIO())


@pytest.mark.parametrize("name", ["Mẫu", "Xóm Mới"])
@pytest.mark.parametrize("day", ["01/06/2026", "24/11/2026"])
def test_a_renamed_hamlet_is_found_by_either_name_on_either_side_of_the_change(
    run, hamlet, noon, name, day
):
    rename_hamlet(hamlet, "Xóm Mới", on=date(2026, 11, 20), at=noon)

    said = run(f"05152,{name},120,{day},Sổ A")

    assert "added 1" in said
    unit = AdultCount.objects.get().unit
    assert unit.name == ("Mẫu" if day.endswith("06/2026") else "Mới")


def test_a_hidden_first_sheet_is_passed_over(run, hamlet, tmp_path):
    book = Workbook()
    old, new = book.active, book.create_sheet("Mới")
    heading = ["commune_code", "hamlet", "adults", "counted_on", "source"]
    for sheet, adults in ((old, 7), (new, 120)):
        sheet.append(heading)
        sheet.append(["05152", "Mẫu", adults, "01/06/2026", "Sổ A"])
    old.sheet_state = "hidden"
    path = tmp_path / "adults.xlsx"
    book.save(path)

    call_command("import_population", path, "--by", "clerk", stdout=StringIO())

    assert AdultCount.objects.get().adults == 120


def test_households_stand_in_the_same_list(run, hamlet):
    heading = "Mã xã,Xóm,Người lớn,Số hộ,Ngày,Nguồn"
    lines = "05152,Mẫu,120,41,1/6/2026,Sổ A", "05152,,3400,,1/6/2026,Sổ A"

    said = run(*lines, heading=heading)

    assert "added 3; 0 were here" in said
    assert "households: 41" in said
    assert HouseholdCount.objects.get().unit == hamlet


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0", "This number of households cannot be right"),
        ("99999", "This number of households cannot be right"),
        ("many", "Column “households”, “many”: Please write a whole number"),
        ("4.1", "Column “households”, “4.1”: This can be read as more than one number"),
    ],
)
def test_a_line_with_wrong_households_is_left_out_whole(run, hamlet, typed, why):
    heading = "commune_code,hamlet,adults,households,counted_on,source"

    said = run(f"05152,Mẫu,120,{typed},1/6/2026,Sổ A", heading=heading)

    assert why in said
    assert not AdultCount.objects.exists()
    assert not HouseholdCount.objects.exists()


def test_a_list_may_bring_households_alone(run, hamlet):
    said = run("05152,Mẫu,41,1/6/2026,Sổ A", heading="Mã xã,Xóm,Số hộ,Ngày,Nguồn")

    assert "added 1; 0 were here" in said
    assert HouseholdCount.objects.get().unit == hamlet
    assert not AdultCount.objects.exists()


def test_a_list_with_neither_says_which_columns_there_may_be(run):
    with pytest.raises(CommandError, match="no column “adults” or “households”"):
        run("05152,Mẫu,1/6/2026,Sổ A", heading="Mã xã,Xóm,Ngày,Nguồn")


def test_a_line_with_neither_number_says_so(run):
    said = run(
        "05152,Mẫu,,,1/6/2026,Sổ A", heading="Mã xã,Xóm,Người lớn,Số hộ,Ngày,Nguồn"
    )

    assert "Neither adults nor households are given." in said
