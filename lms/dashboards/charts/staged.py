"""People in parts that add up to everybody: of each who is registered and certified."""

from lms.dashboards.charts.bars import ROW, Bar, laid
from lms.dashboards.charts.base import Chart, Seen, Words
from lms.dashboards.figures import CERTIFIED, REGISTERED, Figure, some_of
from lms.dashboards.hiding import hidden_in

Parts = list[tuple[str, str]]  # of each its key and its words
_Row = tuple[str, Figure, Figure]


def staged(
    seen: Seen, kind: str, parts: Parts, *, key: str, title: Words, heading: Words
) -> Chart:
    """Return the chart of one breakdown by stages, a bar a part."""
    registered, certified = (
        _column(seen, kind, parts, stage) for stage in ("registered", "certified")
    )
    rows = [(label, registered[part], certified[part]) for part, label in parts]
    return Chart(
        key=key,
        title=title,
        says="; ".join(f"{label}: {some_of(some, of)}" for label, of, some in rows),
        headings=[heading, REGISTERED.label, CERTIFIED.label],
        rows=[list(row) for row in rows],
        template="bars",
        height=ROW * len(rows),
        shapes=laid(_bars(rows)),
    )


def _column(seen: Seen, kind: str, parts: Parts, stage: str) -> dict[str, Figure]:
    """Return one stage of every part; from above small ones and their like hidden."""
    kept = seen.part(kind)
    counts = {part: kept.get(part, {}).get(stage, 0) for part, _label in parts}
    hidden: set[str] = set()
    if seen.report.from_above:
        hidden = hidden_in(counts, total_shown=seen.shows_total(stage))
    return {
        part: seen.figure(kind, part, stage, number, hidden=part in hidden)
        for part, number in counts.items()
    }


def _bars(rows: list[_Row]) -> list[Bar]:
    shown = [of.number or 0 for _label, of, _some in rows if not of.hidden]
    return [
        Bar(
            label,
            some_of(some, of),
            None if some.hidden else some.number,
            None if of.hidden else of.number,
            max(shown, default=0),
        )
        for label, of, some in rows
    ]
