"""A resident's screens, read in English where sentences matter."""

from functools import partial

import pytest
from django.test import Client

from lms.lib.ids import uuid7
from lms.progress.models import LessonCompletion
from quizzes.models import Attempt
from tests.addresses import address, asked_to_sign_in
from tests.factories import as_posted, right_answers, wrong_answers
from tests.hostile import TEXTS

english = partial(address, language="en")


@pytest.fixture
def key(lessons):
    return lessons.first.translation_key


@pytest.fixture
def attempt(begin, lessons):
    """An open attempt at the first lesson."""
    return begin(lessons.first)


@pytest.fixture
def there(attempt):
    return english("journey:attempt", attempt.pk)


def test_my_page_begins_with_the_first_lesson(phone, lessons):
    page = phone.get(english("journey:me"))

    assert "Hello, Mẫu" in page.text
    assert "Start here" in page.text
    assert lessons.in_english("first").url in page.text
    assert "0 of 2 lessons done" in page.text
    assert "None yet." in page.text


def test_my_page_goes_on_where_one_stopped(phone, learn, lessons):
    learn(lessons.first)

    page = phone.get(english("journey:me"))

    assert "Your next lesson" in page.text
    assert page.context["book"].next_lesson == lessons.in_english("second")
    assert "1 of 2 lessons done" in page.text


def test_my_page_says_when_everything_is_done(phone, learn, lessons):
    learn(lessons.first)
    learn(lessons.second)
    phone.post(address("journey:mark_as_done", lessons.easy.translation_key))

    page = phone.get(english("journey:me"))

    assert "You have done every lesson there is." in page.text
    assert page.text.count(address("certificates:mine", uuid7())[:14]) == 3


def test_lessons_of_courses_offline_are_not_on_my_page(phone, lessons):
    lessons.course.unpublish()
    lessons.easy.unpublish()

    page = phone.get(address("journey:me"))

    assert lessons.first.title not in page.text
    assert lessons.easy.title not in page.text


def test_a_lesson_with_questions_leads_to_them(phone, lessons, key, press_start):
    page = phone.get(english("journey:lesson_mine", key))
    attempt = press_start(phone, lessons.first)
    paper = phone.get(english("journey:attempt", attempt.pk))

    assert "Start the questions" in page.text
    assert "There are 2 questions. Get 2 right to pass." in paper.text
    assert "Có người gọi hỏi mã OTP." in paper.text
    assert "Did somebody help you with these questions?" in paper.text


def test_each_language_asks_its_own_questions(phone, lessons, press_start):
    attempt = press_start(phone, lessons.first, language="en")

    assert attempt.edition.quiz == lessons.in_english("first").quiz


def test_questions_in_another_language_are_announced(phone, lessons, key):
    there = english("journey:lesson_mine", key)
    before = phone.get(there)
    lesson = lessons.in_english("first")
    lesson.quiz = lessons.first.quiz
    lesson.save()

    after = phone.get(there)

    assert "in this language" not in before.text
    assert "The questions are in this language: Vietnamese." in after.text


def test_a_lesson_without_questions_is_done_with_one_press(phone, lessons):
    key = lessons.easy.translation_key
    before = phone.get(english("journey:lesson_mine", key))
    after = phone.post(english("journey:mark_as_done", key), follow=True)

    assert "Yes, done" in before.text
    assert "You did this lesson on" in after.text
    assert "Yes, done" not in after.text


def test_pressing_what_a_lesson_does_not_have_gets_a_sentence(phone, lessons, key):
    easy = lessons.easy.translation_key
    start = phone.post(english("journey:start_quiz", easy), follow=True)
    done = phone.post(english("journey:mark_as_done", key), follow=True)

    assert "This lesson has no questions." in start.text
    assert "done once its questions are answered" in done.text
    assert not LessonCompletion.objects.exists()


def test_questions_taken_offline_get_a_sentence(phone, lessons, key):
    lessons.first.quiz.unpublish()
    lessons.in_english("first").quiz.unpublish()

    answer = phone.post(english("journey:start_quiz", key), follow=True)

    assert "These questions are closed just now." in answer.text


def test_a_paper_half_filled_in_says_what_is_missing_and_keeps_the_rest(
    phone, attempt, there
):
    first, _second = right_answers()

    answer = phone.post(there, {f"q-{first}": "b"})

    assert answer.status_code == 422
    assert "You have not answered question 2." in answer.text
    assert "You have not answered question 1." not in answer.text
    assert "Please say whether somebody helped you." in answer.text
    assert answer.context["form"][f"q-{first}"].value() == "b"
    attempt.refresh_from_db()
    assert attempt.handed_in_at is None


@pytest.mark.parametrize(
    ("said", "witness", "helped_by"),
    [
        ("alone", "alone", ""),
        ("family", "helped", "family"),
        ("team", "helped", "team"),
    ],
)
def test_what_a_resident_says_about_help_is_kept(
    phone, attempt, press_hand_in, said, witness, helped_by
):
    answer = press_hand_in(phone, attempt, helped_by=said)

    attempt.refresh_from_db()
    assert answer.url == address("journey:result", attempt.pk)
    assert (attempt.witness, attempt.helped_by) == (witness, helped_by)
    assert attempt.witness_by is None


