"""How the machine is, for the one person who looks after it."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from lms.jobs.models import Job
from lms.jobs.views import PARTS

SHOWN = 30
NAMES = {
    "database": _("Database"),
    "broker": _("Message broker"),
    "worker": _("Worker"),
}


@dataclass(frozen=True)
class Health:
    """Which parts answer, and which long work waits, runs or has failed."""

    parts: dict[str, bool]
    waiting: dict[str, int]  # by kind
    in_hand: list[Job]
    failed: list[Job]

    @property
    def well(self) -> bool:
        return all(self.parts.values()) and not self.failed


def health() -> Health:
    """Return how the machine is at this moment."""
    unfinished = Job.objects.unfinished()
    waiting = unfinished.filter(state=Job.State.WAITING).order_by("kind")
    failed = Job.objects.filter(state=Job.State.FAILED)
    return Health(
        parts={str(NAMES.get(name, name)): ask() for name, ask in PARTS.items()},
        waiting=dict(waiting.values_list("kind").annotate(Count("pk"))),
        in_hand=list(unfinished.filter(state=Job.State.RUNNING)[:SHOWN]),
        failed=list(failed.order_by("-finished_at")[:SHOWN]),
    )
