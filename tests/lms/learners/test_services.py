from dataclasses import replace
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db import IntegrityError

from lms.accounts.models import User
from lms.learners import services
from lms.learners.consent import LEARNING
from lms.learners.errors import CardClosed
from lms.learners.models import (
    Channel,
    Consent,
    Decision,
    Learner,
    RegisteredHow,
    Residence,
)
from lms.learners.new_resident import NewResident
from lms.lib.ids import uuid7

MINUTE = timedelta(minutes=1)


@pytest.fixture
def person(places):
    return NewResident("Hà Thị Thử", 1961, places.hamlet, phone="+84912000000")


@pytest.fixture
def register(person, noon):
    def register(person=person, **options):
        return services.register(person, at=noon, **options)

    return register


@pytest.fixture
def send(person, noon):
    """Send a form in: the same one where its id is the same."""

    def send(form_id, person=person, at=noon, **options):
        return services.register_once(person, form_id, at=at, **options)

    return send


def test_a_new_resident_has_a_row_a_home_and_a_sign_in(register, person, noon):
    card = register()

    learner = Learner.objects.get(pk=card.learner.pk)
    assert (learner.full_name, learner.birth_year) == ("Hà Thị Thử", 1961)
    assert (learner.phone, learner.language) == ("+84912000000", "vi")
    assert learner.registered_at == noon
    assert learner.hamlet_on(noon.date()) == person.hamlet
    assert learner.user.username == learner.code
    assert learner.user.check_password(card.pin)
    assert not learner.user.is_staff


def test_the_pin_is_stored_nowhere_in_the_clear(register):
    card = register()

    rows = [*User.objects.values_list(), *Learner.objects.values_list()]
    assert card.pin not in [str(value) for row in rows for value in row]


def test_who_registers_alone_has_read_the_consent(register, noon):
    learner = register().learner

    consent = Consent.objects.get(learner=learner)
    assert learner.registered_how == RegisteredHow.SELF
    assert learner.registered_by == consent.taken_by == learner.user
    assert consent.channel == Channel.SELF
    assert (consent.wording_version, consent.occurred_at) == (LEARNING.version, noon)


def test_to_whom_a_helper_has_read_it_is_said_so(register, staff):
    learner = register(by=staff["helper"]).learner

    consent = Consent.objects.get(learner=learner)
    assert learner.registered_how == RegisteredHow.HELPER
    assert learner.registered_by == consent.taken_by == staff["helper"]
    assert consent.channel == Channel.READ_ALOUD


def test_the_consent_names_the_language_it_was_read_in(register, places):
    person = NewResident("Hà Thị Thử", 1961, places.hamlet, language="vi", read_in="en")

    consent = Consent.objects.get(learner=register(person).learner)

    assert consent.language == "en"


def test_two_people_may_share_everything_but_the_code(register):
    first, second = register().learner, register().learner

    assert first.code != second.code


