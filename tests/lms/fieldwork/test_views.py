"""The helper's desk: finding residents, registering them, giving them a new PIN."""

import re
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from lms.accounts.roles import Role
from lms.communes.services import appoint, split_hamlet
from lms.learners.models import Consent, Learner
from lms.lib.ids import uuid7
from tests.addresses import address
from tests.factories import make_resident
from tests.hostile import TEXTS

english = partial(address, language="en")
DESK = english("fieldwork:desk")
REGISTER = english("fieldwork:register")
CARD = english("fieldwork:card")


@pytest.fixture
def phone(signed_in, staff):
    """The helper's phone."""
    return signed_in(staff["helper"])


@pytest.fixture
def typed(places):
    return {
        "record": str(uuid7()),
        "full_name": "Hà Thị Thử",
        "birth_year": "1961",
        "hamlet": str(places.hamlet.pk),
        "language": "vi",
        "agreed": "on",
    }


def names_on(page):
    return [line.learner.full_name for line in page.context["lines"]]


def pin_on(page):
    found = re.search(r'<dd class="digits">(\d{6})</dd>', page.text)
    return found and found[1]


def test_the_desk_shows_the_helpers_residents_by_given_name(phone, places, neighbour):
    make_resident(places.hamlet, "Bùi Văn Ân")

    page = phone.get(DESK)

    assert names_on(page) == ["Bùi Văn Ân", "Bùi Văn Gần", "Bùi Thị Mẫu"]
    assert "3 residents" in page.text
    assert "born 1970, xóm Mẫu" in page.text
    assert neighbour.full_name not in page.text


def test_a_helper_of_one_hamlet_sees_no_other_of_the_commune(phone, places):
    make_resident(places.next_hamlet, "Bùi Văn Khác")

    assert "Bùi Văn Khác" not in phone.get(DESK).text


def test_who_waits_in_a_divided_hamlet_stays_on_the_desk(
    phone, resident, places, noon, monkeypatch
):
    later = noon + timedelta(days=30)
    day = timezone.localdate(later)
    split_hamlet(places.hamlet, ["Mẫu 1", "Mẫu 2"], on=day, at=later)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    page = phone.get(DESK)

    assert resident.full_name in names_on(page)
    sitting = phone.post(english("fieldwork:sit", resident.pk))
    assert sitting.status_code == 302


def test_an_officer_sees_every_hamlet_of_the_commune(signed_in, staff, places):
    make_resident(places.next_hamlet, "Bùi Văn Khác")

    page = signed_in(staff["officer"]).get(DESK)

    assert names_on(page) == ["Bùi Văn Gần", "Bùi Văn Khác", "Bùi Thị Mẫu"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Mẫu", ["Bùi Thị Mẫu"]),
        ("mau", ["Bùi Thị Mẫu"]),
        ("MAU  bui", ["Bùi Thị Mẫu"]),
        ("Ma\u0302\u0303u", ["Bùi Thị Mẫu"]),
        ("bui", ["Bùi Văn Gần", "Bùi Thị Mẫu"]),
        ("Đinh", []),
        ("", ["Bùi Văn Gần", "Bùi Thị Mẫu"]),
    ],
)
def test_residents_are_found_with_and_without_marks(phone, query, found):
    assert names_on(phone.get(DESK, {"q": query})) == found


def test_a_resident_is_found_by_the_code_however_grouped(phone, resident):
    for query in (resident.code, resident.spaced_code, resident.code[:5]):
        assert names_on(phone.get(DESK, {"q": query})) == ["Bùi Thị Mẫu"]


def test_a_code_of_another_commune_finds_nobody(phone, neighbour):
    page = phone.get(DESK, {"q": neighbour.code})

    assert names_on(page) == []
    assert "No card with these digits in your hamlets." in page.text


