"""A report as it was counted last: what its pages show until somebody hands it in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.dashboards.models.periods import Period


class PeriodCount(models.Model):
    """What the facts said of a commune and a period when the worker counted last.

    Hamlets confirm and communes submit exactly this, by its hash. Can be thrown away:
    it is counted again when somebody asks.
    Personal data: none; figures of hamlets, seen in full inside the commune only.
    """

    period = models.ForeignKey(Period, on_delete=models.CASCADE, related_name="+")
    commune = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    counted_at = models.DateTimeField()  # when counting began: later facts may be in

    class Meta:
        verbose_name = _("figures of a report")
        verbose_name_plural = _("figures of reports")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "commune"], name="dashboards_periodcount_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.commune}, {self.period}"
