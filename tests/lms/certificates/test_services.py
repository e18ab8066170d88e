from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import override

from lms.certificates import services
from lms.certificates.documents import check_address, words_of
from lms.certificates.models import Certificate
from lms.certificates.numbers import check_number
from lms.certificates.services import issuing, sheets
from lms.jobs.models import Job
from lms.jobs.services import run
from lms.journey.services import mark_as_done
from lms.lib.facts import HowWitnessed, Witness

HOUR = timedelta(hours=1)


def read(certificate):
    with certificate.pdf.open() as sheet:
        return sheet.read()


@pytest.fixture
def draw(noon):
    """Draw the sheet; return the row as it is then."""

    def draw(certificate, at=noon):
        sheets.draw(str(certificate.pk), at=at)
        return Certificate.objects.get(pk=certificate.pk)

    return draw


def test_a_certificate_says_who_what_when_where_and_how(certificate, resident, noon):
    assert certificate.learner == resident
    assert (certificate.holder_name, certificate.title) == ("Bùi Thị Mẫu", "An toàn")
    assert certificate.place == "Xã Vân Sơn, tỉnh Phú Thọ"
    assert certificate.completed_on == date(2025, 11, 22)
    assert (certificate.witness, certificate.language) == ("alone", "vi")
    assert certificate.issued_at == noon
    assert check_number(certificate.number) == certificate.number
    assert not certificate.for_programme


def test_the_day_is_the_day_in_viet_nam(resident, lessons, noon):
    just_after_midnight = noon.replace(hour=17, minute=30)  # 0:30 the next day there

    mark_as_done(resident, lessons.easy, how=HowWitnessed(), at=just_after_midnight)

    assert Certificate.objects.get().completed_on == date(2025, 11, 23)


def test_its_words_stay_whatever_is_renamed_later(certificate, resident, places):
    before = words_of(certificate)
    resident.full_name = "Tên Khác"
    resident.save()
    course = certificate.course_completion.course
    course.title = "Khóa khác"
    course.save()
    places.commune.name = "Xã Khác"
    places.commune.save()
    resident.residences.update(hamlet=places.far_hamlet)

    after = words_of(Certificate.objects.get(pk=certificate.pk))

    assert after == before
    assert after.holder_name == "Bùi Thị Mẫu"


def test_helped_and_checked_are_said(finish, resident, neighbour, lessons, staff):
    by_family = HowWitnessed(Witness.HELPED, helped_by="family")
    checked = HowWitnessed(Witness.CHECKED, staff["helper"].pk)

    assert finish(resident, lessons, by_family).witness == "helped"
    assert finish(neighbour, lessons, checked).witness == "checked"


def test_a_programme_has_a_certificate_of_its_own(certificate, resident, lessons, noon):
    mark_as_done(resident, lessons.easy, how=HowWitnessed(), at=noon)

    programme = Certificate.objects.get(programme_completion__isnull=False)
    assert programme.title == "Bình dân học vụ số"
    assert words_of(programme).kind == "programme"
    assert words_of(certificate).kind == "course"


def test_a_resident_who_lives_nowhere_gets_one_without_a_place(
    finish, resident, lessons
):
    resident.residences.all().delete()

    assert finish(resident, lessons).place == ""


def test_it_is_checked_at_an_address_in_its_own_language(certificate):
    with override("en"):
        vietnamese = check_address(certificate)
    certificate.language = "en"

    there = f"/check/{certificate.number}/"
    assert vietnamese == f"http://testserver{there}"
    assert check_address(certificate) == f"http://testserver/en{there}"


def test_a_number_in_use_is_not_given_again(certificate, monkeypatch):
    fresh = iter([certificate.number, "HS-0000-0000-1"])
    monkeypatch.setattr(issuing, "new_number", lambda: next(fresh))

    assert issuing._free_number() == "HS-0000-0000-1"


def test_where_no_number_is_free_it_says_so(certificate, monkeypatch):
    monkeypatch.setattr(issuing, "new_number", lambda: certificate.number)

    with pytest.raises(IntegrityError, match="again and again"):
        issuing._free_number()


def test_issuing_asks_for_the_sheet_once(certificate, noon):
    services.ask_for_sheet(certificate, at=noon + HOUR)

    job = Job.objects.get()
    assert (job.kind, job.key) == ("certificates.draw", str(certificate.pk))
    assert job.arguments == {"certificate_id": str(certificate.pk)}


def test_the_worker_draws_the_sheet(certificate, noon):
    run(Job.objects.get().pk, clock=lambda: noon + HOUR)

    certificate.refresh_from_db()
    assert Job.objects.get().state == Job.State.DONE
    assert certificate.drawn_at
    assert read(certificate).startswith(b"%PDF-")
    assert certificate.number in certificate.pdf.name


def test_drawing_twice_makes_one_file(certificate, draw, noon):
    first = draw(certificate)
    content = read(first)

    second = draw(certificate, at=noon + HOUR)

    assert (second.pdf.name, second.drawn_at) == (first.pdf.name, noon)
    assert read(second) == content


def test_a_sheet_that_was_lost_is_drawn_and_signed_again(certificate, draw):
    first = draw(certificate)
    first.pdf.storage.delete(first.pdf.name)
    assert Certificate.objects.get().sheet is None

    again = draw(certificate)

    assert again.sheet
    assert again.signed_sheets.count() == 2


def test_the_sheet_lies_outside_the_folder_that_is_served(certificate, draw, settings):
    sheet = draw(certificate).pdf

    assert not Path(sheet.path).is_relative_to(settings.MEDIA_ROOT)


def test_a_certificate_is_for_a_course_or_a_programme(certificate, noon):
    for completions in (
        {"course_completion": None},
        {"programme_completion_id": certificate.course_completion_id},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Certificate.objects.filter(pk=certificate.pk).update(**completions)


def test_a_completion_is_certified_once(certificate, noon):
    with pytest.raises(IntegrityError), transaction.atomic():
        services.issue_for_course(certificate.course_completion, at=noon)

    assert Certificate.objects.count() == Job.objects.count() == 1


def test_what_a_certificate_rests_on_is_not_deleted(certificate, resident):
    for needed in (resident, certificate.course_completion):
        with pytest.raises(ProtectedError):
            needed.delete()
