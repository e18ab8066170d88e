"""Certificates: frozen at issue, drawn afterwards, never rewritten."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from lms.learners.models import Learner
from lms.lib.facts import Witness
from lms.lib.ids import uuid7
from lms.lib.storage import private_storage
from lms.progress.models import CourseCompletion, ProgrammeCompletion


class CertificateQuerySet(models.QuerySet):
    def of(self, user: object) -> Self:
        return self.filter(learner__user=user)

    def without_sheet(self) -> Self:
        """Keep those whose sheet was never drawn, the oldest first."""
        return self.filter(pdf="").exclude(holder_name="").order_by("issued_at")


class StandingManager(models.Manager.from_queryset(CertificateQuerySet)):
    """Those that count: withdrawn ones are found through ``every`` only."""

    def get_queryset(self) -> CertificateQuerySet:
        return super().get_queryset().filter(withdrawn_at=None)


class WhyWithdrawn(models.TextChoices):
    TAKEN_APART = (
        "taken_apart",
        _("What two people had learnt was taken for one person's by mistake."),
    )


class Certificate(models.Model):
    """A resident completed a course, or a programme, here; and no more than that.

    Names, titles and places are copied as of then. Personal data: the holder's name
    and commune, kept so that the certificate can be checked. Until: the resident is
    made anonymous; then ``holder_seal`` tells whether a name is the one on the paper,
    and nobody can read it. Issued by a mistake it is withdrawn: it rests on nothing
    then and counts nowhere, and whoever checks its number is told.
    Source: docs/adr/0008, docs/adr/0021.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(_("number"), max_length=16, unique=True)
    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="certificates"
    )
    course_completion = models.OneToOneField(
        CourseCompletion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificate",
    )
    programme_completion = models.OneToOneField(
        ProgrammeCompletion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="certificate",
    )
    language = models.CharField(max_length=8)
    holder_name = models.CharField(_("name"), max_length=80, blank=True)
    holder_seal = models.CharField(max_length=64, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=255)
    place = models.CharField(_("place"), max_length=200)
    completed_on = models.DateField(_("completed"))
    witness = models.CharField(_("how"), max_length=8, choices=Witness)
    issued_at = models.DateTimeField(_("issued"), db_index=True)
    pdf = models.FileField(
        storage=private_storage, upload_to="certificates/%Y/%m/", blank=True
    )
    drawn_at = models.DateTimeField(null=True, blank=True)

    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_why = models.CharField(
        max_length=12, choices=WhyWithdrawn, blank=True, default="", db_default=""
    )
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = StandingManager()
    every = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                name="certificates_certificate_for_one_thing",
                condition=Q(course_completion=None, programme_completion__isnull=False)
                | Q(course_completion__isnull=False, programme_completion=None)
                | Q(
                    course_completion=None,
                    programme_completion=None,
                    withdrawn_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="certificates_certificate_withdrawn_for_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_why="", withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_why=""),
            ),
        ]
        indexes = [
            # What waits to be drawn; none of many, most of the time.
            models.Index(
                fields=["issued_at"],
                condition=Q(pdf="") & ~Q(holder_name=""),
                name="certificates_without_sheet",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def sheet(self) -> FieldFile | None:
        """Return the drawn sheet, or None where it is not there yet or no longer."""
        drawn = self.pdf and self.pdf.storage.exists(self.pdf.name)
        return self.pdf if drawn else None

    @property
    def for_programme(self) -> bool:
        return self.programme_completion_id is not None


class SigningKey(models.Model):
    """A key that has signed sheets: its certificates, never the key itself.

    Kept for good: what it signed stays signed when another key has taken its place.
    Personal data: none; an organisation's.
    """

    fingerprint = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    subject = models.CharField(max_length=255)
    certificates = models.TextField()  # PEM, its own first
    for_tests = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    first_used_at = models.DateTimeField()

    class Meta:
        verbose_name = _("signing key")
        verbose_name_plural = _("signing keys")

    def __str__(self) -> str:
        return self.subject


class SignedSheet(models.Model):
    """The bytes of one file that was handed out, by their digest, and whose key.

    A certificate may have several: drawn again after a loss, or with a time stamp.
    Each stays genuine. Personal data: none; it goes with its certificate.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, related_name="signed_sheets"
    )
    key = models.ForeignKey(SigningKey, on_delete=models.PROTECT, related_name="sheets")
    sha256 = models.CharField(max_length=64, unique=True)
    signed_at = models.DateTimeField()
    stamped_at = models.DateTimeField(null=True)
    to_be_stamped = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("signed sheet")
        verbose_name_plural = _("signed sheets")
        indexes = [
            models.Index(
                fields=["signed_at"],
                condition=Q(to_be_stamped=True),
                name="certificates_to_be_stamped",
            )
        ]

    def __str__(self) -> str:
        return f"{self.certificate} {self.signed_at:%Y-%m-%d}"
