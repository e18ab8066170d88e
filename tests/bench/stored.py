"""A province's years of learning, stored: attempts, completions, roll-ups."""

from datetime import datetime

from django.db import connection

from courses.models import LessonPage
from lms.demo.answers import right_answers
from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed
from lms.progress.models import Enrolment, LessonCompletion
from quizzes.models import Attempt
from tests.bench.people import AT_ONCE

ALONE = HowWitnessed().as_fields()


def store_attempts(
    learners: list[Learner], lessons: list[LessonPage], *, at: datetime
) -> int:
    """Let every learner have passed every lesson, as the services would write it."""
    moments = {"occurred_at": at, "arrived_at": at}
    courses = {lesson.course.pk: lesson.course for lesson in lessons}.values()
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                learner=learner,
                course=course,
                course_key=course.translation_key,
                **moments,
            )
            for learner in learners
            for course in courses
        ),
        AT_ONCE,
    )
    attempts: list[Attempt] = []
    completions: list[LessonCompletion] = []
    for lesson in lessons:
        passed = _passed(lesson) | moments | ALONE | {"handed_in_at": at}
        done = {"lesson": lesson, "lesson_key": lesson.translation_key}
        for learner in learners:
            attempt = Attempt(learner=learner, **passed)
            attempts.append(attempt)
            completions.append(
                LessonCompletion(
                    learner=learner, attempt=attempt, **done, **moments, **ALONE
                )
            )
    Attempt.objects.bulk_create(attempts, AT_ONCE)
    LessonCompletion.objects.bulk_create(completions, AT_ONCE)
    return len(attempts)


def _passed(lesson: LessonPage) -> dict[str, object]:
    """Return the columns of an attempt with every answer right."""
    edition = lesson.quiz.edition
    points = len(edition.content["questions"])
    return {
        "page_id": lesson.pk,
        "edition": edition,
        "seed": 1,
        "answers": right_answers(edition),
        "points_earned": points,
        "points_possible": points,
        "points_needed": points,
    }


def settle() -> None:
    """Let PostgreSQL tidy up now, not while something is measured."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("VACUUM ANALYZE")