@pytest.mark.parametrize("query", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_looked_for_gets_a_page(phone, query):
    for asked in ({"q": query}, {"page": query}):
        page = phone.get(DESK, asked)

        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_fifty_residents_stand_on_a_page(phone, places):
    for number in range(60):
        make_resident(places.hamlet, "Lò Văn Thử", 1940 + number)

    first, second = phone.get(DESK), phone.get(DESK, {"page": 2})
    found = phone.get(DESK, {"q": "thu", "page": 2})

    assert len(names_on(first)) == 50
    assert len(names_on(second)) == 12
    assert len(names_on(found)) == 10


def test_staff_without_residents_have_no_desk(signed_in, staff):
    for role in ("trainer", "provincial", "operator"):
        assert signed_in(staff[role]).get(DESK).status_code == 403


def test_a_helper_registers_somebody_who_heard_the_consent(phone, typed, staff):
    form = phone.get(REGISTER)
    card = phone.post(REGISTER, typed, follow=True)

    learner = Learner.objects.get(full_name="Hà Thị Thử")
    consent = Consent.objects.get(learner=learner)
    assert "Read the five sentences" in form.text
    assert learner.registered_by == consent.taken_by == staff["helper"]
    assert consent.channel == "read_aloud"
    assert learner.user.check_password(pin_on(card))
    assert card.redirect_chain == [(CARD, 302)]


def test_the_helper_stays_signed_in(phone, typed, staff):
    phone.post(REGISTER, typed)

    assert phone.session["_auth_user_id"] == str(staff["helper"].pk)


def test_a_helper_registers_in_their_own_hamlets_only(phone, typed, places):
    for elsewhere in (places.next_hamlet, places.far_hamlet):
        answer = phone.post(REGISTER, {**typed, "hamlet": str(elsewhere.pk)})

        assert answer.status_code == 422
        assert "Please choose a hamlet from the list." in answer.text


def test_the_card_is_shown_until_it_is_written_down(phone, typed):
    phone.post(REGISTER, typed)
    assert pin_on(phone.get(CARD))

    kept = phone.post(english("fieldwork:card_kept"))

    made = Learner.objects.get(full_name="Hà Thị Thử")
    assert kept.url == english("fieldwork:what_next", made.pk)
    assert phone.get(CARD).url == DESK


def test_with_the_card_written_down_one_may_sit_beside_at_once(phone, typed):
    phone.post(REGISTER, typed)

    page = phone.post(english("fieldwork:card_kept"), follow=True)
    made = Learner.objects.get(full_name="Hà Thị Thử")
    sit = english("fieldwork:sit", made.pk)
    mine = phone.post(sit, {"witness": "helped"}, follow=True)

    assert f'action="{sit}"' in page.text
    assert f'href="{REGISTER}"' in page.text
    assert pin_on(page) is None
    assert "Hello, Thử" in mine.text


def test_a_card_put_away_twice_leads_back_to_the_desk(phone, typed):
    phone.post(REGISTER, typed)
    phone.post(english("fieldwork:card_kept"))

    assert phone.post(english("fieldwork:card_kept")).url == DESK


def test_two_presses_make_one_card_and_it_is_shown(phone, typed):
    first = phone.post(REGISTER, typed, follow=True)
    second = phone.post(REGISTER, typed, follow=True)

    assert pin_on(first) == pin_on(second)
    assert Learner.objects.filter(full_name="Hà Thị Thử").count() == 1


def test_somebody_of_that_name_and_year_is_asked_about(phone, typed, resident):
    same = {**typed, "full_name": "bui thi mau", "birth_year": "1966"}

    answer = phone.post(REGISTER, same)

    assert answer.status_code == 409
    assert "Is it the same person?" in answer.text
    assert f"Bùi Thị Mẫu, 1966, {resident.spaced_code}" in answer.text
    assert Learner.objects.filter(birth_year=1966).count() == 1


def test_another_person_of_that_name_and_year_gets_a_card(phone, typed):
    same = {**typed, "full_name": "Bùi Thị Mẫu", "birth_year": "1966"}

    first = phone.post(REGISTER, {**same, "another": "yes"}, follow=True)
    second = phone.post(REGISTER, {**same, "another": "yes"}, follow=True)

    assert pin_on(first) == pin_on(second)
    assert Learner.objects.filter(full_name="Bùi Thị Mẫu").count() == 2


def test_going_back_the_next_person_gets_a_card_too(phone, typed):
    phone.post(REGISTER, typed)

    page = phone.post(REGISTER, {**typed, "full_name": "Quách Văn Thử"}, follow=True)

    assert "Quách Văn Thử" in page.text
    assert Learner.objects.filter(birth_year=1961).count() == 2


def test_a_mistake_loses_nothing_that_was_typed(phone, typed):
    answer = phone.post(REGISTER, {**typed, "birth_year": "61"})

    assert answer.status_code == 422
    assert 'value="Hà Thị Thử"' in answer.text
    assert typed["record"] in answer.text


def test_a_new_pin_is_shown_once_and_ends_the_old_one(phone, world, client):
    old = world.owner

    page = phone.post(english("fieldwork:renew_pin", old.learner.pk), follow=True)

    new = pin_on(page)
    code = {"code": old.learner.code}
    sign_in = address("accounts:sign_in")
    assert client.post(sign_in, {**code, "pin": old.pin}).status_code == 422
    assert client.post(sign_in, {**code, "pin": new}).status_code == 302


def test_before_a_new_pin_it_is_said_what_it_does(phone, world, client):
    old = world.owner

    page = phone.get(english("fieldwork:renew_pin", old.learner.pk))

    assert "New PIN for Bùi Thị Mẫu" in page.text
    assert "The old PIN stops working at once" in page.text
    assert "writes it down" in page.text
    code = {"code": old.learner.code, "pin": old.pin}
    assert client.post(address("accounts:sign_in"), code).status_code == 302


def test_the_desk_leads_to_the_question_and_not_past_it(phone, resident):
    there = english("fieldwork:renew_pin", resident.pk)

    page = phone.get(DESK)

    assert f'href="{there}"' in page.text
    assert f'action="{there}"' not in page.text


def test_a_helper_puts_a_name_right(phone, resident):
    there = english("fieldwork:correct", resident.pk)
    typed = {"full_name": "Đinh Thị Ánh", "phone": "", "language": "vi"}

    answer = phone.post(there, typed | {"birth_year": "1957"}, follow=True)

    resident.refresh_from_db()
    assert f'href="{there}"' in phone.get(DESK).text
    assert names_on(answer) == ["Đinh Thị Ánh"]
    assert resident.birth_year == 1957


@pytest.mark.parametrize("year", ["", "57", "1066", "2999", "một", "1966\x00"])
def test_a_year_nobody_was_born_in_is_refused_and_changes_nothing(
    phone, resident, year
):
    typed = {"full_name": "Đinh Thị Ánh", "phone": "", "language": "vi"}

    answer = phone.post(
        english("fieldwork:correct", resident.pk), typed | {"birth_year": year}
    )

    resident.refresh_from_db()
    assert answer.status_code == 422
    assert (resident.full_name, resident.birth_year) == ("Bùi Thị Mẫu", 1966)


def test_a_name_that_is_none_is_refused_and_changes_nothing(phone, resident):
    typed = {"full_name": "12", "phone": "", "language": "vi"}

    answer = phone.post(english("fieldwork:correct", resident.pk), typed)

    resident.refresh_from_db()
    assert (answer.status_code, resident.full_name) == (422, "Bùi Thị Mẫu")


def test_a_new_pin_ends_what_was_signed_in_with_the_old_one(phone, signed_in, resident):
    lost = signed_in(resident)

    phone.post(address("fieldwork:renew_pin", resident.pk))

    assert lost.get(address("journey:me")).status_code == 302


@pytest.mark.parametrize("name", ["sit", "renew_pin"])
def test_a_resident_of_somebody_else_is_not_to_be_found(phone, neighbour, name):
    for learner_id in (neighbour.pk, uuid7()):
        assert phone.post(address(f"fieldwork:{name}", learner_id)).status_code == 404


@pytest.mark.parametrize("name", ["sit", "stand_up", "card_kept"])
def test_a_link_does_nothing(phone, resident, name):
    args = [resident.pk] if name == "sit" else []

    assert phone.get(address(f"fieldwork:{name}", *args)).status_code == 405


def test_forms_that_are_not_ours_do_nothing(staff, resident, typed):
    phone = Client(enforce_csrf_checks=True)
    phone.force_login(staff["helper"])
    doors = [
        ("register", [], typed),
        ("sit", [resident.pk], {}),
        ("renew_pin", [resident.pk], {}),
        ("stand_up", [], {}),
    ]

    answers = [
        phone.post(address(f"fieldwork:{name}", *args), data)
        for name, args, data in doors
    ]

    assert {each.status_code for each in answers} == {403}
    assert not Learner.objects.filter(full_name="Hà Thị Thử").exists()


def test_a_helper_of_two_hamlets_has_one_desk(phone, staff, places, noon):
    appoint(staff["helper"], places.next_hamlet, Role.HELPER, at=noon)
    make_resident(places.next_hamlet, "Bùi Văn Khác")

    page = phone.get(DESK)

    assert "Bùi Văn Khác" in names_on(page)
    assert "Xóm Mẫu, Xóm Thử" in page.text
