"""A whole province as of a day: counted by a job, kept, and read in either units."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from lms.communes.models import Kind, Unit
from lms.communes.population import adults_known
from lms.dashboards.above import hide_in_province, told_by
from lms.dashboards.adding_up import adults_kept, line_kept, line_together
from lms.dashboards.as_of import (
    Units,
    hamlet_lines_of,
    overlaps,
    query_of,
    report_of,
)
from lms.dashboards.counting import Tally, count_hamlets
from lms.dashboards.hiding_both import hide_both
from lms.dashboards.models import DayReading, Rollup
from lms.dashboards.placing import Placed, commune_of, placed_in
from lms.dashboards.reports import Line, Report
from lms.jobs.models import Job

READ_DAY = "dashboards.read_day"  # the kind of job that counts a province as of a day
AT_ONCE = 100  # hamlets

Tell = Callable[[int, int], None]


def counted(
    province: Unit, *, on: date, today: date, tell: Tell
) -> tuple[dict[str, list[dict[str, Any]]], list[list[str]]]:
    """Return both readings of a province as they are kept, and what overlaps."""
    placed = placed_in(province, on=on, today=today)
    ids = [each.hamlet.pk for each in placed]
    tallies: dict[UUID, Tally] = {}
    for start in range(0, len(ids), AT_ONCE):
        tallies |= count_hamlets(ids[start : start + AT_ONCE], on=on)
        tell(len(tallies), len(ids))
    readings = {
        units: list(_kept(placed, tallies, units, on=on)) for units in Units.values
    }
    shared = overlaps(placed, commune_of)
    return readings, [[str(before), str(after)] for before, after in sorted(shared)]


def _kept(
    placed: list[Placed], tallies: dict[UUID, Tally], units: str, *, on: date
) -> Iterator[dict[str, Any]]:
    by_commune = hamlet_lines_of(placed, tallies, units, on=on)
    for line in by_commune.pop(None, []):
        yield _line_to_keep(line, [])
    own = adults_known(list(by_commune), on=on)
    for commune, lines in by_commune.items():
        line = line_together(commune, lines, own.get(commune.pk))
        yield _line_to_keep(line, sorted(told_by(lines)))


def _line_to_keep(line: Line, given_away: list[str]) -> dict[str, Any]:
    kept = {"counts": line.tally.as_json(), "adults": adults_kept(line)}
    return {"unit_id": str(line.unit.pk), "given_away": given_away, **kept}


def read(kept: DayReading, units: str) -> Report:
    """Return a province's figures of that day, small ones hidden in both readings."""
    both = {each: _report(kept, each) for each in Units.values}
    shared = [(UUID(before), UUID(after)) for before, after in kept.overlaps]
    hide_both(both[Units.THEN], both[Units.NOW], shared)
    return both[units]


def _report(kept: DayReading, reading: str) -> Report:
    rows: list[dict[str, Any]] = kept.readings[reading]
    asked = query_of(kept.on, reading)
    units = Unit.objects.in_bulk([UUID(row["unit_id"]) for row in rows])
    lines = [line_kept(units[UUID(r["unit_id"])], Rollup(**r)) for r in rows]
    for line in lines:
        line.waiting = line.unit.kind == Kind.HAMLET
    total = line_together(kept.unit, lines, None)
    moment = {"on": kept.on, "at": kept.counted_at}
    report = report_of(kept.unit, lines, total, asked, **moment)
    hide_in_province(report, {UUID(r["unit_id"]): r["given_away"] for r in rows})
    return report


def kept_for(province: Unit, on: date) -> DayReading | None:
    kept = DayReading.objects.filter(unit=province, on=on)
    return kept.select_related("unit").first()


def key_of(province: Unit, on: date) -> str:
    return f"{province.pk} {on.isoformat()}"


def being_counted(province: Unit, on: date) -> Job | None:
    """Return the job that counts it, while it waits or runs."""
    jobs = Job.objects.unfinished().filter(kind=READ_DAY)
    return jobs.filter(key=key_of(province, on)).first()
