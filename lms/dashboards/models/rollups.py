"""Roll-ups: counted afresh from the facts, thrown away and rebuilt at will."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit


class Rollup(models.Model):
    """What the facts of a place add up to; of a hamlet counted, above it added up.

    ``counts`` are what tables show (`Tally`), ``breakdowns`` the same people by week,
    by age and so on. Above hamlets ``adults`` are those the share is set against, and
    ``given_away`` names the counts that would tell of a single hamlet.
    Personal data: none. Source: docs/adr/0011.
    """

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True)
    counts = models.JSONField()
    breakdowns = models.JSONField(default=dict)
    adults = models.JSONField(null=True)
    given_away = models.JSONField(default=list)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("roll-up")
        verbose_name_plural = _("roll-ups")


class CountedUpTo(models.Model):
    """The moment up to which arrived facts are in the roll-ups; one row, and a lock.

    Personal data: none.
    """

    moment = models.DateTimeField(null=True)
