"""Writes what a resident has done. Each step hands on its record, or None to stop."""

from collections.abc import Iterable
from datetime import datetime

from courses.models import CoursePage, LessonPage
from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed, Witness, WitnessedFact
from lms.progress.models import (
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    Programme,
    ProgrammeCompletion,
)
from quizzes.models import Attempt


def enrol(learner: Learner, lesson: LessonPage, *, at: datetime) -> Enrolment:
    """Return the resident's enrolment in the lesson's course, made if it is new."""
    course = lesson.course
    enrolment, _ = Enrolment.objects.get_or_create(
        learner=learner,
        course_key=course.translation_key,
        defaults={"course": course, "occurred_at": at, "arrived_at": at},
    )
    return enrolment


def complete_lesson(
    learner: Learner,
    lesson: LessonPage,
    *,
    how: HowWitnessed,
    at: datetime,
    attempt: Attempt | None = None,
) -> LessonCompletion:
    """Return the lesson's completion: the first one stays, whatever comes later."""
    enrol(learner, lesson, at=at)
    completion, _ = LessonCompletion.objects.get_or_create(
        learner=learner,
        lesson_key=lesson.translation_key,
        defaults={
            "lesson": lesson,
            "attempt": attempt,
            "occurred_at": at,
            "arrived_at": at,
            **how.as_fields(),
        },
    )
    return completion


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
        **least_independent(done).as_fields(),
    )


def complete_programmes(
    course_done: CourseCompletion, *, at: datetime
) -> list[ProgrammeCompletion]:
    """Return the completions of every programme whose last missing course this was."""
    learner = course_done.learner
    done = {str(each.course_key): each for each in learner.course_completions.all()}
    had = learner.programme_completions.values("programme")
    candidates = Programme.objects.filter(active=True).exclude(pk__in=had)
    return [
        ProgrammeCompletion.objects.create(
            learner=learner,
            programme=programme,
            course_keys=programme.course_keys,
            occurred_at=at,
            arrived_at=at,
            **least_independent(done[key] for key in programme.course_keys).as_fields(),
        )
        for programme in candidates
        if programme.course_keys and set(programme.course_keys) <= done.keys()
    ]


def least_independent(parts: Iterable[WitnessedFact]) -> HowWitnessed:
    """Return how the whole was done: one helped part makes it helped.

    It is checked only where every part was; a mixture of alone and checked is alone.
    """
    parts = list(parts)
    for part in parts:
        if part.witness == Witness.HELPED:
            return part.how
    if parts and all(part.witness == Witness.CHECKED for part in parts):
        return parts[-1].how
    return HowWitnessed()


def save_programme(
    slug: str, *, title_vi: str, title_en: str, courses: Iterable[CoursePage]
) -> Programme:
    """Return the programme with these courses, made or brought up to date."""
    programme, _ = Programme.objects.update_or_create(
        slug=slug,
        defaults={
            "title_vi": title_vi,
            "title_en": title_en,
            "course_keys": sorted(str(course.translation_key) for course in courses),
        },
    )
    return programme
