"""A resident signs in by code and PIN."""

import re
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from lms.accounts.codes import check_digit
from lms.learners.services import withdraw
from tests.addresses import address
from tests.factories import PASSWORD
from tests.hostile import TEXTS

HERE = address("accounts:sign_in", language="en")
MINE = address("journey:me")


@pytest.fixture
def card(world):
    return world.owner


@pytest.fixture
def sign_in(client):
    """Type a code and a PIN, on the English page where sentences can be read."""

    def sign_in(code, pin, **more):
        return client.post(HERE, {"code": code, "pin": pin, **more})

    return sign_in


def wrong(pin):
    return str((int(pin) + 1) % 10**6).zfill(6)


def who(client):
    return client.session.get("_auth_user_id")


def test_code_and_pin_lead_to_ones_own_page(sign_in, client, card):
    answer = sign_in(card.learner.code, card.pin)

    assert (answer.status_code, answer.url) == (302, f"/en{MINE}")
    assert who(client) == str(card.learner.user_id)


def test_they_may_be_typed_as_they_stand_on_the_card(sign_in, client, card):
    pin = f" {card.pin[:3]} {card.pin[3:]} "

    sign_in(f" {card.learner.spaced_code}-", pin)

    assert who(client) == str(card.learner.user_id)


def test_a_wrong_digit_in_the_code_is_found_before_the_pin_is_tried(sign_in, card):
    answer = sign_in(wrong(card.learner.code), card.pin)

    assert answer.status_code == 422
    assert "This code has a wrong digit" in answer.text
    assert not AccessAttempt.objects.exists()


@pytest.mark.parametrize("pin", ["12345", "1234567", "12a456", "１２３４５６"])
def test_a_pin_that_is_not_six_digits_gets_a_sentence(sign_in, card, pin):
    answer = sign_in(card.learner.code, pin)

    assert answer.status_code == 422
    assert "The PIN is six digits" in answer.text


def test_a_wrong_pin_gets_a_sentence_and_keeps_the_code_alone(sign_in, client, card):
    pin = wrong(card.pin)

    answer = sign_in(card.learner.code, pin)

    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert card.learner.code in answer.text
    assert pin not in answer.text
    assert who(client) is None


def test_a_code_nobody_has_is_answered_as_a_wrong_pin_is(sign_in, card):
    nobody = "1234567" + check_digit("1234567")
    here = sign_in(card.learner.code, wrong(card.pin)).text
    there = sign_in(nobody, wrong(card.pin)).text

    def alike(page):
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        return page.replace(nobody, card.learner.code)

    assert alike(here) == alike(there)


def test_somebody_switched_off_cannot_sign_in(sign_in, client, card, resident):
    resident.user.is_active = False
    resident.user.save()

    answer = sign_in(card.learner.code, card.pin)

    assert answer.status_code == 422
    assert who(client) is None


def test_a_user_name_of_staff_cannot_be_typed_here(sign_in, client, staff):
    answer = sign_in(staff["officer"].username, PASSWORD)

    assert answer.status_code == 422
    assert who(client) is None


def test_the_fifth_wrong_pin_closes_the_code(sign_in, client, card):
    answers = [sign_in(card.learner.code, wrong(card.pin)) for _ in range(5)]
    right = sign_in(card.learner.code, card.pin)

    assert [each.status_code for each in answers] == [422, 422, 422, 422, 429]
    for closed in (answers[-1], right):
        assert "Please wait a little" in closed.text
        assert address("accounts:help", language="en") in closed.text
    assert who(client) is None


def test_a_closed_code_closes_nobody_elses_on_the_same_phone(
    sign_in, client, card, world
):
    for _ in range(5):
        sign_in(card.learner.code, wrong(card.pin))

    sign_in(world.same_hamlet.learner.code, world.same_hamlet.pin)

    assert who(client) == str(world.same_hamlet.learner.user_id)


def test_after_a_quarter_of_an_hour_the_code_opens_again(sign_in, client, card):
    for _ in range(5):
        sign_in(card.learner.code, wrong(card.pin))
    long_ago = timezone.now() - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=long_ago)

    sign_in(card.learner.code, card.pin)

    assert who(client) == str(card.learner.user_id)


def test_signing_in_makes_earlier_mistakes_forgotten(sign_in, client, card):
    for _ in range(4):
        sign_in(card.learner.code, wrong(card.pin))
    sign_in(card.learner.code, card.pin)
    client.logout()

    again = sign_in(card.learner.code, wrong(card.pin))

    assert again.status_code == 422


def test_one_goes_on_to_where_one_came_from(client, sign_in, card):
    wanted = "/lessons/x/?a=1&b=2"

    page = client.get(HERE, {"next": wanted})
    answer = sign_in(card.learner.code, card.pin, next=wanted)

    assert 'name="next" value="/lessons/x/?a=1&amp;b=2"' in page.text
    assert answer.url == wanted


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com/",
        "\\\\example.com",
        "https:example.com",
        "javascript:alert(1)",
        "http://testserver@example.com/",
        "\x00/me/",
        "me",
        "journey:me",
        "",
        *TEXTS.values(),
    ],
)
def test_nobody_is_led_away_from_the_site(sign_in, card, elsewhere):
    answer = sign_in(card.learner.code, card.pin, next=elsewhere)

    assert (answer.status_code, answer.url) == (302, f"/en{MINE}")


def test_what_is_written_down_of_a_mistake_holds_no_pin(sign_in, client, card):
    pin = wrong(card.pin)
    client.get(HERE, {"pin": pin})

    for _ in range(2):
        sign_in(card.learner.code, pin)

    attempt = AccessAttempt.objects.values().get()
    assert attempt["username"] == card.learner.code
    assert attempt["failures_since_start"] == 2
    assert [each for each in attempt.values() if pin in str(each)] == []


@pytest.mark.parametrize("field", ["code", "pin"])
@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_gets_a_sentence(sign_in, card, field, typed):
    typed_in = {"code": card.learner.code, "pin": card.pin, field: typed}

    answer = sign_in(**typed_in)

    assert answer.status_code == 422
    assert 'class="field__error"' in answer.text


def test_a_form_that_is_not_ours_signs_nobody_in(card):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(HERE, {"code": card.learner.code, "pin": card.pin})

    assert answer.status_code == 403
    assert who(client) is None


def test_the_page_is_kept_in_no_cache(client, db):
    answer = client.get(HERE)

    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_a_card_closed_at_its_owner_s_wish_says_so_to_whoever_knows_the_pin(
    sign_in, card, noon
):
    withdraw(card.learner, "vi", by=card.learner.user, at=noon)

    guessed = sign_in(card.learner.code, wrong(card.pin)).text
    known = sign_in(card.learner.code, card.pin).text

    assert "This card was closed" not in guessed
    assert "do not belong together" in guessed
    assert "This card was closed" in known