def test_a_failed_paper_leads_back_to_the_lesson(phone, attempt, press_hand_in):
    press_hand_in(phone, attempt, wrong_answers())

    page = phone.get(english("journey:result", attempt.pk))

    assert "Not quite yet" in page.text
    assert "0 of 2 answers were right." in page.text
    assert "2 are needed." in page.text
    assert "Read the lesson again" in page.text
    assert "Mã OTP là của riêng bác." in page.text


def test_a_passed_paper_leads_on(phone, attempt, press_hand_in, lessons):
    press_hand_in(phone, attempt)

    page = phone.get(english("journey:result", attempt.pk))

    assert "Well done, Mẫu!" in page.text
    assert "2 of 2 answers were right." in page.text
    assert f"Next lesson: {lessons.in_english('second').title}" in page.text


def test_the_last_passed_paper_brings_the_certificate(
    phone, learn, lessons, press_start, press_hand_in, resident
):
    learn(lessons.first)
    attempt = press_start(phone, lessons.second)
    press_hand_in(phone, attempt)

    page = phone.get(english("journey:result", attempt.pk))

    certificate = resident.certificates.get()
    assert "Your new certificate" in page.text
    assert english("certificates:mine", certificate.pk) in page.text


def test_before_handing_in_there_is_no_result(phone, attempt):
    answer = phone.get(address("journey:result", attempt.pk))

    assert answer.url == address("journey:attempt", attempt.pk)


def test_after_handing_in_the_paper_leads_to_the_result(phone, attempt, press_hand_in):
    press_hand_in(phone, attempt)

    answer = phone.get(address("journey:attempt", attempt.pk))

    assert answer.url == address("journey:result", attempt.pk)


def test_a_second_press_leads_to_the_same_result(phone, attempt, there):
    first = phone.post(there, as_posted(right_answers()))
    second = phone.post(there, as_posted(right_answers()), follow=True)

    assert second.redirect_chain[0][0] == first.url
    assert "handed in before" not in second.text


@pytest.mark.parametrize("typed", [as_posted(right_answers()), {"q-x": "a"}, {"x": 1}])
def test_whatever_comes_after_the_first_hand_in_changes_nothing(
    phone, attempt, there, typed
):
    phone.post(there, as_posted(wrong_answers()))

    answer = phone.post(there, typed)

    attempt.refresh_from_db()
    assert answer.url == english("journey:result", attempt.pk)
    assert attempt.answers == wrong_answers()


def test_other_answers_later_get_a_sentence(phone, attempt, there):
    phone.post(there, as_posted(wrong_answers()))

    answer = phone.post(there, as_posted(right_answers()), follow=True)

    assert "handed in before, and the first ones count" in answer.text


@pytest.mark.parametrize("typed", TEXTS.values(), ids=TEXTS.keys())
def test_whatever_is_sent_as_an_answer_is_refused(phone, attempt, there, typed):
    first, _second = right_answers()

    answers = phone.post(there, as_posted({**right_answers(), first: typed}))
    help_ = phone.post(there, as_posted(right_answers(), helped_by=typed))

    assert (answers.status_code, help_.status_code) == (422, 422)
    assert not Attempt.objects.handed_in().exists()


@pytest.mark.parametrize(
    "name", ["lesson_mine", "lesson_fragment", "start_quiz", "mark_as_done"]
)
def test_a_lesson_that_is_none_is_not_found(phone, lessons, name):
    ask = phone.post if name in ("start_quiz", "mark_as_done") else phone.get
    lessons.first.unpublish()
    lessons.in_english("first").unpublish()

    for key in (uuid7(), lessons.first.translation_key, lessons.course.translation_key):
        assert ask(address(f"journey:{name}", key)).status_code == 404


@pytest.mark.parametrize("name", ["start_quiz", "mark_as_done"])
def test_a_link_begins_and_completes_nothing(phone, key, name):
    assert phone.get(address(f"journey:{name}", key)).status_code == 405


def test_forms_that_are_not_ours_do_nothing(resident, attempt, key):
    client = Client(enforce_csrf_checks=True)
    client.force_login(resident.user)

    answers = [
        client.post(address("journey:start_quiz", key)),
        client.post(address("journey:mark_as_done", key)),
        client.post(address("journey:attempt", attempt.pk), as_posted(right_answers())),
    ]

    assert [each.status_code for each in answers] == [403, 403, 403]
    attempt.refresh_from_db()
    assert attempt.handed_in_at is None


def test_somebody_signed_out_in_between_comes_back_to_the_same_paper(
    client, attempt, there, world
):
    sent_away = client.post(there, as_posted(right_answers()))

    signed_in = client.post(
        sent_away.url, {"code": world.owner.learner.code, "pin": world.owner.pin}
    )

    assert asked_to_sign_in(sent_away) == (english("accounts:sign_in"), there)
    assert signed_in.url == there
    assert client.get(there).status_code == 200
