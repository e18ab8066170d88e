"""By age: how many of each band are registered, and how many have a certificate."""

from django.utils.translation import gettext as _

from lms.dashboards.breakdowns.ages import BANDS, UNDER_AGE
from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.charts.staged import Parts, staged


@chart("ages")
def ages(seen: Seen) -> Chart | None:
    if not seen.part("age") or seen.nothing_apart:
        return None
    words = {"title": _("By age"), "heading": _("Age")}
    return staged(seen, "age", bands(), key="ages", **words)


def bands() -> Parts:
    """Return each band's key with its words, the oldest first."""
    older = [(str(BANDS[0]), _("%(age)d and older") % {"age": BANDS[0]})]
    pairs = zip(BANDS[1:], BANDS, strict=False)
    between = [(str(low), f"{low}–{high - 1}") for low, high in pairs]
    return [*older, *between, (UNDER_AGE, _("Under %(age)d") % {"age": BANDS[-1]})]
