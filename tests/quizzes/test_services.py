from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from lms.lib.facts import HelpedBy, HowWitnessed, Witness
from lms.lib.ids import uuid7
from quizzes.errors import (
    AlreadyHandedIn,
    NotHandedIn,
    NotYourAttempt,
    QuizError,
    QuizNotOpen,
)
from quizzes.models import Attempt
from quizzes.services import grade_attempt, review, start_attempt
from tests.quizzes.builders import answers_to, make_quiz, publish

HELPED = HowWitnessed(Witness.HELPED, helped_by=HelpedBy.FAMILY)


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def begin(resident, quiz, page, noon, **options):
    return start_attempt(resident, quiz, page, how=HowWitnessed(), at=noon, **options)


@pytest.fixture
def attempt(resident, quiz, page, noon):
    return begin(resident, quiz, page, noon)


def test_an_attempt_names_edition_and_seed_and_what_a_pass_takes(attempt, quiz, noon):
    assert attempt.edition == quiz.edition
    assert 0 <= attempt.seed < 2**31
    assert (attempt.points_possible, attempt.points_needed) == (4, 3)
    assert (attempt.occurred_at, attempt.handed_in_at) == (noon, None)
    assert (attempt.points_earned, attempt.passed) == (None, False)


def test_the_paper_can_be_drawn_again(attempt):
    again = Attempt.objects.get(pk=attempt.pk)

    assert again.paper == attempt.paper


def test_a_double_click_begins_one_attempt(resident, quiz, page, noon):
    first = begin(resident, quiz, page, noon)
    second = begin(resident, quiz, page, noon)

    assert first == second
    assert Attempt.objects.count() == 1


def test_the_same_id_twice_is_one_attempt(resident, quiz, page, noon):
    made_on_the_phone = uuid7()

    first = begin(resident, quiz, page, noon, attempt_id=made_on_the_phone, seed=5)
    grade_attempt(first, {}, at=noon)
    second = begin(resident, quiz, page, noon, attempt_id=made_on_the_phone, seed=6)

    assert (first.pk, second.pk) == (made_on_the_phone, made_on_the_phone)
    assert second.seed == 5
    assert Attempt.objects.count() == 1


def test_an_id_of_another_learner_is_refused(attempt, neighbour, quiz, page, noon):
    with pytest.raises(NotYourAttempt) as refused:
        begin(neighbour, quiz, page, noon, attempt_id=attempt.pk)

    assert "begin again" in refused.value.for_resident
    assert not neighbour.attempts.exists()


def test_an_id_of_another_page_is_refused(attempt, resident, quiz, page, noon):
    other = page.get_children().get()

    with pytest.raises(NotYourAttempt):
        begin(resident, quiz, other, noon, attempt_id=attempt.pk)


def test_two_neighbours_have_an_attempt_each(attempt, neighbour, quiz, page, noon):
    assert begin(neighbour, quiz, page, noon) != attempt


def test_one_quiz_serves_two_lessons(attempt, resident, quiz, page, noon):
    assert begin(resident, quiz, page.get_children().get(), noon) != attempt


def test_after_a_hand_in_the_next_attempt_is_a_new_one(
    attempt, resident, quiz, page, noon
):
    grade_attempt(attempt, {}, at=noon)

    assert begin(resident, quiz, page, noon) != attempt


def test_a_new_edition_begins_a_new_attempt_and_leaves_the_old_one_open(
    attempt, resident, quiz, page, noon
):
    quiz.title = "Câu hỏi mới"
    quiz = publish(quiz)

    fresh = begin(resident, quiz, page, noon)

    assert fresh.edition.number == 2
    assert grade_attempt(attempt, {}, at=noon).edition.number == 1


def test_a_quiz_that_is_not_published_cannot_be_begun(resident, page, noon):
    with pytest.raises(QuizNotOpen) as refused:
        begin(resident, make_quiz(), page, noon)

    assert "come back later" in refused.value.for_resident


def test_an_unpublished_quiz_takes_what_was_begun_before(
    attempt, resident, quiz, page, noon
):
    quiz.unpublish()

    with pytest.raises(QuizNotOpen):
        begin(resident, quiz, page, noon)
    answers = answers_to(attempt.edition.content)
    assert grade_attempt(attempt, answers, at=noon).passed


