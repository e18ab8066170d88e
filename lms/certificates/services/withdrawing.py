"""Withdraws a certificate that was issued by a mistake."""

from datetime import datetime
from functools import partial

from django.db import transaction

from lms.accounts.models import User
from lms.certificates.models import Certificate, WhyWithdrawn


@transaction.atomic
def withdraw(
    certificate: Certificate, why: WhyWithdrawn, *, by: User, at: datetime
) -> Certificate:
    """Withdraw a certificate that was issued by a mistake; return it.

    It rests on no completion any more, so that this can be undone as well. Its number
    stays, and says so; its sheet goes.
    """
    held = Certificate.objects.select_for_update().get(pk=certificate.pk)
    held.course_completion = held.programme_completion = None
    held.withdrawn_at, held.withdrawn_why, held.withdrawn_by = at, why, by
    drop_sheet(held)
    held.save()
    return held


def drop_sheet(certificate: Certificate) -> None:
    """Take the sheet off the disk, once this is certain; the caller saves."""
    if certificate.pdf:
        storage, name = certificate.pdf.storage, certificate.pdf.name
        transaction.on_commit(partial(storage.delete, name))
    certificate.pdf, certificate.drawn_at = "", None
