"""Asks for what the worker does: drawing and signing a sheet, having it stamped."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from lms.certificates.models import Certificate, SignedSheet
from lms.certificates.signing import keys
from lms.certificates.signing.errors import KeyProblem
from lms.jobs.models import Job
from lms.jobs.services import enqueue

DRAW, STAMP = "certificates.draw", "certificates.stamp"
AT_ONCE = 500  # a time; the rest the next
PATIENCE = timedelta(hours=1)  # after work failed that nobody expected to fail
STAMPS_AWAY = "certificates-stamps-away"
AWAY_FOR = 240  # seconds; less than the five minutes between two looks


@transaction.atomic
def ask_for_sheet(certificate: Certificate, *, at: datetime) -> None:
    """Have the sheet drawn beside the request, unless somebody has asked before."""
    key = str(certificate.pk)
    enqueue(DRAW, key, at=at, certificate_id=key)


@transaction.atomic
def ask_for_stamp(sheet: SignedSheet, *, at: datetime) -> None:
    """Have a signed sheet stamped, unless somebody has asked before."""
    enqueue(STAMP, str(sheet.pk), at=at, sheet_id=str(sheet.pk))


def why_sheets_wait(*, at: datetime) -> str:
    """Return what keeps sheets from being signed, for the operator; or nothing."""
    try:
        keys.current(at=at)
    except KeyProblem as problem:
        return str(problem)
    return ""


def ask_for_what_waits(*, at: datetime) -> int:
    """Ask for the sheets and stamps that had to wait; return for how many.

    Sheets wait for a key that signs, stamps for an authority that was away. Nobody
    has to remember them: this is asked every few minutes.
    """
    if why_sheets_wait(at=at):
        return 0
    undrawn = Certificate.objects.without_sheet().exclude(pk__in=_failing(DRAW, at))
    sheets = list(undrawn[:AT_ONCE])
    for certificate in sheets:
        ask_for_sheet(certificate, at=at)
    return len(sheets) + _ask_for_stamps(at=at)


def _ask_for_stamps(*, at: datetime) -> int:
    if cache.get(STAMPS_AWAY):
        return 0
    waiting = SignedSheet.objects.filter(to_be_stamped=True)
    unstamped = list(waiting.exclude(pk__in=_failing(STAMP, at))[:AT_ONCE])
    for sheet in unstamped:
        ask_for_stamp(sheet, at=at)
    return len(unstamped)


def _failing(kind: str, at: datetime) -> list[str]:
    """Return the keys of what failed lately for no reason that passes by itself."""
    failed = Job.objects.filter(kind=kind, state=Job.State.FAILED)
    lately = failed.filter(finished_at__gt=at - PATIENCE).exclude(error="")
    return list(lately.values_list("key", flat=True))
