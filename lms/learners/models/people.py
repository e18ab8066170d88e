"""A resident's row: who they are, where they live over time, what they agreed to."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.lib.facts import Fact
from lms.lib.ids import uuid7
from lms.lib.text import SORT_KEY_LENGTH


class RegisteredHow(models.TextChoices):
    SELF = "self", _("By themselves")
    HELPER = "helper", _("By a helper")
    LISTED = "listed", _("On the commune's list, not registered yet")


class Sex(models.TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")


class LearnerQuerySet(models.QuerySet):
    def of(self, user: object) -> Self:
        return self.filter(user=user)

    def living_in(self, units: models.QuerySet, *, on: date) -> Self:
        """Return those whose hamlet on that day is one of ``units``."""
        there = Residence.objects.on(on).filter(hamlet__in=units)
        return self.filter(pk__in=there.values("learner"))

    def with_home(self, *, on: date) -> Self:
        """Return them with ``home_id``, the id of their hamlet that day."""
        stays = Residence.objects.on(on).filter(learner=models.OuterRef("pk"))
        newest = stays.order_by("-from_on").values("hamlet")[:1]
        return self.annotate(home_id=models.Subquery(newest))

    def taking_part(self) -> Self:
        """Return those who have not taken their agreement back."""
        return self.filter(user__is_active=True)

    def registered(self) -> Self:
        """Return those who have agreed; who only stands on a list has not."""
        return self.exclude(registered_how=RegisteredHow.LISTED)

    def by_given_name(self) -> Self:
        return self.order_by("name_sort", "birth_year", "code")


class Learner(models.Model):
    """A resident who learns.

    Personal data: full name, birth year, an optional phone (often shared, so it
    identifies nobody), hamlet, and where the commune's list gives them sex and head
    of household. Why: to greet, to certify, to count a commune's adults once each and
    to tell two of one name apart. Until: phone and household go when the agreement is
    taken back, and the name is shown no more; some months later all that tells who it
    was goes (docs/adr/0021). The row stays: certificates and the proof of consent rest
    on it. No identity number, picture, ethnicity or address is
    kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("learner code"), max_length=8, unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="learner"
    )
    full_name = models.CharField(_("full name"), max_length=80)
    name_sort = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)
    name_folded = models.CharField(max_length=80, editable=False)
    birth_year = models.PositiveSmallIntegerField(_("birth year"))
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    sex = models.CharField(
        _("sex"), max_length=6, choices=Sex, blank=True, default="", db_default=""
    )
    household = models.CharField(
        _("head of household"), max_length=80, blank=True, default="", db_default=""
    )
    language = models.CharField(
        _("language"), max_length=8, choices=settings.LANGUAGES, default="vi"
    )
    registered_at = models.DateTimeField(_("registered"), db_index=True)
    registered_how = models.CharField(max_length=8, choices=RegisteredHow)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = LearnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("resident")
        verbose_name_plural = _("residents")
        indexes = [
            models.Index(fields=["name_sort"], name="learners_by_given_name"),
            models.Index(fields=["name_folded"], name="learners_by_folded_name"),
            models.Index(
                fields=["id"],
                name="learners_only_listed",
                condition=Q(registered_how=RegisteredHow.LISTED),
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def only_listed(self) -> bool:
        """Return whether a list brought the row, and the person has not agreed yet."""
        return self.registered_how == RegisteredHow.LISTED

    @property
    def given_name(self) -> str:
        """Return the name a Vietnamese person is addressed by: the last word."""
        return self.full_name.split()[-1]

    @property
    def name_seen(self) -> str:
        """Return the name as a helper wrote it last; else as it was registered."""
        name = self.full_name
        for each in self.name_corrections.order_by("-occurred_at", "-pk"):
            if each.corrected_by_id != self.user_id:
                break
            name = each.name_before
        return name

    @property
    def spaced_code(self) -> str:
        return f"{self.code[:4]} {self.code[4:]}"

    def hamlet_on(self, day: date) -> Unit | None:
        """Return the hamlet the resident belonged to that day; None if to none.

        On the day of a move that is the new one.
        """
        stays = self.residences.on(day).select_related("hamlet__parent__parent")
        stay = stays.order_by("-from_on").first()
        return stay.hamlet if stay else None


class ResidenceQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Return where people lived that day; the last day of a stay belongs to it."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)

    # The next three ask of each home whether its resident is among the few, by an
    # index of those few: the rows of everybody and their sign-ins are not read.

    def taking_part(self) -> Self:
        """Return where those live who have not taken their agreement back."""
        gone = Learner.objects.filter(user__is_active=False)
        return self.exclude(Exists(gone.filter(pk=OuterRef("learner"))))

    def registered(self) -> Self:
        """Return where those live who have agreed."""
        return self.exclude(Exists(_listed()))

    def only_listed(self) -> Self:
        """Return where those live who only stand on a list."""
        return self.filter(Exists(_listed()))


def _listed() -> LearnerQuerySet:
    listed = Learner.objects.filter(registered_how=RegisteredHow.LISTED)
    return listed.filter(pk=OuterRef("learner"))


class Residence(models.Model):
    """The hamlet a resident belongs to, from a day to a day.

    Personal data: where somebody lives, to the hamlet. Why: to count them there.
    Until: as long as the resident's row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(
        Learner, on_delete=models.CASCADE, related_name="residences"
    )
    hamlet = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="residences"
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)

    objects = ResidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("residence")
        verbose_name_plural = _("residences")
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(until_on=None),
                name="learners_residence_one_open",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="learners_residence_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["hamlet", "until_on"], name="learners_in_hamlet")
        ]


class Purpose(models.TextChoices):
    """One consent for each purpose (Law 91/2025/QH15)."""

    LEARNING = "learning", _("Keeping my learning record and certificates")


class Channel(models.TextChoices):
    SELF = "self", _("Read it themselves")
    READ_ALOUD = "read_aloud", _("A helper read it aloud")


class Decision(models.TextChoices):
    GIVEN = "given", _("Agreed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Consent(Fact):
    """A resident agreed, or withdrew: with the wording they heard.

    Personal data: the proof of a consent. Why: the law asks for it. Until: as long as
    the law asks for the proof, also after a withdrawal.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(max_length=20, choices=Purpose)
    decision = models.CharField(max_length=10, choices=Decision)
    wording_version = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    channel = models.CharField(max_length=12, choices=Channel)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        indexes = [
            models.Index(  # few among many: every count of people leaves them out
                fields=["learner"],
                name="learners_who_withdrew",
                condition=Q(decision=Decision.WITHDRAWN),
            )
        ]


class NameCorrection(Fact):
    """A name that was written wrongly was put right; certificates keep their words.

    Personal data: the name as it stood, and who put it right. Why: a certificate in
    the old name still belongs to somebody. Until: as long as the resident's row.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="name_corrections"
    )
    name_before = models.CharField(_("name before"), max_length=80)
    name_after = models.CharField(_("name after"), max_length=80)
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("correction of a name")
        verbose_name_plural = _("corrections of names")


class PinRenewal(Fact):
    """A resident got a new PIN: whoever holds it can act in their name.

    Personal data: who made it. Why: so that the resident can see it, and ask.
    Until: as long as the resident's row.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="pin_renewals"
    )
    renewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("new PIN")
        verbose_name_plural = _("new PINs")

    @property
    def by_helper(self) -> bool:
        return self.renewed_by_id != self.learner.user_id
