"""Somebody gets a card by themselves, on a phone that they may share."""

import re

import pytest
from django.test import Client

from lms.learners.models import Consent, Learner
from lms.lib.ids import uuid7
from tests.addresses import address
from tests.hostile import TEXTS

FIND = address("learners:register", language="en")
CARD = address("learners:card", language="en")
KEPT = address("learners:card_kept", language="en")


@pytest.fixture
def here(places):
    return address("learners:register_in", places.commune.code, language="en")


@pytest.fixture
def typed(places):
    """What Hà Thị Thử types; the id is that of one form."""
    return {
        "record": str(uuid7()),
        "full_name": "Hà Thị Thử",
        "birth_year": "1961",
        "hamlet": str(places.hamlet.pk),
        "language": "vi",
        "agreed": "on",
    }


def pin_on(page):
    found = re.search(r'<dd class="digits">(\d{6})</dd>', page.text)
    return found and found[1]


def test_three_steps_lead_to_a_card(client, here, typed):
    found = client.get(FIND, {"q": "van son"})
    form = client.get(here)
    made = client.post(here, typed, follow=True)

    learner = Learner.objects.get(full_name="Hà Thị Thử")
    assert here in found.text
    assert "Xã Vân Sơn" in form.text
    assert "Xóm Mẫu" in form.text
    assert "Xóm Xa" not in form.text
    assert made.redirect_chain[0][0].startswith(CARD)
    assert learner.spaced_code in made.text
    assert learner.user.check_password(pin_on(made))


def test_whoever_gets_a_card_is_signed_in(client, here, typed):
    client.post(here, typed)

    me = client.get(address("journey:me"))

    assert me.status_code == 200
    assert "Thử" in me.text


def test_each_form_has_an_id_of_its_own_and_asks_for_the_agreement(client, here):
    first, second = client.get(here), client.get(here)

    assert first.context["form"]["record"].value()
    assert first.context["form"]["record"].value() != (
        second.context["form"]["record"].value()
    )
    for point in first.context["wording"].points:
        assert str(point) in first.text.replace("&#x27;", "'")


def test_the_agreement_is_kept_as_a_fact(client, here, typed):
    client.post(here, typed)

    consent = Consent.objects.get(learner__full_name="Hà Thị Thử")
    assert (consent.wording_version, consent.language) == ("2026-11", "en")
    assert (consent.channel, consent.decision) == ("self", "given")


def test_without_agreement_nothing_is_kept(client, here, typed):
    del typed["agreed"]

    answer = client.post(here, typed)

    assert answer.status_code == 422
    assert "Without your agreement we may not keep your learning" in answer.text
    assert not Learner.objects.filter(full_name="Hà Thị Thử").exists()


def test_a_mistake_loses_nothing_that_was_typed(client, here, typed):
    answer = client.post(here, {**typed, "birth_year": "61", "phone": "<09>"})

    assert answer.status_code == 422
    assert 'value="Hà Thị Thử"' in answer.text
    assert 'value="61"' in answer.text
    assert 'value="&lt;09&gt;"' in answer.text
    assert typed["record"] in answer.text
    assert f'<option value="{typed["hamlet"]}" selected>' in answer.text


def test_two_presses_make_one_card_and_it_is_shown(client, here, typed):
    first = client.post(here, typed, follow=True)
    second = client.post(here, typed, follow=True)

    assert Learner.objects.filter(full_name="Hà Thị Thử").count() == 1
    assert pin_on(first) == pin_on(second)


def test_a_card_whose_answer_was_lost_comes_with_the_second_try(here, typed):
    Client().post(here, typed)  # the signal went before the answer came
    phone = Client()

    page = phone.post(here, typed, follow=True)

    learner = Learner.objects.get(full_name="Hà Thị Thử")
    assert learner.user.check_password(pin_on(page))


def again(client, here, typed, **changes):
    """Sign out and register with a form of its own, as a shared phone sees it."""
    client.post(address("accounts:sign_out"))
    return client.post(here, {**typed, "record": str(uuid7()), **changes}, follow=True)


def test_the_same_person_on_the_same_phone_is_asked_first(client, here, typed):
    client.post(here, typed)

    asked = again(client, here, typed, full_name="  HA THỊ thử ")

    assert asked.status_code == 409
    assert "You may have a card already" in asked.text
    assert Learner.objects.filter(birth_year=1961).count() == 1
    made = again(client, here, typed, another="yes")
    assert pin_on(made)
    assert Learner.objects.filter(full_name="Hà Thị Thử").count() == 2


