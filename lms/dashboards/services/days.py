"""Has a province counted as of a day, and keeps the result for a while."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from lms.communes.models import Unit
from lms.dashboards.day_of_province import READ_DAY, Tell, counted, key_of
from lms.dashboards.models import DayReading
from lms.jobs.models import Job
from lms.jobs.services import enqueue

KEPT_FOR = timedelta(days=30)


def ask_for_day(province: Unit, on: date, *, at: datetime) -> Job:
    """Return the job that counts a province as of a day."""
    about = {"province_id": str(province.pk), "on": on.isoformat()}
    return enqueue(READ_DAY, key_of(province, on), at=at, **about)


def count_day(province_id: UUID, on: date, *, at: datetime, tell: Tell) -> DayReading:
    """Return a province's figures of a day, counted from the facts and kept.

    Those that were kept long enough are thrown away.
    """
    province, today = Unit.objects.get(pk=province_id), timezone.localdate(at)
    readings, shared = counted(province, on=on, today=today, tell=tell)
    DayReading.objects.filter(counted_at__lt=at - KEPT_FOR).delete()
    kept, _new = DayReading.objects.update_or_create(
        unit=province,
        on=on,
        defaults={"readings": readings, "overlaps": shared, "counted_at": at},
    )
    return kept
