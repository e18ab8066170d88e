"""Places of administration, each in one period of its life, and what became of them."""

from datetime import date
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from lms.lib.ids import uuid7
from lms.lib.text import SORT_KEY_LENGTH, fold, search_words, sort_key


class Kind(models.TextChoices):
    """The levels of administration; districts ended on 30 June 2025."""

    PROVINCE = "province", _("Province")
    DISTRICT = "district", _("District")
    COMMUNE = "commune", _("Commune")
    WARD = "ward", _("Ward")
    TOWNSHIP = "township", _("Township")
    HAMLET = "hamlet", _("Hamlet")


COMMUNE_KINDS = frozenset({Kind.COMMUNE, Kind.WARD, Kind.TOWNSHIP})

# The word that stands before the name; the first is taken where none is given.
KIND_WORDS: dict[str, tuple[str, ...]] = {
    Kind.PROVINCE: ("tỉnh", "thành phố"),
    Kind.DISTRICT: ("huyện", "thành phố", "thị xã", "quận"),
    Kind.COMMUNE: ("xã",),
    Kind.WARD: ("phường",),
    Kind.TOWNSHIP: ("thị trấn",),
    Kind.HAMLET: ("xóm", "thôn", "bản", "khu", "tiểu khu", "tổ dân phố"),
}

_LONG_AGO = date(1, 1, 1)  # stands for "since before the records" in unique indexes


class UnitQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Return the units in force that day; the last day belongs to a unit."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gte=day),
        )

    def communes(self) -> Self:
        """Return communes, wards and townships."""
        return self.filter(kind__in=COMMUNE_KINDS)

    def hamlets(self) -> Self:
        return self.filter(kind=Kind.HAMLET)

    def within(self, *units: "Unit") -> Self:
        """Return the given units and everything below them; nothing below none."""
        below = Q(pk__in=[])
        for unit in units:
            below |= Q(path__startswith=unit.path)
        return self.filter(below)

    def matching(self, text: str) -> Self:
        """Return units of which every word typed begins a word, marks left aside.

        Words of the unit are its kind and name, those of the units above it and of
        the units it was formed from.
        """
        words = search_words(text)
        found = self if words else self.none()
        for word in words:
            found = found.filter(search_text__contains=f" {word}")
        return found

    def with_address(self) -> Self:
        """Return them with the units above, so that naming them costs no query."""
        return self.select_related("parent__parent__parent")

    def in_order(self) -> Self:
        """Return them in Vietnamese order, numbers by their value."""
        return self.order_by("sort_name", "kind_word", "valid_from", "pk")


class Unit(models.Model):
    """A place of administration in one period of its life.

    A merger or a new rank ends a unit and begins another, also where the code stays:
    29 of the 46 codes of 1 July 2025 had meant a place of another name. So a unit
    never moves, and its path to the top is settled when it is made.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("official code"), max_length=8, blank=True)
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    kind_word = models.CharField(_("word before the name"), max_length=20, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("lies in"),
    )
    valid_from = models.DateField(_("in force from"), null=True, blank=True)
    valid_until = models.DateField(_("in force until"), null=True, blank=True)
    also_written = models.CharField(_("also written"), max_length=200, blank=True)
    former_names = models.TextField(editable=False, blank=True)
    path = models.CharField(max_length=200, unique=True, editable=False)
    search_name = models.CharField(max_length=80, editable=False, db_index=True)
    search_text = models.TextField(editable=False)
    sort_name = models.CharField(max_length=SORT_KEY_LENGTH, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        indexes = [models.Index(fields=["sort_name"], name="communes_unit_in_order")]
        constraints = [
            models.UniqueConstraint(
                "code",
                Coalesce("valid_from", Value(_LONG_AGO)),
                condition=~Q(code=""),
                name="communes_unit_code_once_a_period",
            ),
            models.UniqueConstraint(
                "parent",
                "kind_word",
                "name",
                Coalesce("valid_from", Value(_LONG_AGO)),
                condition=Q(kind=Kind.HAMLET),
                name="communes_unit_hamlet_once_a_parent",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.HAMLET, code="")
                | ~Q(kind=Kind.HAMLET) & ~Q(code=""),
                name="communes_unit_all_but_hamlets_have_a_code",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.PROVINCE, parent=None)
                | ~Q(kind=Kind.PROVINCE) & Q(parent__isnull=False),
                name="communes_unit_all_but_provinces_lie_in_one",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None)
                | Q(valid_from=None)
                | Q(valid_until__gte=F("valid_from")),
                name="communes_unit_ends_after_it_begins",
            ),
            # An empty path would lie above everything and open it to everyone.
            models.CheckConstraint(
                condition=~Q(path="") & ~Q(name=""),
                name="communes_unit_has_a_name_and_a_path",
            ),
        ]

    def __str__(self) -> str:
        return self.label[:1].upper() + self.label[1:]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    @property
    def label(self) -> str:
        """Return the name as it stands inside a sentence: `xã Ân Nghĩa`."""
        return f"{self.kind_word} {self.name}"

    def in_force_on(self, day: date) -> bool:
        """Return whether it is in force that day; the last day belongs to it."""
        first, last = self.valid_from or date.min, self.valid_until or date.max
        return first <= day <= last

    def lineage(self) -> list["Unit"]:
        """Return the unit and those above it, the province last."""
        return [self, *(self.parent.lineage() if self.parent else [])]

    @property
    def lineage_ids(self) -> list[UUID]:
        """Return the ids of these, the province's first: its path tells them."""
        return [UUID(step) for step in self.path.strip("/").split("/")]

    def derive(self) -> None:
        """Fill the columns that follow from the others and from the parent."""
        self.kind_word = self.kind_word or KIND_WORDS[self.kind][0]
        above = self.parent
        self.path = f"{above.path if above else ''}{self.pk.hex}/"
        self.search_name = fold(self.name)
        self.sort_name = sort_key(self.name)
        names = [self.label, self.also_written, self.former_names]
        words = search_words(" ".join(names))
        self.search_text = " ".join(["", *words]) + (above.search_text if above else "")


class Share(models.TextChoices):
    WHOLE = "whole", _("Whole")
    PART = "part", _("In part")


class UnitSuccession(models.Model):
    """A unit became, or went into, another. One that was divided has several rows.

    Residents of a unit that went over whole can be moved by rule; in a divided one
    somebody has to say hamlet by hamlet.
    Personal data: who entered it, so that they can be asked; nobody, where it stands in
    the official lists. Until: as long as any report rests on it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    old = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="successions",
        verbose_name=_("old unit"),
    )
    new = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="origins",
        verbose_name=_("new unit"),
    )
    share = models.CharField(_("share"), max_length=5, choices=Share)
    on = models.DateField(_("on"))
    source = models.CharField(_("by which decision"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    entered_at = models.DateTimeField(_("entered"), null=True, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["old", "new"], name="communes_succession_once"
            ),
            models.UniqueConstraint(
                fields=["old"],
                condition=Q(share=Share.WHOLE),
                name="communes_succession_whole_to_one",
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")), name="communes_succession_to_another"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.new}"
