"""The two figures of households, shown outside the tables."""

from django.utils.translation import gettext_lazy as _

from lms.dashboards.figures import Column, RestsOn
from lms.dashboards.households import one_home_each

HOUSEHOLDS = Column(
    "households",
    _("Households at ease"),
    _(
        "Households with at least one person who has completed, without help, a lesson "
        "of each of the five core skills: alone, by their own word, or checked by a "
        "helper. A household is known by its head, as a list or a helper wrote the "
        "name; whoever has none written down is in none. One person stands for each."
    ),
    rests_on=(RestsOn.SYSTEM, RestsOn.OBSERVED, RestsOn.SAID),
    unit=_("Households"),
    rows=one_home_each,
)
HOUSEHOLDS_SHARE = Column(
    "households_share",
    _("Share of households"),
    _(
        "Households with somebody at ease with all five core skills, out of the "
        "households that there are. Whole per cent, rounded down."
    ),
    rests_on=(RestsOn.SYSTEM, RestsOn.OBSERVED, RestsOn.SAID, RestsOn.OFFICIAL),
    unit=_("Per cent of the households"),
)
HOUSEHOLDS_COVERED = "households_covered"  # at ease, where households are counted
OF_HOUSEHOLDS = (HOUSEHOLDS, HOUSEHOLDS_SHARE)
