"""Residents look at what is kept about them, put it right, take it home, or leave."""

import json
from functools import partial

import pytest
from axes.models import AccessAttempt

from lms.certificates.models import Certificate
from lms.journey import services
from lms.journey.errors import AgreementTakenBack
from lms.learners import services as services_of_residents
from lms.learners.errors import CardClosed
from lms.learners.models import Consent, Decision, Learner
from lms.learners.services import withdraw
from lms.lib.facts import HowWitnessed, Witness
from tests.addresses import address
from tests.factories import right_answers
from tests.hostile import TEXTS

english = partial(address, language="en")
DATA = english("journey:my_data")
FILE = english("journey:download_data")
CORRECT = english("journey:correct_data")
WITHDRAW = english("journey:withdraw")


@pytest.fixture
def typed(resident):
    return {"full_name": resident.full_name, "phone": "", "language": "vi"}


@pytest.fixture
def beside(signed_in, staff, resident):
    """The phone of a helper who sits beside the resident."""
    phone = signed_in(staff["helper"])
    phone.post(address("fieldwork:sit", resident.pk), {"witness": "helped"})
    return phone


def test_my_page_leads_to_what_is_kept(phone):
    assert DATA in phone.get(english("journey:me")).text


def test_everything_that_is_kept_is_shown(phone, learn, lessons, resident):
    learn(lessons.first)
    learn(lessons.second)

    page = phone.get(DATA)

    for said in (
        *("Bùi Thị Mẫu", resident.spaced_code, "1966", "Xóm Mẫu"),
        *("Cuộc gọi lạ", "(22/11/2025)", Certificate.objects.get().number),
        "You agreed on 22/11/2025 to the wording of 2026-11.",
        "2 times",
    ):
        assert said in page.text, said


def test_a_file_holds_all_of_it(phone, learn, lessons, resident):
    learn(lessons.first)

    answer = phone.get(FILE)

    kept = json.loads(answer.content)
    assert f"hoc-so-{resident.code}.json" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    assert kept["resident"]["full_name"] == "Bùi Thị Mẫu"
    assert kept["hamlets"][0]["hamlet"]
    assert kept["agreements"][0]["decision"] == "given"
    assert kept["lessons"][0]["title"] == "Cuộc gọi lạ"
    assert kept["attempts"][0]["answers"] == right_answers()
    assert "Bùi Thị Mẫu" in answer.text  # as it is written, not as \u1ea5


def test_the_file_holds_every_fact(phone, learn, lessons, resident, noon):
    helped = HowWitnessed(Witness.HELPED, helped_by="family")
    learn(lessons.first, how=helped)
    learn(lessons.second)
    services.mark_as_done(resident, lessons.easy, how=HowWitnessed(), at=noon)
    learn(lessons.first)

    kept = json.loads(phone.get(FILE).content)

    assert [each["course__title"] for each in kept["begun"]] == ["An toàn", "Làm quen"]
    helped_by = {each["title"]: each["helped_by"] for each in kept["lessons"]}
    assert helped_by["Cuộc gọi lạ"] == "family"
    assert kept["programmes"][0]["title"] == "Bình dân học vụ số"
    again = {each["lesson_done__lesson__title"] for each in kept["done_again"]}
    assert again == {"Cuộc gọi lạ", None}


def test_the_file_holds_no_pin(phone, world):
    assert world.owner.pin not in phone.get(FILE).text
    assert "password" not in phone.get(FILE).text


def test_no_file_about_a_resident_lands_on_a_helpers_phone(beside):
    assert beside.get(DATA).status_code == 200
    assert beside.get(FILE).status_code == 403
    assert FILE not in beside.get(DATA).text


def test_a_slip_in_the_name_is_put_right_and_kept_as_history(phone, resident, typed):
    answer = phone.post(CORRECT, {**typed, "full_name": "Bùi Thị Mậu"}, follow=True)

    resident.refresh_from_db()
    assert "It has been put right." in answer.text
    assert resident.full_name == "Bùi Thị Mậu"
    fact = resident.name_corrections.get()
    assert (fact.name_before, fact.corrected_by) == ("Bùi Thị Mẫu", resident.user)


def test_a_certificate_keeps_the_name_it_was_given_with(phone, learn, lessons, typed):
    learn(lessons.first)
    learn(lessons.second)

    phone.post(CORRECT, {**typed, "full_name": "Bùi Thị Mậu"})

    assert Certificate.objects.get().holder_name == "Bùi Thị Mẫu"


def test_quite_another_name_is_for_a_helper_to_write(phone, beside, resident, typed):
    wanted = {**typed, "full_name": "Hà Văn Ví"}

    alone = phone.post(CORRECT, wanted)
    resident.refresh_from_db()
    assert alone.status_code == 422
    assert "show your identity card to your helper" in alone.text
    assert resident.full_name == "Bùi Thị Mẫu"

    beside.post(CORRECT, wanted | {"birth_year": "1966"})
    resident.refresh_from_db()
    assert resident.full_name == "Hà Văn Ví"


def test_no_other_name_is_reached_by_small_steps(phone, resident, typed):
    for step in ("Bùi Thị Hậu", "Bùi Thị Hoa"):
        phone.post(CORRECT, {**typed, "full_name": step})

    resident.refresh_from_db()
    assert resident.full_name == "Bùi Thị Hậu"


