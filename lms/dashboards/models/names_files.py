"""Long lists with names, made by the worker for whoever asked, and soon gone."""

from datetime import date, datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.lib.ids import uuid7
from lms.lib.storage import private_storage
from lms.lib.text import fold

KEPT_FOR = timedelta(hours=24)  # after it was asked for


class NamesFileQuerySet(models.QuerySet):
    def waiting_for(self, user: User, place: Unit, *, at: datetime) -> Self:
        """Return those that somebody asked for, of a place or below, not expired."""
        mine = self.filter(made_for=user, unit__in=Unit.objects.within(place))
        return mine.filter(asked_at__gt=at - KEPT_FOR).order_by("-asked_at")

    def expired(self, at: datetime) -> Self:
        return self.filter(asked_at__lte=at - KEPT_FOR)


class NamesFile(models.Model):
    """A list with names on its way to one person: asked for, made, fetched, forgotten.

    ``what`` says which list, as `names_lists` reads it. That it was taken out, and
    what for, is a fact of its own (`NamesExport`), written when it is made.
    Personal data: the file. Why: a long list takes longer than a page may. Until: a
    day after it was asked for; the row goes with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    made_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    what = models.JSONField(default=dict)
    file_kind = models.CharField(max_length=8)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES)
    purpose = models.CharField(max_length=200)
    asked_at = models.DateTimeField(db_index=True)
    made_at = models.DateTimeField(null=True)
    people = models.PositiveIntegerField(default=0)
    file = models.FileField(storage=private_storage, upload_to="names/", blank=True)

    objects = NamesFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of names on its way")
        verbose_name_plural = _("lists of names on their way")

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + KEPT_FOR

    @property
    def path(self) -> str:
        """Return where the file lies, also one of a worker that was killed midway."""
        return self.file.field.generate_filename(self, self.pk.hex)

    @property
    def name(self) -> str:
        """Return what the file is called: place, figure, day."""
        figure, day = self.what.get("figure", ""), localdate(self.asked_at)
        return names_file_name(self.unit, figure, day, self.file_kind)


def names_file_name(place: Unit, figure: str, day: date, kind: str) -> str:
    words = slugify(f"{fold(str(place))} {figure}")
    return f"{words}-{day.isoformat()}.{kind}"
