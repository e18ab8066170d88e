"""Counting, and lists of residents, beside the requests. Harmless when run twice."""

from datetime import date
from uuid import UUID

from celery import shared_task
from django.utils import timezone

from lms.communes.models import Unit
from lms.dashboards import editors, importing, services
from lms.dashboards.day_of_province import READ_DAY
from lms.dashboards.models import Period
from lms.dashboards.periods.counted import COUNT_REPORT
from lms.dashboards.rollups import REBUILD, RECOUNT
from lms.dashboards.services.names_files import MAKE
from lms.jobs.handlers import job_handler
from lms.jobs.services import RunningJob
from lms.learners.rosters.checking import check
from lms.learners.rosters.starting import APPLY, CHECK, UNDO


@shared_task(name="dashboards.bring_up_to_date")
def bring_up_to_date() -> None:
    services.bring_up_to_date(at=timezone.now())


@shared_task(name="dashboards.bring_editors_up_to_date")
def bring_editors_up_to_date() -> None:
    editors.bring_editors_up_to_date(at=timezone.now())


@shared_task(name="dashboards.forget_names_files")
def forget_names_files() -> None:
    services.forget_names_files(at=timezone.now())


@shared_task(name="dashboards.ask_for_counts_due")
def ask_for_counts_due() -> None:
    services.ask_for_counts_due(at=timezone.now())


@job_handler(RECOUNT)
def recount(job: RunningJob, commune_id: str) -> None:
    services.recount_commune(commune_id, at=timezone.now())


@job_handler(REBUILD)
def rebuild(job: RunningJob) -> None:
    services.rebuild(at=job.clock(), tell=job.progress)


@job_handler(READ_DAY)
def read_day(job: RunningJob, province_id: str, on: str) -> None:
    services.count_day(
        UUID(province_id),
        date.fromisoformat(on),
        at=timezone.now(),
        tell=job.progress,
    )


@job_handler(COUNT_REPORT)
def count_report(job: RunningJob, period_id: str, commune_id: str) -> None:
    services.count_report(
        Period.objects.select_related("province").get(pk=period_id),
        Unit.objects.with_address().get(pk=commune_id),
        at=timezone.now(),
        tell=job.progress,
    )


@job_handler(MAKE)
def make_names_file(job: RunningJob, file_id: str) -> None:
    services.make_names_file(file_id, at=timezone.now(), tell=job.progress)


@job_handler(CHECK)
def check_roster(job: RunningJob, roster_id: str) -> None:
    check(roster_id, at=timezone.now(), tell=job.progress)


@job_handler(APPLY)
def apply_roster(job: RunningJob, roster_id: str) -> None:
    importing.apply(roster_id, at=timezone.now(), tell=job.progress)


@job_handler(UNDO)
def undo_roster(job: RunningJob, roster_id: str) -> None:
    importing.undo(roster_id, at=timezone.now(), tell=job.progress)
