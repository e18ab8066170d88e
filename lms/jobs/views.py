"""Says whether this server lives, and whether what it needs answers."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.jobs.health import remarks
from lms.jobs.models import Job, WorkerBeat
from lms.jobs.sending import broker_answers

log = logging.getLogger(__name__)


@require_safe
@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    """Answer that the web server itself lives; asks nothing else."""
    return JsonResponse({"web": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 when the database, the broker and a worker do, else 503 and which.

    What else an operator should see stands beside it, and takes nobody off the net.
    """
    parts = {name: "ok" if answers() else "down" for name, answers in PARTS.items()}
    everything = set(parts.values()) == {"ok"}
    return JsonResponse({**parts, **remarks()}, status=200 if everything else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as problem:
        log.warning("The database does not answer: %s", problem)
        return False
    return True


def _worker_answers() -> bool:
    try:
        at = timezone.now()
        # A worker busy with one long job does not get to beat.
        return WorkerBeat.objects.alive(at).exists() or Job.objects.in_hand(at).exists()
    except DatabaseError:
        return False


PARTS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "broker": broker_answers,
    "worker": _worker_answers,
}
