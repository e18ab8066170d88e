"""The register of what can be done as a job: one function for one kind."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.module_loading import autodiscover_modules

from lms.lib.registers import Register

Work = Callable[..., None]


@dataclass(frozen=True)
class Handler:
    """How one kind of job is done: ``work(job, **arguments)``, safe to run twice."""

    work: Work
    lease: timedelta
    tries: int


_handlers: Register[Handler] = Register()


def job_handler(
    kind: str, *, lease: timedelta = timedelta(minutes=2), tries: int = 5
) -> Callable[[Work], Work]:
    """Register the function below as the work of one kind of job.

    It is called with the running job and the arguments given to ``enqueue``. It may
    be called twice for one job: a worker can die after the work and before saying so.
    Work that can take longer than ``lease`` calls ``job.progress(done, total)``.
    """

    def register(work: Work) -> Work:
        _handlers.add(kind)(Handler(work, lease, tries))
        return work

    return register


def handler_for(kind: str) -> Handler | None:
    """Return the handler, looking into every app's tasks.py when it is not known."""
    if kind not in _handlers:
        autodiscover_modules("tasks")
    return _handlers.get(kind)
