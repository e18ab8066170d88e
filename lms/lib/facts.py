"""What every fact about a resident says: when, and how it was witnessed."""

from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lms.lib.ids import uuid7


class Witness(models.TextChoices):
    """How much of it the resident did."""

    ALONE = "alone", _("Alone")
    HELPED = "helped", _("With help")
    CHECKED = "checked", _("Checked face to face")


class HelpedBy(models.TextChoices):
    """Who helped, where the helper has no sign-in here."""

    FAMILY = "family", _("Family")
    NEIGHBOUR = "neighbour", _("A neighbour or friend")
    TEAM = "team", _("The community digital team")
    OTHER = "other", _("Somebody else")


@dataclass(frozen=True)
class HowWitnessed:
    """Alone, helped (by whom) or checked (by whom), as it is carried along the path."""

    witness: str = Witness.ALONE
    witness_by_id: UUID | None = None
    helped_by: str = ""

    def as_fields(self) -> dict[str, Any]:
        """Return the columns of a `WitnessedFact`."""
        return asdict(self)


class Fact(models.Model):
    """A record that is only ever added; whoever writes it first makes its id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    occurred_at = models.DateTimeField(_("happened"))
    arrived_at = models.DateTimeField(_("arrived"), db_index=True)

    class Meta:
        abstract = True


class WitnessedFact(Fact):
    """A fact that also says whether it was done alone, helped (by whom) or checked."""

    witness = models.CharField(_("how"), max_length=8, choices=Witness)
    witness_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("helped or checked by"),
    )
    helped_by = models.CharField(
        _("helped by"), max_length=10, choices=HelpedBy, blank=True
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_witness_named",
                condition=(
                    Q(witness=Witness.ALONE, witness_by=None, helped_by="")
                    | Q(witness=Witness.CHECKED, witness_by__isnull=False, helped_by="")
                    | Q(witness=Witness.HELPED)
                    & (Q(witness_by__isnull=False) | ~Q(helped_by=""))
                ),
            )
        ]

    @property
    def how(self) -> HowWitnessed:
        return HowWitnessed(self.witness, self.witness_by_id, self.helped_by)
