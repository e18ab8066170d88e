"""A province as of a day, in old and in new units: counted once, then kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit


class DayReading(models.Model):
    """What the facts of a day add up to, commune by commune, in both kinds of units.

    ``readings`` holds the lines of each, ``overlaps`` which of them share a hamlet.
    Can be thrown away: it is counted again from the facts when somebody asks.
    Personal data: none. Source: docs/adr/0019.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    readings = models.JSONField()
    overlaps = models.JSONField()
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("figures of a day")
        verbose_name_plural = _("figures of days")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "on"], name="dashboards_dayreading_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.on}"
