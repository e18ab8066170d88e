"""Programmes: an aim for an audience, and by which rules it was reached over time."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from lms.lib.ids import uuid7
from lms.progress.rules import Rule


class Programme(models.Model):
    """An aim such as *Digital Literacy for All*, for everybody or for some.

    What it takes stands in its versions. Source: docs/adr/0020.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    slug = models.SlugField(unique=True)
    title_vi = models.CharField(_("title in Vietnamese"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    audience_vi = models.CharField(
        _("for whom, in Vietnamese"), max_length=120, blank=True, default=""
    )
    audience_en = models.CharField(
        _("for whom, in English"), max_length=120, blank=True, default=""
    )
    active = models.BooleanField(_("in use"), default=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def __str__(self) -> str:
        return self.title_vi

    def title_in(self, language: str) -> str:
        return self.title_en if language == "en" else self.title_vi

    def audience_in(self, language: str) -> str:
        """Return for whom it is, in words; nothing where it is for everybody."""
        return self.audience_en if language == "en" else self.audience_vi

    @property
    def newest(self) -> "ProgrammeVersion | None":
        """Return the version made last, whether or not its day has come."""
        return self.versions.order_by("number").last()


class ProgrammeVersionQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Return of each programme in use the version that holds on that day.

        The one made last of those whose day has come.
        """
        begun = self.filter(programme=OuterRef("programme"), from_on__lte=on)
        newest = begun.order_by("-number").values("pk")[:1]
        return self.filter(programme__active=True, pk=Subquery(newest))


class ProgrammeVersion(models.Model):
    """What a programme takes from a day on; never changed, only followed by another."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    from_on = models.DateField(_("holds from"))
    made_at = models.DateTimeField()
    kept = models.JSONField()  # the rule

    objects = ProgrammeVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "number"], name="progress_version_numbered"
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} ({self.number})"

    @property
    def rule(self) -> Rule:
        return Rule.from_json(self.kept)
