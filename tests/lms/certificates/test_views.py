"""A certificate on its holder's screen, and its sheet to print."""

from functools import partial

import pytest
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.certificates.services.sheets import draw
from lms.jobs.models import Job
from lms.lib.ids import uuid7
from tests.addresses import address, asked_to_sign_in, status

english = partial(address, language="en")


@pytest.fixture
def mine(certificate):
    return english("certificates:mine", certificate.pk)


@pytest.fixture
def pdf(certificate):
    return english("certificates:pdf", certificate.pk)


@pytest.fixture
def drawn(certificate, noon):
    draw(str(certificate.pk), at=noon)
    certificate.refresh_from_db()
    return certificate


@pytest.fixture
def phone(signed_in, resident):
    return signed_in(resident)


def test_it_can_be_looked_at_before_its_sheet_is_drawn(phone, mine, pdf, certificate):
    page = phone.get(mine)

    assert page.status_code == 200
    assert certificate.number in page.text
    assert "being drawn" in page.text
    assert pdf not in page.text


def test_a_sheet_that_is_not_there_yet_leads_to_the_page_that_says_so(phone, mine, pdf):
    assert phone.get(pdf).url == mine


def test_its_sheet_can_be_downloaded(phone, mine, pdf, drawn):
    page, sheet = phone.get(mine), phone.get(pdf)

    assert pdf in page.text
    assert "being drawn" not in page.text
    assert sheet["Content-Type"] == "application/pdf"
    assert sheet["Content-Disposition"] == f'attachment; filename="{drawn.number}.pdf"'
    assert int(sheet["Content-Length"]) == drawn.pdf.size
    assert b"".join(sheet.streaming_content).startswith(b"%PDF-")


def test_it_speaks_the_language_of_its_holder_on_every_page(phone, certificate):
    certificate.language = "en"
    certificate.title = "Safety"
    certificate.save()

    page = phone.get(address("certificates:mine", certificate.pk))

    assert '<article class="certificate" lang="en">' in page.text
    assert "has completed this course here" in page.text


def test_a_sheet_that_was_lost_is_asked_for_again(phone, mine, pdf, drawn):
    Job.objects.all().delete()
    drawn.pdf.storage.delete(drawn.pdf.name)

    page, sheet = phone.get(mine), phone.get(pdf)
    phone.get(mine)

    assert "being drawn" in page.text
    assert sheet.url == mine
    assert Job.objects.get().key == str(drawn.pk)


def test_a_sheet_that_could_not_be_drawn_is_asked_for_again(phone, mine):
    Job.objects.update(state=Job.State.FAILED, finished_at=timezone.now())

    phone.get(mine)

    assert Job.objects.filter(state=Job.State.WAITING).count() == 1


@pytest.mark.parametrize("name", ["mine", "pdf"])
def test_its_pages_are_for_those_whose_business_it_is(
    signed_in, client, drawn, resident, same_hamlet, neighbour, staff, name
):
    there = address(f"certificates:{name}", drawn.pk)
    sees = [resident, staff["helper"], staff["officer"]]
    sees_not = [same_hamlet, neighbour, staff["wrong_helper"], staff["wrong_officer"]]
    sees_not += [staff["trainer"], staff["provincial"], staff["operator"]]

    assert [status(signed_in(each).get(there)) for each in sees] == [200] * 3
    assert {status(signed_in(each).get(there)) for each in sees_not} == {404}
    assert asked_to_sign_in(client.get(there)) == (address("accounts:sign_in"), there)


def test_when_its_holder_moves_it_goes_along(signed_in, drawn, resident, places, staff):
    resident.residences.update(hamlet=places.far_hamlet)
    there = address("certificates:mine", drawn.pk)

    assert signed_in(staff["helper"]).get(there).status_code == 404
    assert signed_in(staff["wrong_helper"]).get(there).status_code == 200


def test_its_holder_keeps_it_wherever_they_live(phone, mine, resident):
    resident.residences.all().delete()

    assert phone.get(mine).status_code == 200


def test_a_superuser_sees_no_certificates(signed_in, mine, django_user_model):
    root = django_user_model.objects.create_superuser("root")

    assert signed_in(root).get(mine).status_code == 404


@pytest.mark.parametrize("name", ["mine", "pdf"])
def test_one_that_is_none_is_not_found(phone, certificate, name):
    assert phone.get(address(f"certificates:{name}", uuid7())).status_code == 404


@pytest.mark.parametrize("name", ["mine", "pdf"])
def test_nothing_of_it_stays_in_a_cache(phone, drawn, name):
    answer = phone.get(address(f"certificates:{name}", drawn.pk))

    assert status(answer) == 200
    assert "no-store" in answer["Cache-Control"]


def test_it_is_on_my_page_and_on_the_result(phone, mine, certificate):
    page = phone.get(english("journey:me"))

    assert mine in page.text
    assert certificate.number in page.text
    assert Certificate.objects.count() == 1
