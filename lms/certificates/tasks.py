"""Long work on certificates."""

from django.utils import timezone

from lms.certificates import services
from lms.jobs.handlers import job_handler
from lms.jobs.services import RunningJob


@job_handler(services.DRAW)
def draw(job: RunningJob, certificate_id: str) -> None:
    services.draw(certificate_id, at=timezone.now())
