"""What offices say in numbers, kept apart from what the system counts."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.lib.ids import uuid7
from lms.progress.models import Programme


class EntryQuerySet(models.QuerySet):
    def newest(self) -> Self:
        """Return the newest first: of two about the same, it corrects the other."""
        return self.order_by("-until_on", "-entered_at", "-pk")

    def current(self, on: date) -> Self:
        """Return those whose period holds that day."""
        return self.filter(from_on__lte=on, until_on__gte=on)


class Entry(models.Model):
    """A number of an office, for a place and a period: only ever added.

    A wrong one is corrected by a further one about the same; both stay.
    Personal data: who entered it, so that they can be asked. Until: as long as any
    report rests on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("unit")
    )
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"))
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"))

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="dashboards_%(class)s_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(source=""), name="dashboards_%(class)s_has_a_source"
            ),
        ]


class Audience(models.TextChoices):
    """Who is meant by a target."""

    ADULTS = "adults", _("People of 18 or older")
    EVERYBODY = "everybody", _("Everybody")


class Measure(models.TextChoices):
    """How far a target is reached is counted in this."""

    SHARE = "share", _("Per cent of the adults")
    NUMBER = "number", _("People")
    HOUSEHOLDS = "households", _("Per cent of the households")


IN_SHARES = frozenset({Measure.SHARE, Measure.HOUSEHOLDS})


class Target(Entry):
    """So many are to have completed a programme, or have a certificate, by a day.

    Or so many of the households are to have somebody at ease with all core skills.
    """

    programme = models.ForeignKey(
        Programme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("programme"),
    )
    audience = models.CharField(_("who is meant"), max_length=12, choices=Audience)
    measure = models.CharField(_("counted in"), max_length=12, choices=Measure)
    value = models.PositiveIntegerField(_("target"))

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__gte=1), name="dashboards_target_at_least_one"
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.SHARE)
                | Q(value__lte=100, audience=Audience.ADULTS),
                name="dashboards_target_share_of_adults",
            ),
            models.CheckConstraint(
                condition=~Q(measure=Measure.HOUSEHOLDS)
                | Q(value__lte=100, audience=Audience.EVERYBODY, programme=None),
                name="dashboards_target_share_of_households",
            ),
        ]

    @property
    def of_households(self) -> bool:
        return self.measure == Measure.HOUSEHOLDS

    @property
    def about(self) -> tuple[object, ...]:
        """Return what it is about: the newest about the same holds."""
        return (self.programme_id, self.audience, self.measure, self.until_on)


class OfficialKind(models.TextChoices):
    """What offices publish of a place; the key is stored, so it is never renamed."""

    DOSSIERS_ONLINE = "dossiers_online", _("Dossiers handed in online")
    DOSSIERS_ONLINE_SHARE = "dossiers_share", _("Share of dossiers handed in online")
    PAYMENT_ONLINE_SHARE = "payment_share", _("Share of fees paid online")
    IDENTITY_LEVEL_2 = "identity_level_2", _("People with e-identity of level 2")
    SIGNATURES = "signatures", _("People with a digital signature")
    SATISFACTION = "satisfaction", _("Satisfied with public services")
    HOUSEHOLDS = "households", _("Households")
    HOUSEHOLDS_AT_EASE = (
        "households_at_ease",
        _("Households with somebody at ease with all five core skills"),
    )


IN_PER_CENT = frozenset(
    {
        OfficialKind.DOSSIERS_ONLINE_SHARE,
        OfficialKind.PAYMENT_ONLINE_SHARE,
        OfficialKind.SATISFACTION,
    }
)


class OfficialFigure(Entry):
    """A number that an office says of a place; never mixed with what was counted."""

    kind = models.CharField(_("what"), max_length=20, choices=OfficialKind)
    value = models.DecimalField(_("number"), max_digits=12, decimal_places=2)
    said_on = models.DateField(_("as of"))

    class Meta(Entry.Meta):
        abstract = False
        verbose_name = _("official figure")
        verbose_name_plural = _("official figures")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(value__gte=0)
                & (~Q(kind__in=sorted(IN_PER_CENT)) | Q(value__lte=100)),
                name="dashboards_officialfigure_possible",
            ),
        ]

    @property
    def in_per_cent(self) -> bool:
        return self.kind in IN_PER_CENT

    @property
    def about(self) -> tuple[object, ...]:
        return (self.kind, self.from_on, self.until_on)
