"""The few lines of a lesson or a course page that are one resident's own."""

import pytest

from lms.lib.ids import uuid7
from tests.addresses import address


@pytest.fixture
def of_lesson(lessons):
    return address(
        "journey:lesson_fragment", lessons.first.translation_key, language="en"
    )


@pytest.fixture
def of_course(lessons):
    return address(
        "journey:course_fragment", lessons.course.translation_key, language="en"
    )


def test_signed_out_a_lesson_leads_to_its_questions(client, of_lesson, lessons):
    page = client.get(of_lesson)

    mine = address("journey:lesson_mine", lessons.first.translation_key, language="en")
    assert "To the questions" in page.text
    assert mine in page.text
    assert "You did this lesson" not in page.text


def test_no_two_buttons_in_a_row_say_the_same(phone, client, lessons):
    """The lesson's, with scripts or without, and that of the page it leads to."""
    key = lessons.first.translation_key
    lesson, fragment = (
        client.get(lessons.first.url),
        phone.get(address("journey:lesson_fragment", key)),
    )
    mine = phone.get(address("journey:lesson_mine", key))

    assert lesson.text.count("Vào câu hỏi") == fragment.text.count("Vào câu hỏi") == 1
    assert "Vào câu hỏi" not in mine.text
    assert "Bắt đầu trả lời" in mine.text


def test_a_lesson_says_when_it_was_done(phone, learn, lessons, of_lesson):
    learn(lessons.first)

    page = phone.get(of_lesson)

    assert "You did this lesson on 22/11/2025." in page.text
    assert "Answer the questions again" in page.text


def test_a_lesson_done_in_the_other_language_is_done(phone, learn, lessons):
    learn(lessons.in_english("first"))
    there = address("journey:lesson_fragment", lessons.first.translation_key)

    assert phone.get(there).context["done"]


def test_somebody_elses_lessons_are_not_said(signed_in, learn, lessons, neighbour):
    learn(lessons.first)
    there = address(
        "journey:lesson_fragment", lessons.first.translation_key, language="en"
    )

    assert "You did this lesson" not in signed_in(neighbour).get(there).text


def test_a_course_says_how_far_one_has_come(phone, learn, lessons, of_course):
    learn(lessons.first)

    page = phone.get(of_course)

    assert "You have done 1 of 2 lessons" in page.text
    assert '<progress id="mine" max="2" value="1">' in page.text


def test_signed_out_a_course_says_nothing(client, of_course):
    page = client.get(of_course)

    assert page.status_code == 200
    assert page.text.strip() == ""


def test_a_course_that_is_none_says_nothing(phone):
    page = phone.get(address("journey:course_fragment", uuid7()))

    assert page.text.strip() == ""


@pytest.mark.parametrize("name", ["of_lesson", "of_course"])
def test_fragments_are_kept_in_no_cache_and_hold_no_whole_page(phone, request, name):
    page = phone.get(request.getfixturevalue(name))

    assert "no-store" in page["Cache-Control"]
    assert "private" in page["Cache-Control"]
    assert "<html" not in page.text


def test_a_fragment_is_small(phone, of_lesson):
    assert len(phone.get(of_lesson).content) < 1000


def test_staff_get_the_lines_of_nobody(signed_in, staff, of_lesson, of_course):
    client = signed_in(staff["officer"])

    assert "To the questions" in client.get(of_lesson).text
    assert client.get(of_course).text.strip() == ""
