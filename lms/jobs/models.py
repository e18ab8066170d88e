"""The rows that are the truth about long work; a broker only carries their ids."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.lib.ids import uuid7


class JobQuerySet(models.QuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=Job.UNFINISHED)

    def free(self, at: datetime) -> Self:
        """Keep what may be taken up: waiting and due, or left by a dead worker."""
        due = models.Q(state=Job.State.WAITING, due_at__lte=at)
        left = models.Q(state=Job.State.RUNNING, lease_until__lte=at)
        return self.filter(due | left)

    def in_hand(self, at: datetime) -> Self:
        """Keep what some worker holds a lease on."""
        return self.filter(state=Job.State.RUNNING, lease_until__gt=at)


class Job(models.Model):
    """One piece of long work, from the wish to its end.

    Personal data: none; ``arguments`` hold the ids of rows, never what is in them.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    UNFINISHED = (State.WAITING, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING
    )
    wanted_again = models.BooleanField(default=False)  # asked for while it was running
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)  # when the broker was last told of it
    lease_until = models.DateTimeField(null=True)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)  # a sentence for people
    error = models.TextField(blank=True)  # for the operator
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="jobs_one_unfinished_a_key",
            ),
            models.CheckConstraint(
                condition=models.Q(state="running", lease_until__isnull=False)
                | ~models.Q(state="running") & models.Q(lease_until__isnull=True),
                name="jobs_leased_while_running",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"])
                & models.Q(finished_at=None)
                | ~models.Q(state__in=["waiting", "running"])
                & models.Q(finished_at__isnull=False),
                name="jobs_finished_has_a_moment",
            ),
        ]
        indexes = [
            # What the sweep looks for; a thousandth of the table, so it stays small.
            models.Index(
                fields=["state", "due_at"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="jobs_unfinished",
            ),
            models.Index(fields=["finished_at"], name="jobs_finished_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

    @property
    def progress_percent(self) -> int:
        if self.state == self.State.DONE:
            return 100
        return self.progress_done * 100 // max(self.progress_total, 1)


class WorkerBeatQuerySet(models.QuerySet):
    def alive(self, at: datetime) -> Self:
        """Keep the workers seen within the last minute, four beats long."""
        return self.filter(seen_at__gt=at - timedelta(minutes=1))


class WorkerBeat(models.Model):
    """When each worker last showed a sign of life; ``/readyz`` reads it.

    Personal data: none.
    """

    name = models.CharField(max_length=100, unique=True)
    seen_at = models.DateTimeField()

    objects = WorkerBeatQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name
