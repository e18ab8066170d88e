"""Anybody can check a certificate by its number, and learns nothing else."""

from functools import partial

import pytest

from lms.certificates.models import Certificate
from lms.certificates.numbers import new_number
from tests.addresses import address
from tests.hostile import TEXTS

english = partial(address, language="en")
CHECK = english("certificates:check")


@pytest.fixture
def check(client):
    """Open the address that the QR code holds."""
    return lambda number: client.get(english("certificates:check_number", number))


def one_wrong(number):
    """Return the number with its last character but one read wrongly."""
    other = "B" if number[-3] != "B" else "C"
    return number[:-3] + other + number[-2:]


def test_a_right_number_shows_what_the_paper_says(check, certificate):
    page = check(certificate.number)

    assert page.status_code == 200
    assert "This certificate is genuine" in page.text
    for said in ("Bùi Thị Mẫu", "An toàn", "22/11/2025", "Xã Vân Sơn, tỉnh Phú Thọ"):
        assert said in page.text


def test_and_nothing_else_about_the_holder(check, certificate, resident, places):
    resident.phone = "+84912000000"
    resident.save()

    page = check(certificate.number).text

    private = [
        resident.code,
        resident.spaced_code,
        str(resident.birth_year),
        resident.phone,
        places.hamlet.label,
        str(places.hamlet),
        str(resident.pk),
        str(resident.user_id),
        str(certificate.pk),
    ]
    assert [each for each in private if each in page] == []


def test_the_page_is_the_same_for_its_holder(signed_in, resident, check, certificate):
    there = english("certificates:check_number", certificate.number)

    assert signed_in(resident).get(there).text == check(certificate.number).text


def test_a_number_is_understood_as_people_type_it(check, certificate):
    number = certificate.number
    ways = [
        number.lower(),
        number.replace("-", ""),
        number.removeprefix("HS-"),
        f" {number.replace('-', ' ')} ",
        number.replace("0", "O").replace("1", "l"),
    ]

    assert [check(each).status_code for each in ways] == [200] * len(ways)


def test_a_wrong_character_is_found(check, certificate):
    page = check(one_wrong(certificate.number))

    assert page.status_code == 404
    assert "One of the letters or digits is not right." in page.text
    assert "Bùi Thị Mẫu" not in page.text


def test_a_number_that_was_never_given_is_said_to_be_none(check, db):
    number = new_number()

    page = check(number)

    assert page.status_code == 404
    assert f"No certificate with the number {number} was issued here." in page.text


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_in_the_address_gets_a_page(check, certificate, typed):
    page = check(typed.replace("/", "") or "x")

    assert page.status_code == 404
    assert "<script>alert" not in page.text
    assert "Bùi Thị Mẫu" not in page.text


def test_a_typed_number_leads_to_its_page(client, certificate):
    typed = f" {certificate.number.lower()} "

    answer = client.get(CHECK, {"number": typed})

    assert answer.url == english("certificates:check_number", certificate.number)


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_gets_a_sentence(client, db, typed):
    answer = client.get(CHECK, {"number": typed})

    assert answer.status_code == 422
    assert 'class="field__error"' in answer.text
    assert "<script>alert" not in answer.text


def test_nothing_typed_yet_asks_for_a_number(client, db):
    page = client.get(CHECK)

    assert page.status_code == 200
    assert 'class="field__error"' not in page.text


def test_checking_opens_no_session_and_writes_nothing(check, certificate, client):
    check(certificate.number)

    assert "sessionid" not in client.cookies
    assert Certificate.objects.get().issued_at == certificate.issued_at
