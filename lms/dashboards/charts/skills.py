"""The five core skills: how many have completed a lesson of each, and of all five."""

from django.utils.translation import gettext as _

from courses.models import CoreSkill
from lms.dashboards.breakdowns.skills import ALL, SKILLS
from lms.dashboards.charts.bars import ROW, Bar, laid
from lms.dashboards.charts.base import Chart, Seen, Words, chart
from lms.dashboards.figures import Figure
from lms.dashboards.hiding import is_small


@chart("skills")
def skills(seen: Seen) -> Chart | None:
    counted = seen.part("core_skill")
    if not counted or seen.nothing_apart:
        return None
    figures = [
        (label, _figure(part, counted.get(part, {}).get("people", 0), seen))
        for label, part in _parts()
    ]
    registered = seen.report.total.number("registered")
    bars = [
        Bar(label, str(f), None if f.hidden else f.number, registered, registered)
        for label, f in figures
    ]
    return Chart(
        key="skills",
        title=_("By core skill"),
        says="; ".join(f"{label}: {figure}" for label, figure in figures),
        headings=[_("Core skill"), _("People with a lesson of it completed")],
        rows=[[label, figure] for label, figure in figures],
        template="bars",
        height=ROW * len(bars),
        shapes=laid(bars),
    )


def _parts() -> list[tuple[Words, str]]:
    skills = [(CoreSkill(skill).label, str(int(skill))) for skill in SKILLS]
    return [*skills, (_("All five together"), ALL)]


def _figure(part: str, number: int, seen: Seen) -> Figure:
    hidden = seen.report.from_above and is_small(number)
    return seen.figure("core_skill", part, "people", number, hidden=hidden)