def test_a_registration_that_breaks_off_leaves_nothing(register, monkeypatch, world):
    def break_off(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(services, "agree", break_off)
    before = User.objects.count()

    with pytest.raises(OSError):
        register()

    assert User.objects.count() == before
    assert not Learner.objects.filter(full_name="Hà Thị Thử").exists()
    assert not Residence.objects.filter(learner__full_name="Hà Thị Thử").exists()


def test_a_form_sent_twice_makes_one_card(send, world):
    form_id, before = uuid7(), User.objects.count()

    first, second = send(form_id), send(form_id)

    assert first.learner.pk == form_id
    assert second is None
    assert User.objects.count() == before + 1


def test_a_form_sent_again_with_a_tone_mark_put_right_makes_no_second_card(
    send, places
):
    form_id = uuid7()
    send(form_id, NewResident("Ha Thị Thử", 1961, places.hamlet))

    assert send(form_id) is None


@pytest.mark.parametrize(
    "slip", ["Ha Thi Thu", "Hà Thị Thửu", "Hà Thị Thừ", "Hà Tị Thử"]
)
def test_a_step_back_to_put_the_name_right_makes_no_second_resident(
    send, person, noon, slip
):
    form_id = uuid7()
    first = send(form_id, replace(person, full_name=slip)).learner

    again = send(form_id, at=noon + 3 * MINUTE)

    first.refresh_from_db()
    assert again is None
    assert first.full_name == first.user.full_name == "Hà Thị Thử"
    assert Learner.objects.filter(birth_year=1961).count() == 1
    assert first.name_corrections.get().name_before == slip


@pytest.mark.parametrize(
    "other",
    [
        {"full_name": "Hà Văn Thử"},  # her husband, born in the same year
        {"full_name": "Hà Thị Mây"},
        {"full_name": "Hà Thị Thữu", "birth_year": 1963},
        {"full_name": "Hà Thị Thữu", "phone": "+84913000000"},
    ],
)
def test_somebody_really_different_on_the_same_form_gets_a_card(
    send, person, noon, other
):
    form_id = uuid7()
    first = send(form_id).learner

    second = send(form_id, replace(person, **other), at=noon + MINUTE)

    first.refresh_from_db()
    assert second.learner != first
    assert first.full_name == "Hà Thị Thử"
    assert not first.name_corrections.exists()


def test_somebody_of_the_next_hamlet_on_the_same_form_gets_a_card(send, person, places):
    form_id = uuid7()
    send(form_id, replace(person, full_name="Hà Thị Thửu"))

    assert send(form_id, replace(person, hamlet=places.next_hamlet))


def test_a_form_that_lay_about_puts_nobodys_name_right(send, person, noon):
    form_id = uuid7()
    send(form_id, replace(person, full_name="Hà Thị Thửu"))

    assert send(form_id, at=noon + 11 * MINUTE)


def test_a_form_used_again_for_the_next_person_makes_a_card_of_theirs(send, places):
    form_id = uuid7()
    first = send(form_id)

    second = send(form_id, NewResident("Quách Văn Thử", 1950, places.hamlet))

    assert second.learner != first.learner
    assert second.learner.full_name == "Quách Văn Thử"
    first.learner.refresh_from_db()
    assert first.learner.full_name == "Hà Thị Thử"


def test_an_error_of_another_kind_is_not_taken_for_a_second_press(
    send, resident, monkeypatch
):
    monkeypatch.setattr(services, "free_code", lambda: resident.code)

    with pytest.raises(IntegrityError):
        send(uuid7())


def test_a_card_lost_on_its_way_is_given_again_as_it_was(send, noon):
    form_id = uuid7()
    lost = send(form_id)

    again = services.card_again(form_id, at=noon + 9 * MINUTE)

    assert again == lost
    assert again.learner.user.check_password(again.pin)


def test_a_lost_card_whose_pin_was_changed_gets_a_new_one(send, noon):
    form_id = uuid7()
    lost = send(form_id)
    changed = services.renew_pin(lost.learner, by=lost.learner.user, at=noon)

    again = services.card_again(form_id, at=noon + 9 * MINUTE)

    assert again.learner.user.check_password(again.pin)
    assert again.pin not in {lost.pin, changed.pin}


def test_the_next_person_on_the_same_form_gets_one_card_too(send, person, noon):
    form_id = uuid7()
    send(form_id)
    other = replace(person, full_name="Quách Văn Thử")

    second = services.register_once(other, form_id, at=noon)

    assert services.register_once(other, form_id, at=noon) is None
    assert services.id_of(other, form_id) == second.learner.pk != form_id


def test_a_card_is_not_given_again_later(send, noon):
    form_id = uuid7()
    send(form_id)

    assert services.card_again(form_id, at=noon + 11 * MINUTE) is None


def test_a_card_that_a_helper_made_is_given_again_by_the_helper_alone(
    send, noon, staff
):
    form_id = uuid7()
    send(form_id, by=staff["helper"])

    assert services.card_again(form_id, at=noon) is None


def test_a_card_of_nobody_is_not_given_again(noon, db):
    assert services.card_again(uuid7(), at=noon) is None


def test_a_new_pin_takes_the_place_of_the_old_one(register, staff, noon):
    old = register()

    new = services.renew_pin(old.learner, by=staff["helper"], at=noon)

    user = User.objects.get(pk=old.learner.user_id)
    assert new.pin != old.pin
    assert user.check_password(new.pin)
    assert not user.check_password(old.pin)


def test_a_new_pin_leaves_a_fact_of_who_made_it_and_when(register, staff, noon):
    learner = register().learner

    services.renew_pin(learner, by=staff["helper"], at=noon)

    fact = learner.pin_renewals.get()
    assert (fact.renewed_by, fact.occurred_at) == (staff["helper"], noon)
    assert fact.by_helper


def test_a_withdrawal_in_between_does_not_bring_the_phone_back(register, staff, noon):
    learner = register().learner
    before = Learner.objects.get(pk=learner.pk)
    services.withdraw(learner, "vi", by=learner.user, at=noon)
    typed = {"full_name": "Bùi Thị Ánh", "phone": "+84913000000", "language": "vi"}

    with pytest.raises(CardClosed):
        services.correct(before, **typed, by=staff["helper"], at=noon)

    kept = Learner.objects.get(pk=learner.pk)
    assert (kept.phone, kept.full_name) == ("", learner.full_name)


def test_a_name_that_cannot_be_kept_leaves_the_phone_as_it_was(
    resident, staff, noon, monkeypatch
):
    def die(*args, **kwargs):
        raise OSError

    monkeypatch.setattr(services, "correct_name", die)
    typed = {"full_name": "Bùi Thị Ánh", "phone": "+84913000000", "language": "vi"}

    with pytest.raises(OSError):
        services.correct(resident, **typed, by=staff["helper"], at=noon)

    assert Learner.objects.get(pk=resident.pk).phone == ""


def test_a_new_pin_opens_a_code_that_wrong_ones_had_closed(
    client, register, staff, noon
):
    card = register()
    code = card.learner.code
    for _ in range(5):
        client.post("/sign-in/", {"code": code, "pin": "135790"})
    assert AccessAttempt.objects.filter(username=code).exists()

    new = services.renew_pin(card.learner, by=staff["helper"], at=noon)

    answer = client.post("/sign-in/", {"code": code, "pin": new.pin})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("name", "born", "same"),
    [
        ("Bùi Thị Mẫu", 1966, True),
        ("bui thi mau", 1966, True),
        ("Bùi Thị Mẫu", 1967, False),
        ("Bùi Thị Mậu Thân", 1966, False),
    ],
)
def test_residents_of_one_name_year_and_hamlet_are_likely_the_same(
    places, resident, noon, name, born, same
):
    person = NewResident(name, born, places.hamlet)

    found = services.likely_same(person, on=noon.date())

    assert found == ([resident] if same else [])


