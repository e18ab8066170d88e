"""What the screens ask of the database. Fewer is welcome: change the number here."""

import pytest
from django.test import Client

from lms.communes.models import Unit
from lms.lib.facts import HowWitnessed, Witness
from tests.addresses import address
from tests.factories import as_posted, make_lesson, make_resident, right_answers
from tests.queries import queries


@pytest.fixture
def asked():
    """Return the statements of a page that has been opened once before."""

    def asked(client, there):
        client.get(there)
        with queries() as statements:
            assert client.get(there).status_code == 200
        return statements

    return asked


@pytest.fixture
def hand_in_asks(press_start):
    """Return the statements of handing in the answers to a lesson."""

    def hand_in_asks(client, lesson):
        attempt = press_start(client, lesson)
        there = address("journey:attempt", attempt.pk)
        client.get(there)
        with queries() as statements:
            client.post(there, as_posted(right_answers()))
        return statements

    return hand_in_asks


@pytest.fixture
def more(lessons, places, learn, noon):
    """Ten more lessons, thirty more residents of the hamlet, all of whom learn."""
    for number in range(3, 13):
        title = f"Bài {number}"
        make_lesson(lessons.easy_course, f"A{number}", title, title, asks=False)
    for number in range(30):
        card = make_resident(places.hamlet, "Bùi Văn Gần", 1940 + number)
        learn(lessons.first, learner=card.learner)


def test_my_page(phone, asked):
    assert len(asked(phone, address("journey:me"))) == 11


def test_my_page_with_many_lessons(phone, asked, more):
    assert len(asked(phone, address("journey:me"))) == 11


def test_a_lessons_fragment(phone, asked, lessons):
    there = address("journey:lesson_fragment", lessons.first.translation_key)

    assert len(asked(phone, there)) == 5


def test_a_lessons_fragment_signed_out_opens_no_session(asked, lessons):
    there = address("journey:lesson_fragment", lessons.first.translation_key)

    assert len(asked(Client(), there)) == 1


def test_a_paper(phone, asked, lessons, press_start):
    attempt = press_start(phone, lessons.first)

    assert len(asked(phone, address("journey:attempt", attempt.pk))) == 6


def test_a_result(phone, asked, learn, lessons):
    attempt = learn(lessons.first)

    assert len(asked(phone, address("journey:result", attempt.pk))) == 11


def test_handing_in(phone, hand_in_asks, lessons):
    assert len(hand_in_asks(phone, lessons.first)) == 14


def test_handing_in_where_many_have_before(phone, hand_in_asks, lessons, more):
    assert len(hand_in_asks(phone, lessons.first)) == 14


def test_handing_in_the_last_paper(phone, hand_in_asks, learn, lessons):
    learn(lessons.first)

    assert len(hand_in_asks(phone, lessons.second)) == 27


def test_handing_in_again_what_was_done_before(phone, hand_in_asks, learn, lessons):
    learn(lessons.first)
    learn(lessons.second)

    assert len(hand_in_asks(phone, lessons.second)) == 17


def test_handing_in_again_more_independently(phone, hand_in_asks, learn, lessons):
    helped = HowWitnessed(Witness.HELPED, helped_by="family")
    learn(lessons.first)
    learn(lessons.second, how=helped)

    assert len(hand_in_asks(phone, lessons.second)) == 24


@pytest.mark.parametrize("crowd", [False, True])
def test_the_helpers_desk(signed_in, asked, staff, request, crowd):
    if crowd:
        request.getfixturevalue("more")
    client = signed_in(staff["helper"])

    assert len(asked(client, address("fieldwork:desk"))) == 11


def test_the_desk_of_a_whole_commune(signed_in, asked, staff, places):
    assert Unit.objects.within(places.commune).hamlets().count() == 2
    client = signed_in(staff["officer"])

    assert len(asked(client, address("fieldwork:desk"))) == 11
