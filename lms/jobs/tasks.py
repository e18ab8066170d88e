"""What the worker is told to do. Either task is harmless when run twice."""

from uuid import UUID

from celery import Task, shared_task
from celery.signals import worker_ready
from django.utils import timezone

from lms.jobs import services


@shared_task(name="jobs.run", bind=True)
def run(self: Task, job_id: str) -> None:
    services.run(UUID(job_id), clock=timezone.now)


@shared_task(name="jobs.sweep", bind=True)
def sweep(self: Task) -> None:
    services.beat(self.request.hostname, at=timezone.now())
    services.sweep(at=timezone.now())


@worker_ready.connect
def sweep_at_once(**about: object) -> None:
    """Take up, at a worker's start, what the one before it left."""
    sweep.delay()
