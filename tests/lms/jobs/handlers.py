"""Work for the tests of jobs; the worker under test imports it by name."""

import time

from django.contrib.auth.models import Group

from lms.jobs.handlers import job_handler
from lms.jobs.services import JobError, RunningJob


@job_handler("tests.note")
def note(job: RunningJob, text: str) -> None:
    """Leave a trace in the database, a second one where it runs twice."""
    Group.objects.create(name=f"{text} {Group.objects.count()}")


@job_handler("tests.slow")
def slow(job: RunningJob, seconds: float) -> None:
    """Take a while, once: a second run finds it half done and finishes at once."""
    if job.attempt == 1:
        job.progress(1, 2)
        time.sleep(seconds)
    Group.objects.get_or_create(name="slow work done")


@job_handler("tests.refuse")
def refuse(job: RunningJob) -> None:
    raise JobError("There is nothing to draw.")


@job_handler("tests.fail", tries=2)
def fail(job: RunningJob) -> None:
    raise OSError("disk full")
