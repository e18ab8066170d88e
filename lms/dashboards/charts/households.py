"""Households with somebody at ease with all core skills, out of those there are."""

from django.utils.translation import gettext as _

from lms.dashboards.charts.bars import ROW, Bar, laid
from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.household_figures import HOUSEHOLDS, HOUSEHOLDS_SHARE


@chart("households")
def households(seen: Seen) -> Chart | None:
    """Draw it where there are any, or where somebody has counted what there is."""
    total = seen.report.total
    known, at_ease = total.coverage.known, total.figure(HOUSEHOLDS.key)
    if seen.nothing_apart or not (known or at_ease.number):
        return None
    share = total.figure(HOUSEHOLDS_SHARE.key)
    says = f"{at_ease} · {share}" if known else str(at_ease)
    number = None if at_ease.hidden else at_ease.number
    whole = known.number if known else number or 0
    return Chart(
        key="households",
        title=_("Households"),
        says=f"{HOUSEHOLDS.label}: {says}",
        headings=[_("Place"), HOUSEHOLDS.label, HOUSEHOLDS_SHARE.label],
        rows=[[str(seen.report.unit), at_ease, share]],
        template="bars",
        height=ROW,
        shapes=laid([Bar(HOUSEHOLDS.label, says, number, whole, whole)]),
    )
