"""Long work on certificates."""

from celery import shared_task
from django.utils import timezone

from lms.certificates import services
from lms.certificates.services import sheets
from lms.certificates.signing.errors import KeyProblem, StampProblem
from lms.jobs.handlers import job_handler
from lms.jobs.services import JobError, RunningJob


@job_handler(services.DRAW)
def draw(job: RunningJob, certificate_id: str) -> None:
    """Draw and sign one sheet; without a key it waits, and the list of jobs says so."""
    try:
        sheets.draw(certificate_id, at=timezone.now())
    except KeyProblem as problem:
        raise JobError(str(problem)) from problem


@job_handler(services.STAMP, tries=1)
def stamp(job: RunningJob, sheet_id: str) -> None:
    """Stamp one sheet; where the authority is away, the clock asks again."""
    try:
        sheets.stamp(sheet_id, at=timezone.now())
    except StampProblem as problem:
        raise JobError(str(problem)) from problem


@shared_task(name="certificates.ask_for_what_waits")
def ask_for_what_waits() -> None:
    services.ask_for_what_waits(at=timezone.now())
