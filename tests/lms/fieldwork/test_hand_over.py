"""The first card of somebody whom a list brought."""

import pytest

from lms.learners.models import Consent, RegisteredHow
from tests.addresses import address


@pytest.fixture
def listed(resident):
    resident.consents.all().delete()
    resident.registered_how = RegisteredHow.LISTED
    resident.save()
    resident.user.set_unusable_password()
    resident.user.save()
    return resident


@pytest.fixture
def desk(signed_in, staff):
    return signed_in(staff["helper"])


def say(desk, listed, agreed):
    there = address("fieldwork:hand_over", listed.pk, language="en")
    return desk.post(there, {"agreed": agreed})


def test_the_desk_leads_to_the_card_and_to_nothing_else(desk, listed):
    page = desk.get(address("fieldwork:desk", q="mau", language="en")).text

    assert "has not agreed yet" in page
    assert "Hand over the card" in page
    for name in ("sit", "renew_pin"):
        assert address(f"fieldwork:{name}", listed.pk, language="en") not in page
        answer = desk.post(address(f"fieldwork:{name}", listed.pk))
        assert answer.url == address("fieldwork:hand_over", listed.pk)


def test_who_agrees_gets_a_card_with_a_pin(desk, listed):
    answer = say(desk, listed, "yes")

    page = desk.get(answer.url).text
    listed.refresh_from_db()
    assert listed.spaced_code in page
    assert listed.user.has_usable_password()
    assert (listed.registered_how, Consent.objects.get(learner=listed).decision) == (
        RegisteredHow.HELPER,
        "given",
    )


def test_who_says_no_leaves_the_desk_for_good(desk, listed):
    say(desk, listed, "no")

    listed.refresh_from_db()
    assert not listed.user.is_active
    assert Consent.objects.get(learner=listed).decision == "withdrawn"
    assert listed.full_name not in desk.get(address("fieldwork:desk")).text


def test_without_an_answer_nothing_happens(desk, listed):
    answer = say(desk, listed, "")

    assert answer.status_code == 422
    assert not Consent.objects.filter(learner=listed).exists()