@pytest.mark.parametrize(
    "changes", [{"birth_year": "1962"}, {"full_name": "Hà Thị Khác"}]
)
def test_another_of_the_family_is_not_asked(client, here, typed, changes):
    client.post(here, typed)

    assert pin_on(again(client, here, typed, **changes))


def test_no_other_phone_is_told_who_has_a_card(client, here, typed):
    client.post(here, typed)
    stranger = Client()

    answer = stranger.post(here, {**typed, "record": str(uuid7())})

    assert answer.status_code == 302
    assert "Thử" not in client.cookies["cards"].value
    assert client.cookies["cards"]["httponly"]


@pytest.mark.parametrize("kept", [*TEXTS.values(), "." * 4000])
def test_whatever_the_phone_says_it_keeps_nothing_breaks(client, here, typed, kept):
    client.cookies["cards"] = kept.encode("ascii", "replace").decode()[:4000]

    assert client.post(here, typed).status_code == 302


def test_the_next_person_may_go_back_and_fill_in_the_same_form(client, here, typed):
    client.post(here, typed)
    client.post(address("accounts:sign_out"))

    page = client.post(here, {**typed, "full_name": "Quách Văn Thử"}, follow=True)

    assert "Quách Văn Thử" in page.text
    names = {"Hà Thị Thử", "Quách Văn Thử"}
    assert Learner.objects.filter(full_name__in=names).count() == 2


def test_the_pin_is_shown_until_it_is_written_down_and_never_again(client, here, typed):
    client.post(here, typed)
    assert pin_on(client.get(CARD))

    kept = client.post(KEPT)
    later = client.get(CARD)

    assert kept.url == address("journey:me", language="en")
    assert (later.status_code, later.url) == (302, kept.url)
    assert "new_card" not in client.session


def test_signing_out_takes_the_pin_off_the_phone(client, here, typed):
    client.post(here, typed)

    client.post(address("accounts:sign_out"))

    assert not pin_on(client.get(CARD, follow=True))


def test_the_card_is_kept_in_no_cache(client, here, typed):
    client.post(here, typed)

    assert "no-store" in client.get(CARD)["Cache-Control"]


def test_one_is_led_back_to_the_lesson_one_came_from(client, here, typed):
    lesson = "/lessons/0190/?a=1&b=2"
    asked = client.get(FIND, {"q": "Vân Sơn", "next": lesson})
    form = client.get(here, {"next": lesson})
    made = client.post(here, {**typed, "next": lesson}, follow=True)
    kept = client.post(KEPT, {"next": lesson})

    assert "next=/lessons/0190/%3Fa%3D1%26b%3D2" in asked.text
    for page in (form, made):
        assert 'name="next" value="/lessons/0190/?a=1&amp;b=2"' in page.text
    assert kept.url == lesson


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "me"])
def test_nobody_is_led_away_from_the_site(client, here, typed, elsewhere):
    made = client.post(here, {**typed, "next": elsewhere})
    kept = client.post(KEPT, {"next": elsewhere})

    assert "example" not in made.url
    assert kept.url == address("journey:me", language="en")


@pytest.mark.parametrize("code", ["00000", "25", "xyz", "0" * 300])
def test_a_commune_that_is_none_is_not_found(client, places, code):
    assert client.get(address("learners:register_in", code)).status_code == 404


def test_a_form_that_is_not_ours_makes_no_card(here, typed):
    client = Client(enforce_csrf_checks=True)

    assert client.post(here, typed).status_code == 403
    assert not Learner.objects.filter(full_name="Hà Thị Thử").exists()


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_place_is_asked_for_gets_a_page(client, places, typed):
    answer = client.get(FIND, {"q": typed})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("field", ["full_name", "phone", "hamlet", "record"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_typed_is_shown_as_kept_or_refused(
    client, here, typed, field, text
):
    answer = client.post(here, {**typed, field: text}, follow=True)

    assert answer.status_code in (200, 422)
    assert "<script>alert" not in answer.text
    made = Learner.objects.exclude(birth_year__in=[1966, 1970, 1958]).first()
    assert bool(made) == (answer.status_code == 200)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_kept_can_be_read_by_everybody(client, db, language):
    answer = client.get(address("learners:privacy", language=language))

    assert answer.status_code == 200
    assert "2026-11" in answer.text