def test_a_namesake_of_the_next_hamlet_is_somebody_else(places, resident, noon):
    person = NewResident("Bùi Thị Mẫu", 1966, places.next_hamlet)

    assert services.likely_same(person, on=noon.date()) == []


def test_a_name_put_right_is_found_sorted_and_greeted_by(resident, staff, noon):
    services.correct_name(resident, "Bùi Thị Ánh", by=staff["helper"], at=noon)

    learner = Learner.objects.get(pk=resident.pk)
    assert learner.full_name == learner.user.full_name == "Bùi Thị Ánh"
    assert learner.name_folded == "bui thi anh"
    assert learner.name_sort != resident.name_folded
    assert resident.given_name == "Ánh"


def test_what_a_name_was_before_is_kept_with_who_put_it_right(resident, staff, noon):
    fact = services.correct_name(resident, "Bùi Thị Ánh", by=staff["helper"], at=noon)

    assert (fact.name_before, fact.name_after) == ("Bùi Thị Mẫu", "Bùi Thị Ánh")
    assert (fact.corrected_by, fact.occurred_at) == (staff["helper"], noon)


def test_a_name_that_stood_so_is_no_correction(resident, staff, noon):
    same = resident.full_name

    assert services.correct_name(resident, same, by=staff["helper"], at=noon) is None
    assert not resident.name_corrections.exists()


def test_whoever_takes_the_agreement_back_can_sign_in_no_more(register, client, noon):
    card = register()

    fact = services.withdraw(card.learner, "vi", by=card.learner.user, at=noon)

    door = client.post("/sign-in/", {"code": card.learner.code, "pin": card.pin})
    assert door.status_code == 422
    assert (fact.decision, fact.channel) == (Decision.WITHDRAWN, Channel.SELF)
    assert Consent.objects.filter(learner=card.learner).count() == 2


def test_what_nothing_needs_any_more_is_deleted(register, noon):
    learner = register().learner

    services.withdraw(learner, "vi", by=learner.user, at=noon)

    assert Learner.objects.get(pk=learner.pk).phone == ""


def test_a_helper_may_write_down_that_somebody_takes_it_back(register, staff, noon):
    fact = services.withdraw(register().learner, "vi", by=staff["helper"], at=noon)

    assert (fact.taken_by, fact.channel) == (staff["helper"], Channel.READ_ALOUD)


def test_no_card_is_given_again_to_whoever_took_the_agreement_back(send, person, noon):
    form_id = uuid7()
    learner = send(form_id).learner
    services.withdraw(learner, "vi", by=learner.user, at=noon)

    assert services.card_again(form_id, at=noon + MINUTE) is None
    assert services.likely_same(person, on=noon.date()) == []
