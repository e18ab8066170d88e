"""Issues certificates, in the transaction of the completion."""

from datetime import datetime

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import override

from lms.certificates.models import Certificate
from lms.certificates.numbers import new_number
from lms.certificates.services.asking import ask_for_sheet
from lms.communes.services import address_of
from lms.learners.models import Learner
from lms.progress.models import CourseCompletion, ProgrammeCompletion

TRIES_FOR_A_NUMBER = 3


def issue_for_course(done: CourseCompletion, *, at: datetime) -> Certificate:
    """Return the new certificate of a course, its words frozen as of now."""
    course = done.course.in_language(done.learner.language)
    return _issue(done.learner, done, course.title, at=at, course_completion=done)


def issue_for_programme(done: ProgrammeCompletion, *, at: datetime) -> Certificate:
    """Return the new certificate of a programme, its words frozen as of now."""
    title = done.programme.title_in(done.learner.language)
    return _issue(done.learner, done, title, at=at, programme_completion=done)


def _issue(
    learner: Learner,
    done: CourseCompletion | ProgrammeCompletion,
    title: str,
    *,
    at: datetime,
    **completion: CourseCompletion | ProgrammeCompletion,
) -> Certificate:
    day = timezone.localdate(done.occurred_at)
    home = learner.hamlet_on(day)
    with override(learner.language):
        place = address_of(home.parent) if home else ""
    certificate = Certificate.objects.create(
        number=_free_number(),
        learner=learner,
        language=learner.language,
        holder_name=learner.full_name,
        title=title,
        place=place,
        completed_on=day,
        witness=done.witness,
        issued_at=at,
        **completion,
    )
    ask_for_sheet(certificate, at=at)
    return certificate


def _free_number() -> str:
    """Return a random number that no certificate has."""
    for _ in range(TRIES_FOR_A_NUMBER):
        number = new_number()
        if not Certificate.every.filter(number=number).exists():
            return number
    raise IntegrityError("Random certificate numbers were in use, again and again.")
