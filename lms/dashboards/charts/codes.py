"""The skills framework: how many have completed a lesson that bears each code."""

from django.utils.translation import gettext as _

from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.charts.people import people_of
from lms.dashboards.skill_codes import named


@chart("codes")
def codes(seen: Seen) -> Chart | None:
    counted = seen.part("skill_code")
    if not counted or seen.nothing_apart:
        return None
    return people_of(
        seen,
        "skill_code",
        [(part, named(part)) for part in sorted(counted)],
        key="codes",
        title=_("By skill of the framework"),
        headings=[_("Skill"), _("People with a lesson of it completed")],
    )
