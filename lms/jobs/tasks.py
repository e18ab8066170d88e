"""What the worker is told to do. Either task is harmless when run twice."""

import logging
import os
import signal
from typing import Any
from uuid import UUID

from celery import Task, shared_task
from celery.bootsteps import RUN
from celery.signals import beat_embedded_init, worker_ready
from django.utils import timezone

from lms.jobs import services
from lms.jobs.supervisor import end_with

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 2
_worker = os.getpid()  # read before it forks


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


@beat_embedded_init.connect
def end_with_the_worker(**about: object) -> None:
    """Let no beat go on that nobody listens to: it alone has let go of its input."""
    end_with(_worker)


@worker_ready.connect
def end_without_beat(sender: Any, **about: object) -> None:
    """Let the worker die of its beat's death, to be started anew, both of them.

    Celery does not notice: jobs would be done, and none swept, counted or published.
    Asked to end in peace it may wait for ever for others who were killed as well.
    """
    if sender.controller.beat:
        sender.timer.call_repeatedly(
            SECONDS_BETWEEN_LOOKS, _look_at, (sender.controller,)
        )


def _look_at(worker: Any) -> None:
    ends = worker.blueprint.state != RUN  # and has itself told the beat to
    if not ends and not worker.beat.is_alive():
        log.warning("The beat has ended, and the worker with it, to be started anew")
        os.kill(_worker, signal.SIGKILL)
