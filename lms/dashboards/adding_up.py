"""Makes one line of several: hamlets of a commune, communes of a province."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from lms.communes.models import Unit
from lms.communes.population import Adults, Households
from lms.communes.population import together as all_adults
from lms.dashboards.counting import Tally, together
from lms.dashboards.households import Coverage
from lms.dashboards.models import Rollup
from lms.dashboards.reports import Line


def hamlet_line(hamlet: Unit, tally: Tally, adults: Adults | None) -> Line:
    """Return the line of a hamlet; without adults it stays out of the share."""
    covered = tally.certified_adults if adults else 0
    return Line(hamlet, tally, adults, covered, counted=int(bool(adults)))


def hamlet_lines(
    hamlets: Iterable[Unit],
    tallies: Mapping[UUID, Tally],
    adults: Mapping[UUID, Adults],
) -> list[Line]:
    """Return the lines of hamlets in their order; one never counted has nobody."""
    return [
        hamlet_line(each, tallies.get(each.pk, Tally()), adults.get(each.pk))
        for each in hamlets
    ]


def line_together(unit: Unit, lines: list[Line], own: Adults | None) -> Line:
    """Return one line for several places.

    Set against the adults of all of them; where one is not known, against the unit's
    ``own`` count; where there is none, it says for how many places they are known.
    """
    tally = together(line.tally for line in lines)
    homes = Coverage.together((e.coverage for e in lines), tally.households, None)
    known = [line for line in lines if line.adults]
    counted, of = sum(line.counted for line in lines), sum(line.of for line in lines)
    if own and counted < of:
        return Line(unit, tally, own, tally.certified_adults, of, of, coverage=homes)
    adults = all_adults(line.adults for line in known if line.adults)
    covered = sum(line.covered for line in known)
    return Line(unit, tally, adults, covered, counted, of, coverage=homes)


def households_together(
    commune: Unit, hamlets: list[Line], known: Mapping[UUID, Households]
) -> Coverage:
    """Return how many households of a commune have somebody at ease, of how many."""
    parts = (
        Coverage.of_hamlet(each.tally.households, known.get(each.unit.pk))
        for each in hamlets
    )
    at_ease = sum(each.tally.households for each in hamlets)
    return Coverage.together(parts, at_ease, known.get(commune.pk))


def adults_kept(line: Line) -> dict[str, Any]:
    """Return what a roll-up keeps of the adults, and households, of a line's shares."""
    kept: dict[str, Any] = {"covered": line.covered, "counted": line.counted}
    kept["of"] = line.of
    kept["households"] = line.coverage.as_json()
    if line.adults:
        kept |= {
            "number": line.adults.number,
            "since": line.adults.since.isoformat(),
            "until": line.adults.until.isoformat(),
            "sources": list(line.adults.sources),
        }
    return kept


def line_kept(unit: Unit, rollup: Rollup | None) -> Line:
    """Return the line that a roll-up above hamlets keeps; an empty one without it."""
    if rollup is None:
        return Line(unit, Tally(), of=0)
    kept = rollup.adults or {}
    tally = Tally.from_json(rollup.counts)
    adults = _adults_of(kept) if "number" in kept else None
    numbers = (kept.get(name, 0) for name in ("covered", "counted", "of"))
    return Line(unit, tally, adults, *numbers, coverage=coverage_kept(rollup))


def coverage_kept(rollup: Rollup | None) -> Coverage:
    """Return the coverage of households that a roll-up above hamlets keeps."""
    kept = (rollup and rollup.adults) or {}
    return Coverage.from_json(kept.get("households"))


def _adults_of(kept: dict[str, Any]) -> Adults:
    days = (date.fromisoformat(kept[name]) for name in ("since", "until"))
    return Adults(kept["number"], *days, tuple(kept["sources"]))
