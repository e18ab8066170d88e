"""Issues certificates in the transaction of the completion; draws them afterwards."""

from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from lms.accounts.models import User
from lms.certificates.documents import words_of
from lms.certificates.drawing import draw_pdf
from lms.certificates.models import Certificate, WhyWithdrawn
from lms.certificates.numbers import new_number
from lms.communes.services import address_of
from lms.jobs.services import enqueue
from lms.learners.models import Learner
from lms.lib.text import spelling
from lms.progress.models import CourseCompletion, ProgrammeCompletion

DRAW = "certificates.draw"
TRIES_FOR_A_NUMBER = 3


def issue_for_course(done: CourseCompletion, *, at: datetime) -> Certificate:
    """Return the new certificate of a course, its words frozen as of now."""
    course = done.course.in_language(done.learner.language)
    return _issue(done.learner, done, course.title, at=at, course_completion=done)


def issue_for_programme(done: ProgrammeCompletion, *, at: datetime) -> Certificate:
    """Return the new certificate of a programme, its words frozen as of now."""
    title = done.programme.title_in(done.learner.language)
    return _issue(done.learner, done, title, at=at, programme_completion=done)


def _issue(
    learner: Learner,
    done: CourseCompletion | ProgrammeCompletion,
    title: str,
    *,
    at: datetime,
    **completion: CourseCompletion | ProgrammeCompletion,
) -> Certificate:
    day = timezone.localdate(done.occurred_at)
    home = learner.hamlet_on(day)
    with override(learner.language):
        place = address_of(home.parent) if home else ""
    certificate = Certificate.objects.create(
        number=_free_number(),
        learner=learner,
        language=learner.language,
        holder_name=learner.full_name,
        title=title,
        place=place,
        completed_on=day,
        witness=done.witness,
        issued_at=at,
        **completion,
    )
    ask_for_sheet(certificate, at=at)
    return certificate


def _free_number() -> str:
    """Return a random number that no certificate has."""
    for _ in range(TRIES_FOR_A_NUMBER):
        number = new_number()
        if not Certificate.every.filter(number=number).exists():
            return number
    raise IntegrityError("Random certificate numbers were in use, again and again.")


@transaction.atomic
def ask_for_sheet(certificate: Certificate, *, at: datetime) -> None:
    """Have the sheet drawn beside the request, unless somebody has asked before."""
    key = str(certificate.pk)
    enqueue(DRAW, key, at=at, certificate_id=key)


def draw(certificate_id: str, *, at: datetime) -> None:
    """Draw the sheet if there is none; drawing it again gives the same bytes."""
    certificate = Certificate.objects.filter(pk=certificate_id).first()
    if certificate is None or certificate.sheet or not certificate.holder_name:
        return  # of one that was withdrawn no sheet is drawn
    content = ContentFile(draw_pdf(words_of(certificate)))
    with transaction.atomic():
        held = Certificate.objects.select_for_update()
        row = held.filter(pk=certificate_id).first()
        if row and not row.sheet and row.holder_name:
            row.drawn_at = at
            row.pdf.save(f"{row.number}.pdf", content, save=False)
            row.save(update_fields=["pdf", "drawn_at"])


@transaction.atomic
def forget_holder(learner: Learner) -> int:
    """Take the holder's name off all their certificates, and the sheets away.

    The numbers stay genuine. A seal is left by which whoever has the paper can have the
    name on it compared; return how many there are.
    """
    papers = Certificate.every.select_for_update().filter(learner=learner)
    named = list(papers.exclude(holder_name=""))
    for each in named:
        _drop_sheet(each)
        each.holder_seal = seal_of(each.number, each.holder_name)
        each.holder_name = ""
        each.save(update_fields=["holder_seal", "holder_name", "pdf", "drawn_at"])
    return len(named)


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
    _drop_sheet(held)
    held.save()
    return held


def _drop_sheet(certificate: Certificate) -> None:
    """Take the sheet off the disk, once this is certain; the caller saves."""
    if certificate.pdf:
        storage, name = certificate.pdf.storage, certificate.pdf.name
        transaction.on_commit(partial(storage.delete, name))
    certificate.pdf, certificate.drawn_at = "", None


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
