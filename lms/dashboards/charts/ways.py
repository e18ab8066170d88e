"""Alone, with help, checked: how courses were completed, as parts of all."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lms.dashboards.charts.base import WIDTH, Chart, Seen, Words, chart
from lms.dashboards.figures import Figure

GAP, LINE, TOP = 3, 28, 48


@dataclass(frozen=True)
class Part:
    """One part of the bar, with its line in the key below."""

    label: Words
    says: str
    left: int
    width: int
    line: int


@chart("ways")
def ways(seen: Seen) -> Chart | None:
    how = seen.report.how
    done = sum(figure.number or 0 for _column, figure in how)
    if not done:
        return None
    return Chart(
        key="ways",
        title=_("How courses were completed"),
        says="; ".join(f"{column.label}: {figure}" for column, figure in how),
        headings=[_("Way"), _("Courses"), _("Of all"), _("What is counted")],
        rows=[[c.label, f, _share(f, done), c.counts] for c, f in how],
        template="parts",
        height=TOP + LINE * len(how),
        shapes=_parts([(column.label, figure) for column, figure in how], done),
    )


def _parts(how: list[tuple[Words, Figure]], done: int) -> list[Part]:
    """Return the parts side by side; a hidden one has its words and no place."""
    parts, left = [], 0
    for number, (label, figure) in enumerate(how):
        count = 0 if figure.hidden else figure.number or 0
        width = round(WIDTH * count / done)
        share = _share(figure, done)
        says = str(figure) if figure.hidden else f"{figure} · {share}"
        shown = max(width - GAP, 1) if width else 0
        parts.append(Part(label, says, left, shown, TOP + LINE * number + 15))
        left += width
    return parts


def _share(figure: Figure, done: int) -> str:
    return "…" if figure.hidden else f"{100 * (figure.number or 0) // done} %"
