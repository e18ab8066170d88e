"""Without a key, or without time stamps: issued all the same, and made up for later."""

import hashlib
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from lms.certificates import services
from lms.certificates.models import Certificate, SignedSheet, SigningKey
from lms.certificates.services import sheets
from lms.certificates.signing.errors import KeyMissing, SheetChanged, StampProblem
from lms.certificates.signing.renewing import renew
from lms.jobs.models import Job
from lms.jobs.services import run
from tests.addresses import address

HOUR = timedelta(hours=1)


@pytest.fixture
def no_key(settings, monkeypatch, tmp_path):
    settings.SIGNING_KEY = str(tmp_path / "key.p12")
    settings.SIGNING_TEST_AUTHORITY = False


def work():
    """Do the jobs that wait, as a worker would."""
    for job in Job.objects.filter(state=Job.State.WAITING):
        run(job.pk, clock=timezone.now)


def read(certificate):
    with certificate.sheet.open() as file:
        return file.read()


def test_a_sheet_bears_the_key_it_was_signed_with(certificate, noon):
    sheets.draw(str(certificate.pk), at=noon)

    certificate.refresh_from_db()
    sheet = certificate.signed_sheets.get()
    assert sheet.sha256 == hashlib.sha256(read(certificate)).hexdigest()
    assert sheet.key.for_tests
    assert sheet.key.subject.startswith("TEST")
    assert "BEGIN CERTIFICATE" in sheet.key.certificates
    assert not sheet.to_be_stamped


def test_without_a_key_it_is_issued_and_its_sheet_waits(no_key, certificate, noon):
    work()

    certificate.refresh_from_db()
    job = Job.objects.get()
    assert certificate.number
    assert certificate.sheet is None
    assert job.state == Job.State.FAILED
    assert job.message == str(KeyMissing())
    assert SignedSheet.objects.count() == SigningKey.objects.count() == 0
    with pytest.raises(KeyMissing):
        sheets.draw(str(certificate.pk), at=noon)


def test_nobody_asks_in_vain_while_there_is_no_key(
    no_key, certificate, noon, signed_in, resident
):
    work()

    page = signed_in(resident).get(
        address("certificates:mine", certificate.pk, language="en")
    )

    assert "cannot be signed just now" in page.text
    assert services.ask_for_what_waits(at=noon) == 0
    assert Job.objects.count() == 1


def test_once_the_key_is_there_it_is_made_up_for(certificate, noon, settings):
    kept = settings.SIGNING_KEY
    settings.SIGNING_KEY = ""
    work()
    settings.SIGNING_KEY = kept

    asked = services.ask_for_what_waits(at=noon + HOUR)
    services.ask_for_what_waits(at=noon + HOUR)
    work()

    certificate.refresh_from_db()
    assert asked == 1
    assert certificate.sheet
    assert services.ask_for_what_waits(at=noon + HOUR) == 0


def test_an_operator_sees_it(no_key, client, db, monkeypatch):
    monkeypatch.setattr("lms.jobs.views.PARTS", {"web": lambda: True})

    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"web": "ok", "signing": "waits: KeyMissing"}


def test_with_a_new_key_old_sheets_stay_and_new_ones_bear_the_new(
    finish, resident, neighbour, lessons, noon, settings, tmp_path
):
    settings.SIGNING_KEY = str(tmp_path / "test-key.p12")
    old, new = finish(resident, lessons), finish(neighbour, lessons)
    sheets.draw(str(old.pk), at=noon)
    renewed = renew(None, "", at=noon)
    sheets.draw(str(new.pk), at=noon)

    keys = [each.signed_sheets.get().key.fingerprint for each in (old, new)]
    assert keys[0] != keys[1] == renewed.fingerprint
    assert SigningKey.objects.count() == 2


@pytest.fixture
def stamped_at_home(settings, monkeypatch):
    """A time-stamp authority whose answer is put in by hand."""
    settings.TIME_STAMP_URL = "http://stamp.example/"

    def away(pdf, address):
        raise StampProblem("away")

    monkeypatch.setattr(sheets, "put_stamp", away)
    return lambda: monkeypatch.setattr(sheets, "put_stamp", lambda pdf, to: pdf + b"!")


def test_while_the_stamps_are_away_it_is_issued_and_marked(
    stamped_at_home, certificate, noon
):
    work()
    work()

    certificate.refresh_from_db()
    assert certificate.sheet
    assert certificate.signed_sheets.get().to_be_stamped


def test_it_is_stamped_once_they_are_back(stamped_at_home, certificate, noon):
    work()
    work()
    certificate.refresh_from_db()
    before, name = read(certificate), certificate.pdf.name
    stamped_at_home()

    assert services.ask_for_what_waits(at=noon + HOUR) == 0  # not asked again so soon
    cache.clear()  # as some minutes do
    assert services.ask_for_what_waits(at=noon + HOUR) == 1
    work()

    certificate.refresh_from_db()
    digests = [hashlib.sha256(each).hexdigest() for each in (before, before + b"!")]
    known = certificate.signed_sheets.order_by("stamped_at")
    assert read(certificate) == before + b"!"
    assert {each.sha256 for each in known} == set(digests)
    assert {each.stamped_at is None for each in known} == {True, False}
    assert not any(each.to_be_stamped for each in known)
    assert services.ask_for_what_waits(at=noon + HOUR) == 0
    assert certificate.pdf.name != name


def test_an_authority_that_is_away_is_not_asked_for_each_sheet(
    stamped_at_home, monkeypatch, finish, resident, neighbour, lessons, noon
):
    asked = []

    def away(pdf, address):
        asked.append(address)
        raise StampProblem("away")

    monkeypatch.setattr(sheets, "put_stamp", away)
    for learner in (resident, neighbour):
        finish(learner, lessons)

    work()
    work()

    assert len(asked) == 1
    assert SignedSheet.objects.filter(to_be_stamped=True).count() == 2


def test_a_disk_that_is_full_leaves_nothing_half_done(certificate, noon, monkeypatch):
    def full(*args, **about):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(type(certificate.pdf.storage), "_save", full)
        with pytest.raises(OSError, match="No space"):
            sheets.draw(str(certificate.pk), at=noon)

    certificate.refresh_from_db()
    assert certificate.sheet is None
    assert SignedSheet.objects.count() == 0
    sheets.draw(str(certificate.pk), at=noon)
    assert SignedSheet.objects.count() == 1


def test_what_fails_for_no_good_reason_is_tried_once_an_hour(certificate, noon):
    Job.objects.update(state=Job.State.FAILED, finished_at=noon, error="odd")

    assert services.ask_for_what_waits(at=noon + HOUR / 2) == 0
    assert services.ask_for_what_waits(at=noon + HOUR * 2) == 1


def test_a_file_that_was_meddled_with_is_not_stamped(
    stamped_at_home, certificate, noon
):
    work()
    certificate.refresh_from_db()
    with certificate.pdf.storage.open(certificate.pdf.name, "ab") as file:
        file.write(b"more")
    stamped_at_home()

    with pytest.raises(SheetChanged):
        sheets.stamp(str(certificate.signed_sheets.get().pk), at=noon)


def test_nothing_is_stamped_of_somebody_who_was_forgotten(
    stamped_at_home, certificate, resident, noon
):
    work()
    services.forget_holder(resident)
    Certificate.objects.update(pdf="")
    stamped_at_home()

    sheet = SignedSheet.objects.get()
    sheets.stamp(str(sheet.pk), at=noon)

    sheet.refresh_from_db()
    assert not sheet.to_be_stamped
    assert SignedSheet.objects.count() == 1
