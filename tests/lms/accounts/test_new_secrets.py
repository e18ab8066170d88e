"""Staff choose a new password, residents a PIN of their own, knowing the old one."""

import pytest
from axes.models import AccessAttempt
from django.test import Client

from tests.addresses import address
from tests.factories import PASSWORD
from tests.hostile import TEXTS

OF_STAFF = address("accounts:password", language="en")
OF_RESIDENTS = address("accounts:pin", language="en")
NEW = "bốn con trâu qua suối"


@pytest.fixture
def helper(staff):
    return staff["helper"]


@pytest.fixture
def change(helper, signed_in):
    """Let the helper ask for a new password; return the answer."""
    browser = signed_in(helper)

    def change(old=PASSWORD, new=NEW, again=None):
        typed = {"old_password": old, "new_password1": new}
        typed["new_password2"] = new if again is None else again
        return browser.post(OF_STAFF, typed)

    change.browser = browser
    return change


@pytest.fixture
def choose(world, signed_in):
    """Let the resident ask for a PIN; return the answer."""
    browser = signed_in(world.owner.learner)

    def choose(old=world.owner.pin, new="271828", again=None):
        typed = {"old": old, "new": new, "again": new if again is None else again}
        return browser.post(OF_RESIDENTS, typed)

    choose.browser = browser
    return choose


def test_a_helpers_new_password_opens_and_the_old_one_no_longer_does(change, helper):
    answer = change()

    helper.refresh_from_db()
    assert answer.url == address("dashboards:my_work", language="en")
    assert helper.check_password(NEW)
    assert not helper.check_password(PASSWORD)


def test_one_stays_signed_in_here_and_nowhere_else(change, helper, signed_in):
    elsewhere = signed_in(helper)
    change()

    work = address("dashboards:my_work", language="en")
    assert "your new password holds" in change.browser.get(work).text
    assert elsewhere.get(work).status_code == 302


def test_my_work_leads_to_it(change):
    assert (
        OF_STAFF
        in change.browser.get(address("dashboards:my_work", language="en")).text
    )


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "not this"}, "not your password of now"),
        ({"again": "something else"}, "The two are not the same"),
        ({"new": "abc"}, "too short"),
        ({"new": "password1"}, "soon guessed"),
        ({"new": "9182736450"}, "digits only"),
        ({"new": ""}, "Please fill this in"),
    ],
)
def test_what_is_wrong_with_a_password_is_said(change, helper, typed, sentence):
    answer = change(**typed)

    helper.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in answer.text
    assert helper.check_password(PASSWORD)


def test_nobody_goes_on_guessing_the_old_password(change, helper):
    answers = [change(old="not this").status_code for _ in range(5)]
    right = change()

    helper.refresh_from_db()
    assert answers == [422, 422, 422, 422, 429]
    assert right.status_code == 429
    assert helper.check_password(PASSWORD)


@pytest.mark.parametrize("door", ["change", "choose"])
def test_the_right_one_makes_up_for_wrong_tries_before(door, request):
    send = request.getfixturevalue(door)
    for _ in range(4):
        send(old="314159")
    assert AccessAttempt.objects.exists()

    assert send().status_code == 302
    assert not AccessAttempt.objects.exists()


def test_a_resident_chooses_a_pin(choose, resident):
    answer = choose()

    resident.user.refresh_from_db()
    me = address("journey:me", language="en")
    assert answer.url == me
    assert resident.user.check_password("271828")
    assert "your new PIN holds" in choose.browser.get(me).text


def test_the_new_pin_opens_the_door(choose, resident):
    choose(new="271 828")

    door = Client().post(
        address("accounts:sign_in"), {"code": resident.code, "pin": "271828"}
    )
    assert door.status_code == 302


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"old": "000000"}, "This is not your PIN"),
        ({"new": "123456"}, "easily guessed"),
        ({"new": "111222"}, "easily guessed"),
        ({"new": "2718"}, "six digits, nothing else"),
        ({"again": "314159"}, "The two are not the same"),
    ],
)
def test_what_is_wrong_with_a_pin_is_said(choose, world, resident, typed, sentence):
    answer = choose(**typed)

    resident.user.refresh_from_db()
    assert answer.status_code == 422
    assert sentence in answer.text
    assert resident.user.check_password(world.owner.pin)


def test_nobody_goes_on_guessing_the_old_pin(choose):
    answers = [choose(old="000000") for _ in range(5)]

    assert [each.status_code for each in answers] == [422, 422, 422, 422, 429]
    assert "code or PIN was typed five times" in answers[-1].text


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_gets_a_sentence(change, choose, typed):
    for answer in (change(old=typed), choose(old=typed), choose(new=typed)):
        assert answer.status_code == 422
        assert "field__error" in answer.text
