"""Issues what is due and missing, whatever had gone wrong before."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from lms.certificates.services.issuing import issue_for_course, issue_for_programme
from lms.progress.models import CourseCompletion, ProgrammeCompletion

Clock = Callable[[], datetime]
Completion = CourseCompletion | ProgrammeCompletion

ISSUES = {CourseCompletion: issue_for_course, ProgrammeCompletion: issue_for_programme}


def without_certificate() -> list[QuerySet[Completion]]:
    """Return the completions of people with a name that nothing certifies."""
    return [
        kind.objects.filter(certificate=None).exclude(learner__full_name="")
        for kind in ISSUES
    ]


def issue_what_is_due(*, clock: Clock) -> int:
    """Certify what was completed and never certified; return how many.

    Each in a transaction of its own: broken off, it goes on where it stopped.
    """
    done = 0
    for completions in without_certificate():
        for key in list(completions.values_list("pk", flat=True)):
            done += _issue(completions, key, at=clock())
    return done


@transaction.atomic
def _issue(completions: QuerySet[Completion], key: object, *, at: datetime) -> bool:
    """Certify one completion, unless somebody else has by now."""
    rows = completions.model.objects.select_for_update(of=("self",))
    row = rows.select_related("learner").get(pk=key)
    if not completions.filter(pk=key).exists():
        return False
    ISSUES[completions.model](row, at=at)
    return True
