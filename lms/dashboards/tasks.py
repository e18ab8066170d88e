"""Counting, beside the requests. Either is harmless when run twice."""

from datetime import date
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from lms.dashboards import services
from lms.dashboards.day_of_province import READ_DAY
from lms.dashboards.rollups import RECOUNT
from lms.jobs.handlers import job_handler
from lms.jobs.services import RunningJob


@shared_task(name="dashboards.bring_up_to_date")
def bring_up_to_date() -> None:
    services.bring_up_to_date(at=timezone.now())


@job_handler(RECOUNT)
def recount(job: RunningJob, commune_id: str) -> None:
    services.recount_commune(commune_id, at=timezone.now())


@job_handler(READ_DAY)
def read_day(job: RunningJob, province_id: str, on: str) -> None:
    services.count_day(
        UUID(province_id),
        date.fromisoformat(on),
        at=timezone.now(),
        tell=job.progress,
    )
