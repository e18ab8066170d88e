"""Who does what where, and from when until when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.accounts.roles import ALWAYS_FROM_ABOVE, Data, Role, roles_that_see
from lms.communes.models.units import Unit
from lms.lib.ids import uuid7


class PositionQuerySet(models.QuerySet):
    def of(self, user: object) -> Self:
        """Return a person's positions; nobody's for somebody not signed in.

        Nor for somebody whose password another person made: it could be either.
        """
        if not getattr(user, "is_active", False) or user.must_choose_password:
            return self.none()
        return self.filter(user=user)

    def on(self, day: date) -> Self:
        """Return what was held that day, in units in force that day.

        A merger ends a position with its unit, even where nobody thought of it. One
        that was ended at once opens nothing on its last day.
        """
        return self.filter(
            Q(until_on=None)
            | Q(until_on__gt=day)
            | Q(until_on=day, ended_at_once=False),
            from_on__lte=day,
            unit__in=Unit.objects.on(day),
        )

    def that_see(self, kind_of_data: str) -> Self:
        return self.filter(role__in=roles_that_see(kind_of_data))

    def that_see_every_figure(self) -> Self:
        """Return those from which figures are seen from within, small ones as well."""
        return self.that_see(Data.REPORTS).exclude(role__in=ALWAYS_FROM_ABOVE)


class Position(models.Model):
    """A person holds a role in a unit, which opens the unit and all below it.

    Personal data: who works where. Why: it decides what they may see, and tells later
    who could see a record. Until: as long as the log of who looked at what.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="positions",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="positions",
        verbose_name=_("unit"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("given by"),
    )
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_at_once = models.BooleanField(_("ended at once"), default=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role", "from_on"],
                # Ended at once by mistake: it may be given again on the same day.
                condition=Q(ended_at_once=False),
                name="communes_position_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_at_once=False) | Q(until_on__isnull=False),
                name="communes_position_ended_at_once_has_ended",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="communes_position_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values), name="communes_position_known_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}, {self.unit}"
