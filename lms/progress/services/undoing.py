"""Undoes completions that were nobody's: two rows were taken for one person."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from lms.learners.models import Learner
from lms.progress.models import CourseCompletion, ProgrammeCompletion
from lms.progress.reading import parts_done


def wholes_not_done(
    learner: Learner, *, since: datetime
) -> Iterator[CourseCompletion | ProgrammeCompletion]:
    """Give the courses, then the programmes, whose parts a resident has not all done.

    Of those completed since a moment. Whoever undoes a course before asking for the
    next has programmes judged without it.
    """
    recent = {"arrived_at__gte": since}
    lessons = {str(each.lesson_key) for each in learner.lesson_completions.all()}
    for course in list(learner.course_completions.filter(**recent)):
        if not lessons >= {*course.lesson_keys}:
            yield course
    programmes = learner.programme_completions.filter(**recent)
    for programme in list(programmes.select_related("version")):
        rule = programme.version.rule
        if rule.how(parts_done(learner, rule.of)) is None:
            yield programme


@transaction.atomic
def undo_completion(done: CourseCompletion | ProgrammeCompletion) -> None:
    """Take a completion away that nobody did, with what confirmed it.

    It followed from facts of two people, and is none itself; those facts stay. A
    certificate that rests on it has to be withdrawn before.
    """
    done.confirmations.all().delete()
    done.delete()