def test_what_a_helper_wrote_is_what_slips_are_measured_by(
    phone, beside, resident, typed
):
    beside.post(CORRECT, {**typed, "full_name": "Hà Văn Ví", "birth_year": "1966"})

    answers = [
        phone.post(CORRECT, {**typed, "full_name": name}).status_code
        for name in ("Hà Văn Vĩ", "Bùi Thị Mẫu")
    ]

    assert answers == [302, 422]


def test_phone_and_language_are_put_right(phone, resident, typed):
    phone.post(CORRECT, {**typed, "phone": "0912 000 000", "language": "en"})

    resident.refresh_from_db()
    assert (resident.phone, resident.language) == ("+84912000000", "en")
    assert not resident.name_corrections.exists()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("name", ["full_name", "phone", "language"])
def test_whatever_is_typed_gets_a_sentence_or_is_kept_clean(phone, typed, name, text):
    assert phone.post(CORRECT, {**typed, name: text}).status_code in (302, 422)


def test_what_it_means_is_said_before_anything_happens(phone, resident):
    page, unsure = phone.get(WITHDRAW), phone.post(WITHDRAW)

    assert "Your card is closed at once" in page.text
    assert "Your certificates stay valid" in page.text
    assert unsure.status_code == 422
    assert "Nothing has changed yet" in unsure.text
    assert Consent.objects.filter(learner=resident).count() == 1


def test_taking_the_agreement_back_ends_every_session(phone, signed_in, resident):
    other = signed_in(resident)

    answer = phone.post(WITHDRAW, {"sure": "on"}, follow=True)

    assert "The agreement has been taken back." in answer.text
    assert resident.consents.get(decision=Decision.WITHDRAWN).taken_by == resident.user
    for window in (phone, other):
        assert window.get(english("journey:me")).status_code == 302


def test_her_certificate_can_still_be_checked(client, phone, learn, lessons):
    learn(lessons.first)
    learn(lessons.second)

    phone.post(WITHDRAW, {"sure": "on"})

    number = Certificate.objects.get().number
    there = english("certificates:check_number", number)
    assert client.get(there).status_code == 200
    assert "Bùi Thị Mẫu" in client.get(there).text


def test_a_helper_cannot_take_it_back_without_the_residents_pin(beside, resident):
    answers = [beside.post(WITHDRAW, {"sure": "on"})]
    answers += [beside.post(WITHDRAW, {"sure": "on", "pin": "000000"})]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "This is not your PIN" in answers[1].text
    assert AccessAttempt.objects.get(username=resident.code).failures_since_start == 1
    assert not resident.consents.filter(decision=Decision.WITHDRAWN).exists()


def test_wrong_pins_close_the_code_as_at_the_door(beside, resident, world):
    wrong = {"sure": "on", "pin": "000000"}
    answers = [beside.post(WITHDRAW, wrong).status_code for _ in range(5)]
    right = beside.post(WITHDRAW, {"sure": "on", "pin": world.owner.pin})

    assert [*answers, right.status_code] == [422, 422, 422, 422, 429, 429]
    assert not resident.consents.filter(decision=Decision.WITHDRAWN).exists()


def test_who_has_no_pin_is_asked_for_none(beside, resident):
    resident.user.set_unusable_password()
    resident.user.save()

    assert beside.post(WITHDRAW, {"sure": "on"}).status_code == 302
    assert resident.consents.filter(decision=Decision.WITHDRAWN).exists()


def test_new_pins_are_shown_and_stand_in_the_file(phone, resident, staff, noon):
    services_of_residents.renew_pin(resident, by=staff["helper"], at=noon)
    phone.force_login(resident.user)

    assert "On 22/11/2025 a helper made a new PIN for you." in phone.get(DATA).text
    assert [each["by_helper"] for each in phone.get(FILE).json()["new_pins"]] == [True]


def test_a_card_closed_while_somebody_typed_gets_a_sentence(
    phone, resident, monkeypatch, typed
):
    def closed(*args, **kwargs):
        raise CardClosed

    monkeypatch.setattr(services_of_residents, "correct", closed)

    answer = phone.post(CORRECT, typed, follow=True)

    assert "This card is closed." in answer.text


def test_a_helper_writes_it_down_and_sits_beside_nobody_then(
    beside, resident, staff, world
):
    typed = {"sure": "on", "pin": world.owner.pin}
    answer = beside.post(WITHDRAW, typed, follow=True)

    assert "The agreement has been taken back." in answer.text
    fact = resident.consents.get(decision=Decision.WITHDRAWN)
    assert (fact.taken_by, fact.channel) == (staff["helper"], "read_aloud")
    assert resident.full_name not in answer.text  # nor does the desk name her
    assert beside.get(english("journey:my_data")).status_code == 403


def test_another_helpers_sitting_ends_with_it(phone, beside, resident):
    phone.post(WITHDRAW, {"sure": "on"})

    assert beside.get(english("journey:me")).status_code == 302
    assert beside.get(DATA).status_code == 403


def test_a_paper_still_open_is_not_taken_any_more(begin, lessons, resident, noon):
    attempt = begin(lessons.first)
    withdraw(resident, "vi", by=resident.user, at=noon)

    with pytest.raises(AgreementTakenBack):
        services.hand_in(attempt.pk, right_answers(), how=HowWitnessed(), at=noon)

    learner = Learner.objects.get(pk=resident.pk)
    assert not learner.lesson_completions.exists()
