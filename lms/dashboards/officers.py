"""What an officer's one page answers, put together from roll-ups."""

from dataclasses import dataclass, field

from lms.dashboards.breakdowns import added
from lms.dashboards.changes import Changes, changes_of
from lms.dashboards.charts import CHARTS, Chart, Seen, charts_of
from lms.dashboards.charts.shades import shade
from lms.dashboards.duties import Duty, Seat, duties_of
from lms.dashboards.figures import Figure
from lms.dashboards.needs import Need, needs_of
from lms.dashboards.reports import Line, Report
from lms.dashboards.rollups import breakdowns_of


@dataclass(frozen=True)
class Answers:
    """What waits, where help is needed, what changed; and the same in pictures.

    From above the first three stay empty: they are the commune's own affairs, and
    made of small counts.
    """

    charts: list[Chart]
    tiles: list[tuple[Line, Figure, str]] = field(default_factory=list)
    map: Chart | None = None
    duties: list[Duty] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    changes: Changes | None = None


def answers_for_commune(report: Report, seat: Seat) -> Answers:
    """Return what the page of a commune answers: no query but those of duties."""
    if report.from_above:
        return Answers(charts_of(Seen(report, {})), _tiles(report))
    hamlets = [line.unit for line in report.lines]
    kept = report.apart
    return Answers(
        charts_of(Seen(report, added(kept.values()))),
        _tiles(report),
        duties=duties_of(seat),
        needs=needs_of(report, kept),
        changes=changes_of(hamlets, kept, on=report.on),
    )


def answers_for_province(report: Report) -> Answers:
    seen = seen_of(report)
    return Answers(charts_of(seen), map=CHARTS["map"](seen))


def chart_named(report: Report, key: str) -> Chart | None:
    """Return one chart of a report; None where there is none, or nothing to show."""
    return CHARTS[key](seen_of(report)) if key in CHARTS else None


def seen_of(report: Report) -> Seen:
    """Return a report with its people taken apart, as far as that may be seen."""
    seen = Seen(report, {})
    if seen.nothing_apart:
        return seen
    of_province = report.unit.parent_id is None
    kept = breakdowns_of([report.unit.pk]) if of_province else report.apart
    return Seen(report, added(kept.values()))


def _tiles(report: Report) -> list[tuple[Line, Figure, str]]:
    """Return the hamlets with share and shade; nothing where no share is known."""
    shares = [(line, line.figure("share")) for line in report.lines]
    if all(share.number is None for _line, share in shares):
        return []
    return [(line, share, shade(share)) for line, share in shares]
