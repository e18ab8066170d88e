"""Staff sign in by name and password; everybody signs out; help is open to all."""

import pytest
from django.test import Client

from tests.addresses import address
from tests.factories import PASSWORD
from tests.hostile import TEXTS

HERE = address("accounts:staff_sign_in", language="en")
SIGN_OUT = address("accounts:sign_out")


@pytest.fixture
def sign_in(client):
    def sign_in(name, password=PASSWORD, **more):
        return client.post(HERE, {"username": name, "password": password, **more})

    return sign_in


def who(client):
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("role", ["helper", "trainer", "officer", "operator"])
def test_staff_sign_in_and_begin_with_their_work(sign_in, client, staff, role):
    answer = sign_in(staff[role].username)

    work = address("dashboards:my_work", language="en")
    assert (answer.status_code, answer.url) == (302, work)
    assert who(client) == str(staff[role].pk)


def test_a_wrong_password_gets_a_sentence(sign_in, client, staff):
    answer = sign_in("officer", "mat khau khac")

    assert answer.status_code == 422
    assert "do not belong together" in answer.text
    assert "mat khau khac" not in answer.text
    assert who(client) is None


def test_the_fifth_wrong_password_closes_the_name(sign_in, client, staff):
    answers = [sign_in("officer", "mat khau khac") for _ in range(5)]
    right = sign_in("officer")

    assert [each.status_code for each in answers] == [422, 422, 422, 422, 429]
    assert right.status_code == 429
    assert who(client) is None


def test_staff_read_what_to_do_about_a_password_and_residents_about_a_pin(
    sign_in, client, staff, world
):
    for _ in range(5):
        of_staff = sign_in("officer", "mat khau khac")
        of_resident = sign_in(world.owner.learner.code, "000000")

    assert "A wrong password was typed five times" in of_staff.text
    assert "Whoever gave you this sign-in" in of_staff.text
    assert "PIN" not in of_staff.text
    assert "your card in your hand" in of_resident.text


@pytest.mark.parametrize("role", ["helper", "trainer", "officer", "superuser"])
def test_staff_who_have_signed_in_are_led_to_their_work(signed_in, staff, role):
    answer = signed_in(staff[role]).get(HERE)

    assert answer.url == address("dashboards:my_work", language="en")


def test_a_door_that_did_not_open_is_not_knocked_at_for_ever(signed_in, staff):
    there = signed_in(staff["helper"]).get("/admin/account/", follow=True)

    assert there.status_code == 200
    assert there.context["next"] == "/admin/account/"


def test_on_a_residents_phone_staff_may_still_sign_in(signed_in, resident):
    assert signed_in(resident).get(HERE).status_code == 200


def test_somebody_switched_off_is_let_in_no_more(sign_in, client, staff):
    staff["helper"].is_active = False
    staff["helper"].save()

    answer = sign_in("helper")

    assert answer.status_code == 422
    assert who(client) is None


def test_a_resident_who_takes_the_wrong_door_gets_to_their_own_page(
    sign_in, client, world
):
    sign_in(world.owner.learner.code, world.owner.pin)

    answer = client.get(address("dashboards:my_work"))

    assert answer.url == address("journey:me")


def test_one_goes_on_to_where_one_came_from(sign_in, staff):
    desk = address("fieldwork:desk")

    assert sign_in("helper", next=desk).url == desk


@pytest.mark.parametrize(
    "elsewhere", ["https://example.com/", "//example.com/", "javascript:alert(1)"]
)
def test_nobody_is_led_away_from_the_site(sign_in, staff, elsewhere):
    work = address("dashboards:my_work", language="en")

    assert sign_in("helper", next=elsewhere).url == work


@pytest.mark.parametrize("field", ["name", "password"])
@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_gets_a_sentence(sign_in, staff, field, typed):
    answer = sign_in(**{"name": "officer", field: typed})

    assert answer.status_code == 422
    assert "field__error" in answer.text or "notice--danger" in answer.text


@pytest.mark.parametrize("name", TEXTS.values(), ids=TEXTS.keys())
def test_the_editors_own_door_stands_any_name(client, db, name):
    typed = {"username": name, "password": PASSWORD}

    answers = [client.post("/admin/login/", typed).status_code for _ in range(5)]

    assert set(answers) <= {200, 302, 429}


def test_a_form_that_is_not_ours_signs_nobody_in(staff):
    client = Client(enforce_csrf_checks=True)

    answer = client.post(HERE, {"username": "officer", "password": PASSWORD})

    assert answer.status_code == 403


def test_signing_out_ends_the_session(signed_in, resident):
    client = signed_in(resident)
    before = client.session.session_key

    answer = client.post(SIGN_OUT)

    assert answer.url == address("accounts:sign_in")
    assert who(client) is None
    assert client.session.session_key != before


def test_signing_out_says_that_nothing_stays(signed_in, resident):
    client = signed_in(resident)

    there = client.post(address("accounts:sign_out", language="en"), follow=True)

    assert "Nothing of yours stays on this phone" in there.text


def test_a_link_signs_nobody_out(signed_in, resident):
    client = signed_in(resident)

    assert client.get(SIGN_OUT).status_code == 405
    assert who(client) == str(resident.user_id)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_help_is_there_for_everybody(client, db, language):
    answer = client.get(address("accounts:help", language=language))

    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
