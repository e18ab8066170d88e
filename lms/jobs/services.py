"""Asks for long work, and sees that it is done however often something dies.

The row is the truth. A message through the broker only says "look at this row": it
may be lost, late or doubled, and the work is still done, once to its end.
"""

import logging
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from time import monotonic
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from lms.jobs.handlers import Handler, handler_for
from lms.jobs.models import Job, JobQuerySet, WorkerBeat
from lms.jobs.sending import send

log = logging.getLogger(__name__)

RESEND_AFTER = timedelta(seconds=30)  # a message this old is taken for lost
RESEND_AT_MOST = 500  # a sweep, so that a long queue is not doubled
KEPT_FOR = timedelta(days=14)
FIRST_RETRY_SECONDS = 10
LAST_RETRY_SECONDS = 3600


class JobError(Exception):
    """Work that will never succeed; carries the sentence that a person reads."""


class LeaseLost(Exception):
    """Another worker has taken the job over; this one must stop."""


@transaction.atomic(savepoint=False)
def enqueue(kind: str, key: str, *, at: datetime, **arguments: object) -> Job:
    """Write down that work is wanted, in the caller's transaction; return the job.

    Where the same kind and key waits already, that job is returned. Where it is just
    running, it has perhaps read what the caller changed since: it will run once more.
    The row stays locked until the caller commits, so call this last.
    """
    fresh = Job(kind=kind, key=key, arguments=arguments)
    fresh.created_at = fresh.due_at = fresh.sent_at = at
    while (job := _unfinished(kind, key)) is None:
        # Two callers at once: the second waits here for the first, then adds nothing.
        Job.objects.bulk_create([fresh], ignore_conflicts=True)
    if job.pk == fresh.pk:
        transaction.on_commit(partial(_send, [job.pk]))
    elif job.state == Job.State.RUNNING:
        job.wanted_again = True
        job.arguments = arguments
        job.save(update_fields=["wanted_again", "arguments"])
    return job


def _unfinished(kind: str, key: str) -> Job | None:
    jobs = Job.objects.select_for_update().unfinished()
    return jobs.filter(kind=kind, key=key).first()


def _send(job_ids: Iterable[UUID]) -> None:
    """Tell the broker; where it does not listen, leave the rows to the sweep."""
    unsent = send(job_ids)
    if unsent:
        Job.objects.filter(pk__in=unsent).update(sent_at=None)


@dataclass
class RunningJob:
    """A job in a worker's hands. ``attempt`` tells it from a later taker's."""

    id: UUID
    kind: str
    key: str
    attempt: int
    lease: timedelta
    clock: Callable[[], datetime]
    written: float = 0.0  # monotonic seconds

    @property
    def row(self) -> JobQuerySet:
        """The row while it is still this worker's, else nothing."""
        running = Job.objects.filter(pk=self.id, state=Job.State.RUNNING)
        return running.filter(attempts=self.attempt)

    def progress(self, done: int, total: int, message: str = "") -> None:
        """Tell how far the work is, and keep the job for another lease.

        Cheap to call in a loop: it is written once a second and at the end.
        Raises: `LeaseLost` where another worker has taken the job.
        """
        if done < total and monotonic() - self.written < 1:
            return
        self.written = monotonic()
        kept = self.row.update(
            progress_done=done,
            progress_total=total,
            message=message,
            lease_until=self.clock() + self.lease,
        )
        if not kept:
            raise LeaseLost(f"{self.kind} {self.key}")


def run(job_id: UUID, *, clock: Callable[[], datetime]) -> None:
    """Do one job if it is free: take a lease, call its handler, write the outcome."""
    job = Job.objects.filter(pk=job_id).first()
    handler = job and handler_for(job.kind)
    if job and not handler:
        log.error("No handler for jobs of kind %s; is the worker older?", job.kind)
    mine = handler and _take(job, handler, clock)
    if not mine:
        return
    try:
        handler.work(mine, **job.arguments)
    except LeaseLost:
        log.warning("Another worker took over %s", job)
    except JobError as problem:
        _settle(mine, state=Job.State.FAILED, message=str(problem))
    except Exception:
        log.exception("Attempt %s at %s failed", mine.attempt, job)
        _try_later(mine, handler)
    else:
        _settle(mine, state=Job.State.DONE)


def _take(
    job: Job, handler: Handler, clock: Callable[[], datetime]
) -> RunningJob | None:
    """Return the job as this worker's own, or nothing where it is not to be had."""
    at = clock()
    taken = Job.objects.free(at).filter(pk=job.pk, attempts=job.attempts)
    if not taken.update(
        state=Job.State.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=at + handler.lease,
        started_at=at,
        wanted_again=False,
    ):
        return None
    job.refresh_from_db()
    mine = RunningJob(job.pk, job.kind, job.key, job.attempts, handler.lease, clock)
    if job.attempts > handler.tries:
        # Each earlier try ended with the worker's death, perhaps caused by the job.
        _settle(mine, state=Job.State.FAILED, error="The worker died each time.")
        return None
    return mine


def _settle(mine: RunningJob, **outcome: object) -> None:
    """Write the end of a job, or let it begin anew where it was wanted meanwhile."""
    at = mine.clock()
    settled = mine.row.filter(wanted_again=False)
    if settled.update(finished_at=at, lease_until=None, **outcome):
        return
    if _wait(mine, sent_at=at, due_at=at, attempts=0):
        _send([mine.id])


def _try_later(mine: RunningJob, handler: Handler) -> None:
    """Let a failed job wait, longer each time; after the last try it has failed."""
    error = traceback.format_exc()[-4000:]
    if mine.attempt >= handler.tries:
        _settle(mine, state=Job.State.FAILED, error=error)
        return
    seconds = min(FIRST_RETRY_SECONDS * 4 ** (mine.attempt - 1), LAST_RETRY_SECONDS)
    due_at = mine.clock() + timedelta(seconds=seconds)
    _wait(mine, sent_at=None, due_at=due_at, error=error)


def _wait(mine: RunningJob, **fields: object) -> int:
    return mine.row.update(
        state=Job.State.WAITING,
        lease_until=None,
        wanted_again=False,
        progress_done=0,
        **fields,
    )


def sweep(*, at: datetime) -> int:
    """Send every free job whose message is missing or lost; return how many.

    Also forgets jobs that ended long ago.
    """
    lost = Q(sent_at=None) | Q(sent_at__lte=at - RESEND_AFTER)
    free = Job.objects.free(at).filter(lost).order_by("due_at")
    job_ids = list(free.values_list("pk", flat=True)[:RESEND_AT_MOST])
    Job.objects.filter(pk__in=job_ids).update(sent_at=at)
    _send(job_ids)
    Job.objects.filter(finished_at__lt=at - KEPT_FOR).delete()
    return len(job_ids)


def beat(name: str, *, at: datetime) -> None:
    """Write down that a worker is alive; forget those long silent."""
    WorkerBeat.objects.update_or_create(name=name, defaults={"seen_at": at})
    WorkerBeat.objects.filter(seen_at__lt=at - KEPT_FOR).delete()


@transaction.atomic
def try_failed_again(*, at: datetime) -> int:
    """Wish anew for everything that has failed; return how many jobs that are."""
    failed = list(Job.objects.filter(state=Job.State.FAILED).order_by("created_at"))
    for job in failed:
        job.delete()
        enqueue(job.kind, job.key, at=at, **job.arguments)
    return len(failed)
