"""Has reports counted beside the requests, and keeps what was counted last."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lms.accounts.models import User
from lms.communes.models import Kind, Unit
from lms.dashboards.errors import NotYours
from lms.dashboards.models import Period, PeriodCount, PeriodReport
from lms.dashboards.periods.chain import Step, open_steps
from lms.dashboards.periods.composing import Tell, compose, tell_nobody
from lms.dashboards.periods.content import digest
from lms.dashboards.periods.counted import COUNT_REPORT, key_of
from lms.dashboards.periods.turns import inside
from lms.jobs.models import Job
from lms.jobs.services import enqueue

COUNTED_AFTER = timedelta(hours=20)  # by the clock: before a count is too old to use
LATE_AT_MOST = timedelta(days=60)  # then who is still late asks for it themselves


def ask_for_count(period: Period, unit: Unit, *, by: User, at: datetime) -> Job:
    """Return the job that counts a commune's report, for those inside.

    ``unit`` is the commune or one of its hamlets. Pressed often it is one job.
    Raises: `NotYours`.
    """
    if not inside(by, unit, on=timezone.localdate(at)):
        raise NotYours
    return _ask(period, unit.parent if unit.kind == Kind.HAMLET else unit, at=at)


def ask_for_counts_due(*, at: datetime) -> int:
    """Have those reports counted that communes still have to submit; return how many.

    So a page opened in the morning has figures on it, a day old at most.
    """
    today = timezone.localdate(at)
    periods = Period.objects.filter(last_on__lt=today, due_on__gt=today - LATE_AT_MOST)
    asked = 0
    for period in periods:
        for commune in period.communes.exclude(pk__in=_not_due(period, at=at)):
            _ask(period, commune, at=at)
            asked += 1
    return asked


def _not_due(period: Period, *, at: datetime) -> set[UUID]:
    """Return the communes that were just counted, or have submitted."""
    fresh = PeriodCount.objects.filter(counted_at__gt=at - COUNTED_AFTER)
    found = set(fresh.filter(period=period).values_list("commune", flat=True))
    reports = PeriodReport.objects.filter(period=period).defer("content")
    return found | {
        each.commune_id
        for each in reports.prefetch_related("steps")
        if Step.SUBMITTED not in open_steps(each.state)
    }


def _ask(period: Period, commune: Unit, *, at: datetime) -> Job:
    about = {"period_id": str(period.pk), "commune_id": str(commune.pk)}
    return enqueue(COUNT_REPORT, key_of(period, commune), at=at, **about)


def count_report(
    period: Period, commune: Unit, *, at: datetime, tell: Tell = tell_nobody
) -> PeriodCount:
    """Count a commune's report from the facts, keep it and return it.

    Counted twice at once, the one that began later stays.
    """
    content = compose(period, commune, tell=tell)
    counted = {"content": content, "sha256": digest(content), "counted_at": at}
    with transaction.atomic():
        kept, new = PeriodCount.objects.select_for_update().get_or_create(
            period=period, commune=commune, defaults=counted
        )
        if not new and kept.counted_at <= at:
            vars(kept).update(counted)
            kept.save(update_fields=[*counted])
    return kept