def test_right_answers_close_the_attempt_and_pass(attempt, noon):
    answers = answers_to(attempt.edition.content)

    handed_in = grade_attempt(attempt, answers, at=noon)

    kept = Attempt.objects.get(pk=attempt.pk)
    assert handed_in is attempt
    assert kept.passed
    assert (kept.points_earned, kept.handed_in_at) == (4, noon)
    assert kept.answers == answers


def test_wrong_answers_close_the_attempt_without_a_pass(attempt, noon):
    wrong = answers_to(attempt.edition.content, "wrong")

    assert not grade_attempt(attempt, wrong, at=noon).passed
    assert attempt.points_earned == 0


def test_three_of_four_reach_seventy_percent(attempt, noon):
    answers = answers_to(attempt.edition.content)
    answers.popitem()

    assert grade_attempt(attempt, answers, at=noon).passed


def test_what_is_no_answer_is_neither_kept_nor_paid(attempt, noon):
    first, *rest = answers_to(attempt.edition.content)
    sheet = {first: "\x00", "x" * 10_000: "a", **{key: {"a": []} for key in rest}}

    grade_attempt(attempt, sheet, at=noon)

    assert (attempt.answers, attempt.points_earned) == ({}, 0)


def test_the_same_answers_twice_are_one_hand_in(attempt, noon):
    answers = answers_to(attempt.edition.content)
    grade_attempt(attempt, answers, at=noon)

    again = Attempt.objects.get(pk=attempt.pk)
    grade_attempt(again, answers, at=noon.replace(hour=9), how=HELPED)

    assert (again.handed_in_at, again.how) == (noon, HowWitnessed())


def test_other_answers_later_are_refused_and_change_nothing(attempt, noon):
    content = attempt.edition.content
    grade_attempt(attempt, answers_to(content, "wrong"), at=noon)

    with pytest.raises(AlreadyHandedIn) as refused:
        grade_attempt(attempt, answers_to(content), at=noon)

    assert isinstance(refused.value, QuizError)
    assert "first ones count" in refused.value.for_resident
    assert Attempt.objects.get(pk=attempt.pk).points_earned == 0


def test_a_stale_copy_of_an_attempt_cannot_be_handed_in_again(attempt, noon):
    stale = Attempt.objects.get(pk=attempt.pk)
    content = attempt.edition.content
    grade_attempt(attempt, answers_to(content, "wrong"), at=noon)

    with pytest.raises(AlreadyHandedIn):
        grade_attempt(stale, answers_to(content), at=noon)


def test_who_helped_can_be_said_when_handing_in(attempt, noon):
    grade_attempt(attempt, {}, at=noon, how=HELPED)

    assert Attempt.objects.get(pk=attempt.pk).how == HELPED


def test_what_was_said_at_the_start_stays_where_nothing_else_is_said(
    resident, quiz, page, noon
):
    checked = HowWitnessed(Witness.CHECKED, witness_by_id=resident.user_id)
    attempt = start_attempt(resident, quiz, page, how=checked, at=noon)

    assert grade_attempt(attempt, {}, at=noon).how == checked


def test_the_database_refuses_a_second_open_attempt(attempt, noon):
    twin = Attempt.objects.get(pk=attempt.pk)
    twin.pk = uuid7()
    twin._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save()


def test_the_database_refuses_more_points_than_there_are(attempt):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.update(points_earned=5, handed_in_at=attempt.occurred_at)


def test_handing_in_costs_the_same_however_many_attempts_there_are(
    resident, quiz, page, noon
):
    def queries():
        attempt = begin(resident, quiz, page, noon)
        with CaptureQueriesContext(connection) as captured:
            grade_attempt(attempt, {}, at=noon)
        return len(captured)

    first = queries()

    assert [queries() for _ in range(5)] == [first] * 5
    assert first <= 5


def test_a_review_waits_for_the_hand_in(attempt, noon):
    with pytest.raises(NotHandedIn):
        review(attempt)

    grade_attempt(attempt, answers_to(attempt.edition.content), at=noon)

    assert [question.right for question in review(attempt)] == [True] * 4


def test_an_unknown_id_begins_an_attempt_with_that_id(resident, quiz, page, noon):
    wanted = UUID("01980000-0000-7000-8000-000000000001")

    assert begin(resident, quiz, page, noon, attempt_id=wanted).pk == wanted
