"""Two phones, or two presses, at the same moment; over real commits."""

from contextlib import suppress
from functools import partial
from threading import Barrier, BrokenBarrierError

import pytest

from lms.certificates.models import Certificate
from lms.jobs.models import Job
from lms.journey import services
from lms.lib.facts import HowWitnessed
from lms.progress.models import CourseCompletion, Enrolment, LessonCompletion
from quizzes.models import Attempt
from tests.factories import right_answers
from tests.threads import at_once

ALONE = HowWitnessed()


@pytest.fixture
def lessons(committed_world):
    return committed_world.lessons


@pytest.fixture
def learner(committed_world):
    return committed_world.owner.learner


@pytest.fixture
def begun(lessons, learner, noon):
    """The open attempts at the last two lessons of a course."""
    return [
        services.start_quiz(learner, lesson, how=ALONE, at=noon)
        for lesson in (lessons.first, lessons.second)
    ]


@pytest.fixture
def in_step(monkeypatch):
    """Let two phones wait for each other between the lesson and the course.

    Where one of them cannot come so far, because the other holds the resident's row,
    the other goes on after half a second.
    """
    complete_lesson, meeting = services.complete_lesson, Barrier(2)

    def complete_and_wait(*args, **kwargs):
        done = complete_lesson(*args, **kwargs)
        with suppress(BrokenBarrierError):
            meeting.wait(0.5)
        return done

    monkeypatch.setattr(services, "complete_lesson", complete_and_wait)


def test_the_last_two_lessons_on_two_phones_make_one_certificate(begun, noon, in_step):
    at_once(
        *[
            partial(services.hand_in, each.pk, right_answers(), how=ALONE, at=noon)
            for each in begun
        ]
    )

    certificate = Certificate.objects.get()
    assert LessonCompletion.objects.count() == 2
    assert CourseCompletion.objects.get() == certificate.course_completion
    assert Job.objects.get().key == str(certificate.pk)


def test_one_paper_handed_in_four_times_at_once_is_handed_in_once(begun, noon):
    first, last = begun
    services.hand_in(first.pk, right_answers(), how=ALONE, at=noon)

    handed_in = partial(services.hand_in, last.pk, right_answers(), how=ALONE, at=noon)
    attempts = at_once(*[handed_in] * 4)

    assert {each.points_earned for each in attempts} == {2}
    assert Certificate.objects.count() == CourseCompletion.objects.count() == 1


def test_starting_four_times_at_once_begins_one_attempt(lessons, learner, noon):
    start = partial(services.start_quiz, learner, lessons.first, how=ALONE, at=noon)

    attempts = at_once(*[start] * 4)

    assert set(attempts) == {Attempt.objects.get()}
    assert Enrolment.objects.count() == 1
