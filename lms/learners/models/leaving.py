"""Residents who are here no longer: gone elsewhere, dead, or without a name."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.learners.models.people import Learner
from lms.lib.facts import Fact


class WhyLeft(models.TextChoices):
    MOVED_AWAY = "moved_away", _("Moved away")
    DIED = "died", _("Died")


class DepartureQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Return those that nobody has taken back."""
        return self.filter(taken_back_at=None)


class Departure(Fact):
    """A resident lives in no hamlet here any more after a day; days before stay.

    Pressed by mistake it can be taken back: that is written down beside it.

    Personal data: that somebody moved away or died, and who wrote it down. Why: who
    has left is not looked for and not counted. Until: as long as the resident's row.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="departures"
    )
    why = models.CharField(_("why"), max_length=12, choices=WhyLeft)
    last_on = models.DateField(_("last day here"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = DepartureQuerySet.as_manager()

    class Meta:
        verbose_name = _("departure")
        verbose_name_plural = _("departures")
        constraints = [
            models.CheckConstraint(
                condition=Q(why__in=WhyLeft.values), name="learners_departure_known_why"
            )
        ]


class Anonymisation(Fact):
    """All that told who a resident was is gone for good; what they did stays counted.

    Once for each. ``by`` is empty where the time after a withdrawal did it.
    Personal data: who did it. Until: as long as the row without a name.
    Source: docs/adr/0021.
    """

    learner = models.OneToOneField(
        Learner, on_delete=models.PROTECT, related_name="anonymisation"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("anonymisation")
        verbose_name_plural = _("anonymisations")


class NeverListed(models.Model):
    """Somebody who is forgotten, and whom no list is to bring back: a digest only.

    It is made of commune, name and birth year with the site's secret, so that a line
    of a list can be compared and nobody can be read. Personal data: none without both
    the secret and a guess. Until: as long as communes send lists.
    """

    digest = models.CharField(max_length=64, primary_key=True)

    class Meta:
        verbose_name = _("left out of lists")
        verbose_name_plural = _("left out of lists")


class Merger(Fact):
    """Two rows were one person: one goes on with all that was learnt, one is closed.

    ``moved`` names the facts that went over, by model: they go back where it is taken
    back. The closed row is counted nowhere, on no day.
    Personal data: who said so. Until: as long as the rows.
    """

    kept = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="mergers_into"
    )
    merged = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="mergers"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    moved = models.JSONField(default=dict)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("joining of two rows")
        verbose_name_plural = _("joinings of two rows")
        constraints = [
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(taken_back_at=None),
                name="learners_merged_into_one",
            ),
            models.CheckConstraint(
                condition=~Q(kept=models.F("merged")),
                name="learners_merged_into_another",
            ),
        ]


class RelocationQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Return those to which the new commune has not said anything yet."""
        return self.filter(settled_at=None)

    def waiting(self) -> Self:
        """Return the open ones of who lives nowhere: some come back meanwhile."""
        return self.open().exclude(learner__residences__until_on=None)


class Relocation(Fact):
    """A commune gives somebody who moved away to another, which accepts or declines.

    From the giving on, and not before, the other commune reads the name. Accepted,
    they live in a hamlet there from a day after their last day here; that is a stay
    like any other, and everything learnt goes along with the row.
    Personal data: that somebody moved, from where to where, and who wrote it down.
    Why: so that nobody has to register and learn anew. Until: as long as the row.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="relocations"
    )
    departure = models.OneToOneField(
        Departure, on_delete=models.PROTECT, related_name="relocation"
    )
    to = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("new commune")
    )
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    accepted = models.BooleanField(default=False)

    objects = RelocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("move to another commune")
        verbose_name_plural = _("moves to other communes")
        constraints = [
            models.UniqueConstraint(
                fields=["learner"],
                condition=Q(settled_at=None),
                name="learners_relocation_one_open",
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None, accepted=False)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="learners_relocation_settled_by_somebody",
            ),
        ]
