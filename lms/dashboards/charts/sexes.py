"""By sex: how many are registered, and how many have a certificate."""

from django.utils.translation import gettext as _

from lms.dashboards.breakdowns.sexes import UNKNOWN
from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.charts.staged import Parts, staged
from lms.learners.models import Sex


@chart("sexes")
def sexes(seen: Seen) -> Chart | None:
    """Draw it where the sex of anybody at all is known."""
    known = seen.part("sex").keys() - {UNKNOWN}
    if not known or seen.nothing_apart:
        return None
    words = {"title": _("By sex"), "heading": _("Sex")}
    return staged(seen, "sex", parts(), key="sexes", **words)


def parts() -> Parts:
    """Return each sex with its words, and those of whom it is not known."""
    known = [(value, str(label)) for value, label in Sex.choices]
    return [*known, (UNKNOWN, _("Not known"))]
