"""What the operator asks and does: keys, files, what is due."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from lms.certificates.models import Certificate
from lms.certificates.services import sheets
from lms.jobs.models import Job
from lms.progress.models import CourseCompletion


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


@pytest.fixture
def say(capsys):
    def say(*command):
        capsys.readouterr()
        try:
            call_command(*command)
        except SystemExit as ended:
            return ended.code, capsys.readouterr().out
        return 0, capsys.readouterr().out

    return say


@pytest.fixture
def file(certificate, noon):
    sheets.draw(str(certificate.pk), at=noon)
    certificate.refresh_from_db()
    return certificate.sheet.path


def test_a_genuine_file_ends_well(say, file, certificate):
    code, said = say("check_certificate", file, "--json")

    told = json.loads(said)
    assert (code, told["verdict"], told["good"]) == (0, "genuine", True)
    assert told["number"] == certificate.number
    assert told["for_tests"]
    assert say("check_certificate", file)[1].startswith(
        f"File: {file}\nVerdict: Issued"
    )


def test_one_bad_file_among_good_ones_ends_badly(say, file, tmp_path):
    other = tmp_path / "other.pdf"
    other.write_bytes(b"%PDF-1.4 no")

    code, said = say("check_certificate", file, str(other), "--json")

    verdicts = [json.loads(line)["verdict"] for line in said.splitlines()]
    assert (code, verdicts) == (1, ["genuine", "unreadable"])


def test_a_file_that_is_not_there_is_said_to_be_missing(db, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("check_certificate", str(tmp_path / "none.pdf"))


def test_without_a_file_it_tells_of_the_key(say, certificate, settings):
    code, said = say("check_certificate", "--json")
    settings.SIGNING_KEY = ""
    bad, problem = say("check_certificate", "--json")

    assert (code, json.loads(said)["for_tests"]) == (0, True)
    assert json.loads(said)["sheets_waiting"] == 1
    assert (bad, json.loads(problem)["problem"]) == (1, "KeyMissing")


def test_what_is_due_is_issued_once(say, certificate):
    Certificate.objects.all().delete()
    Job.objects.all().delete()

    counted = say("issue_certificates", "--dry-run")
    first, second = say("issue_certificates"), say("issue_certificates")

    assert counted == (0, "Certificates due: 1. Sheets to be drawn: 0.\n")
    assert first == (0, "Issued: 1. Asked of the worker: 1.\n")
    assert second == (0, "Issued: 0. Asked of the worker: 1.\n")
    done = CourseCompletion.objects.get()
    assert Certificate.objects.get().course_completion == done
    assert Job.objects.count() == 1


def test_without_a_key_it_issues_and_says_what_waits(say, certificate, settings):
    Certificate.objects.all().delete()
    settings.SIGNING_KEY = ""

    code, said = say("issue_certificates")

    assert code == 0
    assert said.startswith("Issued: 1. Asked of the worker: 0.\nSheets wait. There is")


def test_nothing_is_due_to_whoever_was_forgotten(say, certificate, resident):
    Certificate.objects.all().delete()
    resident.full_name = ""
    resident.save()

    assert say("issue_certificates")[1].startswith("Issued: 0.")


def test_a_key_is_renewed_and_old_files_stay_genuine(say, file, settings, tmp_path):
    settings.SIGNING_KEY = str(tmp_path / "test-key.p12")

    code, said = say("renew_signing_key")

    assert code == 0
    assert said.startswith("From now on signs, until ")
    assert say("check_certificate", file)[0] == 0


def test_a_new_key_that_cannot_sign_changes_nothing(tmp_path, settings, monkeypatch):
    settings.SIGNING_KEY = str(tmp_path / "key.p12")
    settings.SIGNING_TEST_AUTHORITY = False
    monkeypatch.setenv("NEW_KEY_PASSWORD", "x")
    new = tmp_path / "new.p12"
    new.write_bytes(b"none")

    for wrong in ([str(new)], [str(tmp_path / "missing")], []):
        with pytest.raises(CommandError, match=r"^Nothing was changed"):
            call_command("renew_signing_key", *wrong)

    assert [each.name for each in tmp_path.iterdir()] == ["new.p12"]
