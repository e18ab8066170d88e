"""The line around a place, as far as the operator has loaded one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.communes.models.units import Unit


class Outline(models.Model):
    """The shape of a unit on a map, ready to be drawn.

    ``path`` holds moves and lines in whole units of `communes.plane` and nothing else;
    it is made by us from a file's numbers, never copied from it. The four edges are
    those of the box around it.
    Personal data: none.
    """

    unit = models.OneToOneField(
        Unit, on_delete=models.CASCADE, primary_key=True, related_name="outline"
    )
    path = models.TextField()
    left = models.IntegerField()
    top = models.IntegerField()
    right = models.IntegerField()
    bottom = models.IntegerField()
    loaded_at = models.DateTimeField(_("loaded"))

    class Meta:
        verbose_name = _("outline")
        verbose_name_plural = _("outlines")

    def __str__(self) -> str:
        return str(self.unit)
