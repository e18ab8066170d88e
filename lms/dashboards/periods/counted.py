"""A report as the worker counted it: what is kept, how old it is, how far a new one."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from lms.communes.models import Unit
from lms.dashboards.models import Period, PeriodCount
from lms.jobs.models import Job

COUNT_REPORT = "dashboards.count_report"  # the kind of job
FRESH_FOR = timedelta(days=1)  # nobody stands by figures that are older


def kept_count(period: Period, commune: Unit) -> PeriodCount | None:
    counts = PeriodCount.objects.filter(period=period, commune=commune)
    return counts.select_related("period").first()


def is_settled(count: PeriodCount, *, at: datetime) -> bool:
    """Return whether one may stand by it: fresh, and counted when all was over."""
    over = count.period.over_on(timezone.localdate(count.counted_at))
    return over and count.counted_at > at - FRESH_FOR


def key_of(period: Period, commune: Unit) -> str:
    return f"{period.pk} {commune.pk}"


def last_job(period: Period, commune: Unit) -> Job | None:
    """Return the job that counts it, else the one that did so last."""
    jobs = Job.objects.filter(kind=COUNT_REPORT, key=key_of(period, commune))
    return jobs.order_by(F("finished_at").asc(nulls_last=True), "pk").last()
