"""Lessons, then courses, then what was done again more independently."""

from collections.abc import Collection
from datetime import datetime
from functools import cache, partial

from django.db.models import Count, QuerySet

from courses.models import CoursePage, LessonPage
from lms.jobs.models import Job
from lms.jobs.services import enqueue
from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed
from lms.progress.models import (
    Completion,
    Confirmation,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
)
from lms.progress.reading import parts_done, standings
from lms.progress.rules import Of
from lms.progress.standing import is_more_independent, least_independent
from quizzes.models import Attempt

# A job: it certifies, so it is done above.
COMPLETE_COURSE = "journey.complete_course"


def enrol(learner: Learner, lesson: LessonPage, *, at: datetime) -> Enrolment:
    """Return the resident's enrolment in the lesson's course, made if it is new."""
    course = lesson.course
    known = learner.enrolments.filter(course_key=course.translation_key)
    return known.first() or learner.enrolments.create(
        course_key=course.translation_key, course=course, occurred_at=at, arrived_at=at
    )


def complete_lesson(
    learner: Learner,
    lesson: LessonPage,
    *,
    how: HowWitnessed,
    at: datetime,
    attempt: Attempt | None = None,
) -> LessonCompletion:
    """Return the lesson's completion: the first one stays, whatever comes later.

    Done again more independently, a further fact says so, and so it does of every
    course and programme that the lesson had held down. The caller holds the resident's
    row, so that nobody else completes it meanwhile.
    """
    enrol(learner, lesson, at=at)
    known = learner.lesson_completions.filter(lesson_key=lesson.translation_key)
    if completion := known.first():
        if confirm(completion, how, at=at, attempt=attempt):
            confirm_wholes(learner, at=at)
        return completion
    return learner.lesson_completions.create(
        lesson_key=lesson.translation_key,
        lesson=lesson,
        attempt=attempt,
        occurred_at=at,
        arrived_at=at,
        **how.as_fields(),
    )


def confirm(
    done: Completion, how: HowWitnessed, *, at: datetime, attempt: Attempt | None = None
) -> Confirmation | None:
    """Return the fact that something was done again more independently, or None."""
    if not is_more_independent(how, done.standing):
        return None
    return done.confirmations.create(
        learner=done.learner,
        attempt=attempt,
        occurred_at=at,
        arrived_at=at,
        **how.as_fields(),
    )


def confirm_wholes(learner: Learner, *, at: datetime) -> None:
    """Confirm the courses, then the programmes, all of whose parts stand higher now.

    A course stays as it is where lessons of it went back to another row of two that
    had been one person: with those that are left it is not done again.
    """
    lessons = standings(learner.lesson_completions.all(), "lesson_key")
    for course in learner.course_completions.prefetch_related("confirmations"):
        if lessons.keys() >= {*course.lesson_keys}:
            how = least_independent(lessons[key] for key in course.lesson_keys)
            confirm(course, how, at=at)
    confirm_programmes(learner, at=at)


def confirm_programmes(
    learner: Learner, *, at: datetime, of: Collection[str] = tuple(Of)
) -> None:
    """Confirm the programmes of these parts that stand higher now.

    By parts done again, or by further ones: of more than it takes the best count.
    """
    done = learner.programme_completions.select_related("version")
    parts = cache(partial(parts_done, learner))
    for programme in done.prefetch_related("confirmations"):
        rule = programme.version.rule
        if rule.of in of and (how := rule.how(parts(rule.of))):
            confirm(programme, how, at=at)


def complete_course(
    lesson_done: LessonCompletion, *, at: datetime
) -> CourseCompletion | None:
    """Return the course's completion if this lesson was the last one missing.

    A course whose lessons are all offline just now is completed by nobody.
    """
    learner, course = lesson_done.learner, lesson_done.lesson.course
    wanted = course.lesson_keys()
    done = learner.lesson_completions.filter(lesson_key__in=wanted)
    known = learner.course_completions.filter(course_key=course.translation_key)
    if not wanted or {each.lesson_key for each in done} < wanted or known.exists():
        return None
    return CourseCompletion.objects.create(
        learner=learner,
        course_key=course.translation_key,
        course=course,
        lesson_keys=sorted(str(key) for key in wanted),
        occurred_at=at,
        arrived_at=at,
        **least_independent(standings(done, "lesson_key").values()).as_fields(),
    )


def ask_for_course(course: CoursePage, *, at: datetime) -> Job:
    """Return the job that completes a course for those who have done what it takes now.

    Its last missing lesson may have been taken offline: nobody hands that in any more.
    """
    key = str(course.translation_key)
    return enqueue(COMPLETE_COURSE, key, at=at, course_key=key)


def waiting_for_course(course: CoursePage) -> QuerySet[Learner]:
    """Return who has done all lessons of a course, and has not completed it yet.

    Not those who took their agreement back.
    """
    wanted = course.lesson_keys()
    if not wanted:
        return Learner.objects.none()
    done = LessonCompletion.objects.filter(lesson_key__in=wanted).order_by()
    counted = done.values("learner").annotate(lessons=Count("pk"))
    ready = counted.filter(lessons=len(wanted)).values("learner")
    had = CourseCompletion.objects.filter(course_key=course.translation_key)
    waiting = Learner.objects.taking_part().filter(pk__in=ready)
    return waiting.exclude(pk__in=had.values("learner")).order_by("pk")
