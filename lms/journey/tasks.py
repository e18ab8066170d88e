"""Long work on what residents have done."""

from uuid import UUID

from lms.jobs.handlers import job_handler
from lms.jobs.services import RunningJob
from lms.journey import services
from lms.progress.services import COMPLETE, COMPLETE_COURSE


@job_handler(COMPLETE)
def complete_programme(job: RunningJob, programme_id: str) -> None:
    wanted = UUID(programme_id)
    services.certify_programme(wanted, clock=job.clock, tell=job.progress)


@job_handler(COMPLETE_COURSE)
def complete_course(job: RunningJob, course_key: str) -> None:
    wanted = UUID(course_key)
    services.certify_course(wanted, clock=job.clock, tell=job.progress)
