"""Asks for what the worker does: drawing and signing a sheet, having it stamped."""

from datetime import datetime

from django.db import transaction

from lms.certificates.models import Certificate, SignedSheet
from lms.certificates.signing import keys
from lms.certificates.signing.errors import KeyProblem
from lms.jobs.services import enqueue

DRAW, STAMP = "certificates.draw", "certificates.stamp"
AT_ONCE = 500  # a time; the rest the next


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
    undrawn = list(Certificate.objects.without_sheet()[:AT_ONCE])
    for certificate in undrawn:
        ask_for_sheet(certificate, at=at)
    unstamped = list(SignedSheet.objects.filter(to_be_stamped=True)[:AT_ONCE])
    for sheet in unstamped:
        ask_for_stamp(sheet, at=at)
    return len(undrawn) + len(unstamped)
