"""Reads what the roll-ups say: a few queries, however many residents there are."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lms.communes.models import Unit
from lms.dashboards.breakdowns import Breakdowns
from lms.dashboards.models import CountedUpTo, Rollup
from lms.jobs.models import Job

RECOUNT = "dashboards.recount"  # the kind of job that counts a commune again
REBUILD = "dashboards.rebuild"  # the one that counts all of them


def rollups_of(unit_ids: Iterable[UUID], *, whole: bool = False) -> dict[UUID, Rollup]:
    """Return the roll-ups of these units; with their breakdowns where ``whole``."""
    kept = Rollup.objects.filter(unit__in=list(unit_ids))
    read = kept if whole else kept.defer("breakdowns")
    return {each.unit_id: each for each in read}


def counted_at(rollups: Iterable[Rollup]) -> datetime | None:
    """Return the moment up to which everything that had arrived is counted.

    A hamlet in which nothing happens is not counted again, and is up to date.
    """
    marks = CountedUpTo.objects.values_list("moment", flat=True)
    oldest = min((each.counted_at for each in rollups), default=None)
    moments = [each for each in (oldest, marks.first()) if each]
    return max(moments, default=None)


def recount_under_way(commune: Unit) -> Job | None:
    """Return the job that counts a commune again, while it waits or runs."""
    return Job.objects.unfinished().filter(kind=RECOUNT, key=str(commune.pk)).first()


def breakdowns_of(unit_ids: Iterable[UUID]) -> dict[UUID, Breakdowns]:
    """Return how the people of these units are taken apart, as the roll-ups keep it."""
    kept = Rollup.objects.filter(unit__in=list(unit_ids))
    return dict(kept.values_list("unit", "breakdowns"))
