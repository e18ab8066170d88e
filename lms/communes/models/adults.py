"""How many adults, and households, a unit has: what shares are counted against."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from lms.communes.models.units import Unit, UnitQuerySet
from lms.lib.ids import uuid7


class PlaceCountQuerySet(models.QuerySet):
    def newest_for(self, units: UnitQuerySet, *, on: date | None = None) -> Self:
        """Return the newest count of each unit, or the newest up to that day.

        Of two counts of one day, the one entered later corrects the other.
        """
        known = self if on is None else self.filter(counted_on__lte=on)
        of_the_same_unit = known.filter(unit=OuterRef("unit"))
        newest = of_the_same_unit.order_by("-counted_on", "-entered_at", "-pk")
        return known.filter(unit__in=units, pk=Subquery(newest.values("pk")[:1]))


class PlaceCount(models.Model):
    """A fact: so many there were in a unit that day, by this source.

    Only ever added; a wrong count is corrected by a further one. At least one: where
    there is nobody there is no share to count.
    Personal data: who entered it, so that they can be asked. Until: as long as any
    report rests on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("unit"),
    )
    counted_on = models.DateField(_("counted on"))
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"))

    objects = PlaceCountQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(
                fields=["unit", "-counted_on", "-entered_at"],
                name="communes_%(class)s_newest",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""), name="communes_%(class)s_has_a_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.number}"


class AdultCount(PlaceCount):
    """So many adults lived in a unit that day."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="adult_counts",
        verbose_name=_("unit"),
    )
    adults = models.PositiveIntegerField(_("adults who live there"))

    class Meta(PlaceCount.Meta):
        abstract = False
        verbose_name = _("count of adults")
        verbose_name_plural = _("counts of adults")
        constraints = [
            *PlaceCount.Meta.constraints,
            models.CheckConstraint(
                condition=Q(adults__gte=1), name="communes_adultcount_at_least_one"
            ),
        ]

    @property
    def number(self) -> int:
        return self.adults


class HouseholdCount(PlaceCount):
    """So many households there were in a unit that day."""

    households = models.PositiveIntegerField(_("households there"))

    class Meta(PlaceCount.Meta):
        abstract = False
        verbose_name = _("count of households")
        verbose_name_plural = _("counts of households")
        constraints = [
            *PlaceCount.Meta.constraints,
            models.CheckConstraint(
                condition=Q(households__gte=1),
                name="communes_householdcount_at_least_one",
            ),
        ]

    @property
    def number(self) -> int:
        return self.households
