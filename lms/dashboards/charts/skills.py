"""The five core skills: how many have completed a lesson of each, and of all five."""

from django.utils.translation import gettext as _

from courses.models import CoreSkill
from lms.dashboards.breakdowns.skills import ALL, SKILLS
from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.charts.people import Parts, people_of


@chart("skills")
def skills(seen: Seen) -> Chart | None:
    if not seen.part("core_skill") or seen.nothing_apart:
        return None
    return people_of(
        seen,
        "core_skill",
        _parts(),
        key="skills",
        title=_("By core skill"),
        headings=[_("Core skill"), _("People with a lesson of it completed")],
    )


def _parts() -> Parts:
    skills: Parts = [(str(int(skill)), CoreSkill(skill).label) for skill in SKILLS]
    return [*skills, (ALL, _("All five together"))]
