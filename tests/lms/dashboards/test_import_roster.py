"""`manage.py import_roster`."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from lms.learners.models import Learner, RosterImport


@pytest.fixture
def sheet(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text(
        "Họ và tên;Năm sinh;Xóm\nQuách Thị Thử;1960;Xóm Mẫu\nBùi Thị Xa;1970;Xóm Đâu\n"
    )
    return file


def told(sheet, *options):
    out = StringIO()
    call_command("import_roster", sheet, "--commune", "05152", *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_says_what_would_be_and_the_next_run_does_it(sheet, world):
    before = Learner.objects.count()

    dry = json.loads(told(sheet, "--dry-run", "--json"))
    assert (dry["state"], dry["counts"]) == ("ready", {"new": 1, "refused": 1})
    assert [each["line"] for each in dry["refused"]] == [3]
    assert Learner.objects.count() == before

    done = json.loads(told(sheet, "--json"))
    assert (done["id"], done["counts"]["added"]) == (dry["id"], 1)
    assert Learner.objects.count() == before + 1


def test_all_that_is_wrong_with_a_line_is_told_at_once(sheet, world):
    sheet.write_text("Họ và tên;Năm sinh;Điện thoại;Xóm\nBùi Thị Xa;mấy;12;Xóm Đâu\n")

    (refused,) = json.loads(told(sheet, "--dry-run", "--json"))["refused"]

    assert [each["column"] for each in refused["faults"]] == [
        *("birth", "hamlet", "phone"),
    ]
    assert all(each["sentence"] in refused["reason"] for each in refused["faults"])


def test_it_says_it_in_words(sheet, world):
    words = told(sheet, "--by", "officer")

    assert "Mới: 1" in words
    assert "Dòng 3, Bùi Thị Xa" in words
    assert RosterImport.objects.get().uploaded_by.username == "officer"


@pytest.mark.parametrize(
    "options", [["--commune", "99999"], ["--commune", "05152", "--by", "nobody"]]
)
def test_an_unknown_commune_or_sender_is_named(sheet, world, options):
    with pytest.raises(CommandError):
        call_command("import_roster", sheet, *options)


def test_a_file_that_is_no_list_changes_nothing(tmp_path, world):
    with pytest.raises(CommandError):
        told(tmp_path / "none.csv")
    (tmp_path / "b.csv").write_text("%PDF-1.4")
    with pytest.raises(CommandError):
        told(tmp_path / "b.csv")
    assert not RosterImport.objects.exists()
