"""Which household somebody belonged to on earlier days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lms.learners.models.people import Learner
from lms.lib.ids import uuid7


class PastHousehold(models.Model):
    """Until a day, this stood as head of a resident's household; it may be nothing.

    Written when the name in the resident's row changes or goes, so that what was said
    of an earlier day is said again. Personal data: the name of a head of household,
    or a seal of it where the resident has left us. Why: households are counted on
    past days. Until: as long as the resident's row. Source: docs/adr/0022.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    learner = models.ForeignKey(
        Learner, on_delete=models.CASCADE, related_name="past_households"
    )
    head = models.CharField(_("head of household"), max_length=80, blank=True)
    until_on = models.DateField(_("until"))

    class Meta:
        verbose_name = _("earlier household")
        verbose_name_plural = _("earlier households")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "until_on"], name="learners_past_household_once"
            )
        ]
        indexes = [models.Index(fields=["until_on"], name="learners_household_until")]
