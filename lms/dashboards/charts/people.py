"""Parts of which somebody may be in several, or in none: people in each."""

from lms.dashboards.charts.bars import ROW, Bar, laid
from lms.dashboards.charts.base import Chart, Seen, Words
from lms.dashboards.figures import Figure
from lms.dashboards.hiding import is_small

Parts = list[tuple[str, Words]]  # of each its key and its words


def people_of(
    seen: Seen,
    kind: str,
    parts: Parts,
    *,
    key: str,
    title: Words,
    headings: list[Words],
) -> Chart:
    """Return the chart of one breakdown of people, a bar a part, out of all of them.

    From above small ones are hidden by themselves: what adds up to nothing gives
    nothing away.
    """
    figures = [(label, _figure(seen, kind, part)) for part, label in parts]
    registered = seen.report.total.number("registered")
    bars = [
        Bar(label, str(f), None if f.hidden else f.number, registered, registered)
        for label, f in figures
    ]
    return Chart(
        key=key,
        title=title,
        says="; ".join(f"{label}: {figure}" for label, figure in figures),
        headings=headings,
        rows=[[label, figure] for label, figure in figures],
        template="bars",
        height=ROW * len(bars),
        shapes=laid(bars),
    )


def _figure(seen: Seen, kind: str, part: str) -> Figure:
    number = seen.part(kind).get(part, {}).get("people", 0)
    hidden = seen.report.from_above and is_small(number)
    return seen.figure(kind, part, "people", number, hidden=hidden)
