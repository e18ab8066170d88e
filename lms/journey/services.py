"""What happens after a pass: the one path through the apps, in one transaction."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.models import CoursePage, LessonPage
from lms.certificates.services import issue_for_course, issue_for_programme
from lms.journey.errors import AgreementTakenBack, LessonHasNoQuiz, LessonHasQuiz
from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed
from lms.progress.models import LessonCompletion, Programme
from lms.progress.rules import Of
from lms.progress.services import (
    complete_course,
    complete_lesson,
    complete_programmes,
    enrol,
    waiting_for,
    waiting_for_course,
)
from quizzes.models import Attempt
from quizzes.services import grade_attempt, start_attempt

Clock = Callable[[], datetime]
Tell = Callable[[int, int], None]

AT_ONCE = 50  # residents; on SQLite nobody else can write meanwhile


@transaction.atomic
def start_quiz(
    learner: Learner, lesson: LessonPage, *, how: HowWitnessed, at: datetime
) -> Attempt:
    """Return the resident's open attempt at the lesson's quiz, begun if there is none.

    Raises: `LessonHasNoQuiz` where the lesson asks nothing; `QuizError`.
    """
    if lesson.quiz is None:
        raise LessonHasNoQuiz
    locked(learner)
    enrol(learner, lesson, at=at)
    return start_attempt(learner, lesson.quiz, lesson, how=how, at=at)


@transaction.atomic
def hand_in(
    attempt_id: UUID, answers: dict[str, Any], *, how: HowWitnessed, at: datetime
) -> Attempt:
    """Return the attempt, marked, with all that follows from a pass.

    Raises: `AlreadyHandedIn` where other answers came before.
    """
    attempt = _locked_with_learner(attempt_id)
    learner = attempt.learner
    attempt = grade_attempt(attempt, answers, how=how, at=at)
    if attempt.passed:
        lesson = LessonPage.objects.get(pk=attempt.page_id)
        finish(learner, lesson, how=attempt.how, at=at, attempt=attempt)
    return attempt


def _locked_with_learner(attempt_id: UUID) -> Attempt:
    """Return the attempt, its resident's row held. Raises: `AgreementTakenBack`."""
    rows = Attempt.objects.select_related("learner").select_for_update(of=("learner",))
    of_them = rows.filter(learner__in=Learner.objects.taking_part())
    if attempt := of_them.filter(pk=attempt_id).first():
        return attempt
    raise AgreementTakenBack


@transaction.atomic
def mark_as_done(
    learner: Learner, lesson: LessonPage, *, how: HowWitnessed, at: datetime
) -> LessonCompletion:
    """Return the completion of a lesson without a quiz: the resident says it is done.

    Raises: `LessonHasQuiz` where the questions have to be answered instead.
    """
    if lesson.quiz is not None:
        raise LessonHasQuiz
    locked(learner)
    return finish(learner, lesson, how=how, at=at)


def finish(
    learner: Learner,
    lesson: LessonPage,
    *,
    how: HowWitnessed,
    at: datetime,
    attempt: Attempt | None = None,
) -> LessonCompletion:
    """Complete the lesson, then what it was the last part of, then certify that."""
    lesson_done = complete_lesson(learner, lesson, how=how, at=at, attempt=attempt)
    _finish_wholes(lesson_done, at=at)
    return lesson_done


def _finish_wholes(lesson_done: LessonCompletion, *, at: datetime) -> None:
    course_done = complete_course(lesson_done, at=at)
    parts = {Of.SKILLS} if lesson_done.lesson.core_skill else set()
    if course_done:
        issue_for_course(course_done, at=at)
        parts.add(Of.COURSES)
    if parts:
        finish_programmes(lesson_done.learner, at=at, of=parts)


def finish_programmes(learner: Learner, **when: Any) -> None:
    """Complete the programmes whose rule a resident meets by now, and certify them."""
    for programme_done in complete_programmes(learner, **when):
        issue_for_programme(programme_done, at=when["at"])


def certify_programme(programme_id: UUID, *, clock: Clock, tell: Tell) -> int:
    """Complete and certify a programme for who meets its rule; return how many.

    As `_in_batches` does it.
    """
    programme = Programme.objects.filter(pk=programme_id).first()
    today = timezone.localdate(clock())
    waiting = waiting_for(programme, on=today) if programme else Learner.objects.none()
    return _in_batches(waiting, _certify, clock=clock, tell=tell)


def certify_course(course_key: UUID, *, clock: Clock, tell: Tell) -> int:
    """Complete and certify a course for who has done its lessons; return how many.

    As `_in_batches` does it.
    """
    course = CoursePage.objects.filter(translation_key=course_key).first()
    if course is None:
        return 0
    work = partial(_certify_course, course.lesson_keys())
    return _in_batches(waiting_for_course(course), work, clock=clock, tell=tell)


def _in_batches(
    waiting: QuerySet[Learner],
    work: Callable[..., None],
    *,
    clock: Clock,
    tell: Tell,
) -> int:
    """Do this for all who wait, in batches, each whole or not at all; return how many.

    Whoever has it is passed over, so work that broke off goes on where it stopped, and
    a second run finds nobody. Each batch has a moment of its own by the ``clock``: what
    arrived long ago is not counted any more. ``tell`` is told how many are done, and of
    how many.
    """
    done, total, batch = 0, waiting.count(), list(waiting[:AT_ONCE])
    while batch:
        work(batch, at=clock())
        done += len(batch)
        tell(done, max(done, total))
        batch = list(waiting.filter(pk__gt=batch[-1].pk)[:AT_ONCE])
    return done


@transaction.atomic
def _certify_course(
    lesson_keys: set[UUID], learners: list[Learner], *, at: datetime
) -> None:
    for each in learners:
        done = locked(each).lesson_completions.filter(lesson_key__in=lesson_keys)
        _finish_wholes(done.latest("occurred_at"), at=at)


@transaction.atomic
def _certify(learners: list[Learner], *, at: datetime) -> None:
    for each in learners:
        finish_programmes(locked(each), at=at)


def locked(learner: Learner) -> Learner:
    """Return the resident's row, held until the end of the transaction.

    Two phones may hand in the last two lessons of a course at once; without the lock
    each would see the other lesson missing, and nobody would get the certificate.

    Raises: `AgreementTakenBack` where nothing new may be kept about the resident.
    """
    held = Learner.objects.select_for_update(of=("self",)).taking_part()
    if row := held.filter(pk=learner.pk).first():
        return row
    raise AgreementTakenBack
