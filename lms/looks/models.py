"""Who looked at whose record, and who took a list of names out: facts, never edited."""

from datetime import date, datetime, time, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.learners.models import Learner
from lms.lib.facts import Fact


class Seen(models.TextChoices):
    """What was opened; the key is stored, so it is never renamed."""

    FOUND = "found", _("Looked up by name or code")
    CARD = "card", _("Made a new card with a new PIN")
    CORRECTION = "correction", _("Opened name and phone to correct them")
    CORRECTED = "corrected", _("Corrected name or phone")
    SITTING = "sitting", _("Sat beside the person and saw their pages")
    CERTIFICATE = "certificate", _("Opened a certificate")
    MOVED = "moved", _("Wrote down another hamlet")
    LEFT = "left", _("Wrote down that the person left or died")
    RETURNED = "returned", _("Took back that the person left or died")
    JOINED = "joined", _("Joined two rows, or took them apart again")
    FORGOTTEN = "forgotten", _("Made the record anonymous")
    LIST = "list", _("Opened a list of names")


class LoggedQuerySet(models.QuerySet):
    def within(self, unit: Unit) -> Self:
        """Return what concerned the unit or anything below it."""
        return self.filter(unit__in=Unit.objects.within(unit))

    def on(self, day: date) -> Self:
        """Return what happened that day, as days go in Việt Nam."""
        begin = timezone.make_aware(datetime.combine(day, time.min))
        return self.filter(
            occurred_at__gte=begin, occurred_at__lt=begin + timedelta(days=1)
        )

    def newest_first(self) -> Self:
        return self.order_by("-occurred_at", "-pk")


class Look(Fact):
    """Somebody on the staff opened a resident's record, or a page of a list of names.

    ``unit`` is the hamlet the resident lived in then; of a list, the unit it was of.
    The role is not kept: the positions of that day tell it.
    Personal data: who saw what about whom. Why: so that the resident and the data
    protection contact can read it. Until: the retention time in docs/operate.md.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("who looked"),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    learner = models.ForeignKey(
        Learner,
        on_delete=models.PROTECT,
        related_name="looks",
        null=True,
        db_index=False,
    )
    seen = models.CharField(_("what was seen"), max_length=12, choices=Seen)
    people = models.PositiveIntegerField(_("people on the page"), default=1)

    objects = LoggedQuerySet.as_manager()

    class Meta:
        verbose_name = _("look at a record")
        verbose_name_plural = _("looks at records")
        indexes = [
            models.Index(fields=["unit", "occurred_at"], name="looks_look_of_unit"),
            models.Index(
                fields=["learner", "occurred_at"], name="looks_look_of_learner"
            ),
            models.Index(fields=["by", "occurred_at"], name="looks_look_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(seen=Seen.LIST, learner=None)
                | ~Q(seen=Seen.LIST) & Q(learner__isnull=False, people=1),
                name="looks_look_names_a_person_or_a_list",
            ),
            models.CheckConstraint(
                condition=Q(seen__in=Seen.values), name="looks_look_known_kind"
            ),
        ]


class NamesExport(Fact):
    """Somebody took a list with names out of the system, and said what for.

    Personal data: who took it, for which purpose. Why and until: as `Look`.
    """

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("who took it"),
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    file_kind = models.CharField(_("kind of file"), max_length=8)
    purpose = models.CharField(_("purpose"), max_length=200)
    people = models.PositiveIntegerField(_("people in the list"))

    objects = LoggedQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of names taken out")
        verbose_name_plural = _("lists of names taken out")
        indexes = [
            models.Index(fields=["unit", "occurred_at"], name="looks_export_of_unit")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(purpose=""), name="looks_export_says_what_for"
            )
        ]
