"""A report as of a day, in the units of that day or of today: the same people twice.

Whoever lived in a hamlet that day is counted once in either reading. Where nobody can
say by rule in which unit a hamlet lies, it stands in a line of its own, and in the
total. A hamlet that may lie in this commune or in another is in neither's total: it is
in that of the province.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.communes.population import adults_known
from lms.communes.services.tracing import Traced
from lms.dashboards.above import hide_in_commune
from lms.dashboards.adding_up import hamlet_line, line_together
from lms.dashboards.counting import Tally, count_hamlets, together
from lms.dashboards.hiding_both import hide_both
from lms.dashboards.placing import Placed, hamlet_of, placed_in
from lms.dashboards.reading import courses_of
from lms.dashboards.reports import Line, Report


class Units(TextChoices):
    """In whose units a day is read."""

    NOW = "now", _("As today")
    THEN = "then", _("As on that day")


@dataclass
class AsOf:
    """Both readings of a day; ``perhaps`` are in neither total."""

    readings: dict[str, Report]
    perhaps: list[Line]


Place = tuple[Unit | None, Unit]  # the commune for certain, and the unit of the line


def as_of_commune(
    commune: Unit, *, on: date, today: date, at: datetime, from_above: bool = False
) -> AsOf | None:
    """Return a commune's figures as of a day, counted from the facts.

    From above, none of a day on which it was cut otherwise: hamlets would tell then
    what is hidden of the communes of that day.
    """
    placed = placed_in(commune, on=on, today=today)
    certain = [each for each in placed if each.certainly_in(commune)]
    if from_above and any(each.then.commune != commune for each in certain):
        return None
    tallies = count_hamlets((each.hamlet.pk for each in placed), on=on)
    own = adults_known([commune], on=on).get(commune.pk)
    readings = {}
    for units in Units.values:
        by_commune = hamlet_lines_of(certain, tallies, units, on=on)
        lines = [line for lines in by_commune.values() for line in lines]
        total = line_together(commune, lines, own)
        asked = query_of(on, units)
        readings[units] = report_of(commune, lines, total, asked, on=on, at=at)
    if from_above:
        _hide(readings, overlaps(certain, hamlet_of))
        return AsOf(readings, [])
    perhaps = [each for each in placed if not each.certainly_in(commune)]
    return AsOf(readings, _with_people(perhaps, tallies))


def _hide(readings: dict[str, Report], shared: Iterable[tuple[UUID, UUID]]) -> None:
    """Hide small counts in both readings, and the totals, for they may be small."""
    for report in readings.values():
        everything = set(report.total.numbers)
        hide_in_commune(report, Line(report.unit, Tally(), hidden=everything))
    hide_both(readings[Units.THEN], readings[Units.NOW], shared)


def query_of(on: date, units: str) -> str:
    """Return how a reading of a day is asked for in an address."""
    return urlencode({"on": on.isoformat(), "units": units})


def report_of(
    unit: Unit, lines: list[Line], total: Line, asked: str, *, on: date, at: datetime
) -> Report:
    lines.sort(key=lambda line: (line.unit.sort_name, str(line.unit.pk)))
    courses = courses_of(total.tally.courses)
    return Report(unit, lines, total, courses, at, on, query=asked)


def hamlet_lines_of(
    placed: Iterable[Placed], tallies: Mapping[UUID, Tally], units: str, *, on: date
) -> dict[Unit | None, list[Line]]:
    """Return the lines of hamlets by the commune they lie in, in one of the readings.

    Under none stand hamlets of which not even the commune is certain.
    """
    several: dict[Place, list[UUID]] = defaultdict(list)
    unclear: set[UUID] = set()
    for each in placed:
        traced = getattr(each, units)
        unit = hamlet_of(traced) or each.hamlet
        unclear |= {unit.pk} if hamlet_of(traced) is None else set()
        several[traced.commune, unit].append(each.hamlet.pk)
    adults = adults_known([unit for _commune, unit in several], on=on)
    lines: dict[Unit | None, list[Line]] = defaultdict(list)
    for (commune, unit), hamlet_ids in several.items():
        tally = together(tallies[pk] for pk in hamlet_ids)
        line = hamlet_line(unit, tally, adults.get(unit.pk))
        line.waiting, line.hamlet_ids = unit.pk in unclear, tuple(hamlet_ids)
        lines[commune].append(line)
    return lines


def overlaps(
    placed: Iterable[Placed], unit_of: Callable[[Traced], Unit | None]
) -> set[tuple[UUID, UUID]]:
    """Return which lines of then and of today have a hamlet in common."""
    return {
        ((unit_of(e.then) or e.hamlet).pk, (unit_of(e.now) or e.hamlet).pk)
        for e in placed
    }


def _with_people(placed: Iterable[Placed], tallies: Mapping[UUID, Tally]) -> list[Line]:
    lines = (hamlet_line(e.hamlet, tallies[e.hamlet.pk], None) for e in placed)
    return [line for line in lines if line.tally.registered]
