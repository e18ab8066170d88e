"""`manage.py import_roster`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from lms.communes.models import Unit
from lms.learners.models import Learner, RosterImport
from lms.learners.rosters import applying
from lms.learners.rosters.starting import start


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


def everything():
    """Return how many rows and private files there are."""
    rows = {model: model.objects.count() for model in apps.get_models()}
    return rows, sorted(Path(storages["private"].location).rglob("*"))


def test_a_dry_run_says_what_would_be_and_leaves_nothing(sheet, world):
    told(sheet, "--dry-run")  # folders are made once
    before = everything()

    dry = json.loads(told(sheet, "--dry-run", "--json"))

    assert (dry["state"], dry["counts"]) == ("ready", {"new": 1, "refused": 1})
    assert [each["line"] for each in dry["refused"]] == [3]
    assert dry["only_checked"]
    assert everything() == before


def test_the_run_after_it_does_what_it_said(sheet, world):
    before = Learner.objects.count()
    told(sheet, "--dry-run")

    done = json.loads(told(sheet, "--json"))

    assert done["counts"]["added"] == 1
    assert Learner.objects.count() == before + 1


def test_all_that_is_wrong_with_a_line_is_told_at_once(sheet, world):
    sheet.write_text("Họ và tên;Năm sinh;Điện thoại;Xóm\nBùi Thị Xa;mấy;12;Xóm Đâu\n")

    (refused,) = json.loads(told(sheet, "--dry-run", "--json"))["refused"]

    assert [each["column"] for each in refused["faults"]] == [
        *("birth", "hamlet", "phone"),
    ]
    assert all(each["sentence"] in refused["reason"] for each in refused["faults"])


def test_a_dry_run_leaves_an_officers_open_list_as_it_is(sheet, world, noon):
    officer = get_user_model().objects.get(username="officer")
    commune = Unit.objects.get(code="05152")
    with sheet.open("rb") as file:
        waiting = start(commune, file, "a.csv", by=officer, at=noon)

    told(sheet, "--dry-run")

    waiting.refresh_from_db()
    assert waiting.state == "looked"
    assert waiting.file.storage.exists(waiting.file.name)


def test_two_who_take_over_the_same_list_do_not_hinder_each_other(
    sheet, world, monkeypatch
):
    """A worker comes to the end first, just before the command looks for more."""
    really = applying._next

    def overtaken(roster, meanwhile):
        monkeypatch.setattr(applying, "_next", really)
        applying.apply(str(roster.pk), at=roster.applied_at)
        return really(roster, meanwhile)

    monkeypatch.setattr(applying, "_next", overtaken)

    done = json.loads(told(sheet, "--json"))

    assert (done["state"], done["counts"]["added"]) == ("done", 1)


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
