"""Takes a holder's name off for good, and still tells whether one is on a paper."""

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from lms.certificates.models import Certificate
from lms.certificates.services.withdrawing import drop_sheet
from lms.learners.models import Learner
from lms.lib.text import spelling


@transaction.atomic
def forget_holder(learner: Learner) -> int:
    """Take the holder's name off all their certificates, and the sheets away.

    The numbers stay genuine. A seal is left by which whoever has the paper can have the
    name on it compared; return how many there are.
    """
    papers = Certificate.every.select_for_update().filter(learner=learner)
    named = list(papers.exclude(holder_name=""))
    for each in named:
        drop_sheet(each)
        each.holder_seal = seal_of(each.number, each.holder_name)
        each.holder_name = ""
        each.save(update_fields=["holder_seal", "holder_name", "pdf", "drawn_at"])
    return len(named)


def seal_of(number: str, name: str) -> str:
    """Return the seal of a name on a certificate: none can be read, each compared."""
    said = f"{number} {spelling(name)}"
    return salted_hmac("certificates.holder", said, algorithm="sha256").hexdigest()


def is_holder(certificate: Certificate, name: str) -> bool:
    """Return whether a certificate without a name was issued to this one."""
    seal = seal_of(certificate.number, name)
    return bool(certificate.holder_seal) and constant_time_compare(
        seal, certificate.holder_seal
    )
