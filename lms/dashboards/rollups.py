"""Reads what the roll-ups say: a few queries, however many residents there are."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from lms.communes.models import Unit
from lms.dashboards.counting import (
    COUNTS_OF_COURSES,
    COUNTS_OF_PEOPLE,
    CourseTally,
    Tally,
)
from lms.dashboards.models import CountedUpTo, HamletCourseRollup, HamletRollup
from lms.jobs.models import Job

RECOUNT = "dashboards.recount"  # the kind of job that counts a commune again


def tallies_kept(hamlet_ids: Iterable[UUID]) -> dict[UUID, Tally]:
    """Return what the roll-ups say of these hamlets; one never counted is left out."""
    rows = HamletRollup.objects.filter(hamlet__in=list(hamlet_ids))
    kept = {
        hamlet: Tally(*numbers)
        for hamlet, *numbers in rows.values_list("hamlet", *COUNTS_OF_PEOPLE)
    }
    courses = HamletCourseRollup.objects.filter(hamlet__in=list(kept))
    for hamlet, key, *numbers in courses.values_list(
        "hamlet", "course_key", *COUNTS_OF_COURSES
    ):
        kept[hamlet].courses[key] = CourseTally(*numbers)
    return kept


def counted_at(hamlet_ids: Iterable[UUID]) -> datetime | None:
    """Return the moment up to which everything that had arrived is counted.

    A hamlet in which nothing happens is not counted again, and is up to date.
    """
    rows = HamletRollup.objects.filter(hamlet__in=list(hamlet_ids))
    oldest = rows.aggregate(oldest=Min("counted_at"))["oldest"]
    marks = CountedUpTo.objects.values_list("moment", flat=True)
    moments = [each for each in (oldest, marks.first()) if each]
    return max(moments, default=None)


def recount_under_way(commune: Unit) -> Job | None:
    """Return the job that counts a commune again, while it waits or runs."""
    return Job.objects.unfinished().filter(kind=RECOUNT, key=str(commune.pk)).first()
