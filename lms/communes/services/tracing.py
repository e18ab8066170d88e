"""Where a place stands in the units of another day: a report in old or in new units.

A unit leads to others along its successions, forward or backward. Where they end in
one unit, what is counted in it belongs there for certain. Where they end in several,
nobody can say by rule: it is *undecided among* these, and stands in a line of its own,
so that nothing is lost and nothing counted twice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lms.communes.models import Kind, Share, Unit, UnitSuccession


@dataclass(frozen=True)
class Traced:
    """The units of the wanted day in which a unit may lie; one, where it is certain.

    A hamlet of which nothing is known lies in what its commune became, or was.
    """

    among: tuple[Unit, ...]

    @property
    def unit(self) -> Unit | None:
        """Return the one unit; none where it is undecided."""
        return self.among[0] if len(self.among) == 1 else None

    @property
    def undecided(self) -> bool:
        return self.unit is None

    @property
    def commune(self) -> Unit | None:
        """Return the commune it lies in for certain, perhaps in which hamlet is not."""
        communes = {_commune_of(unit).pk: _commune_of(unit) for unit in self.among}
        return next(iter(communes.values())) if len(communes) == 1 else None


@dataclass
class Links:
    """The successions around some units: each unit's next ones, and those before it."""

    after: dict[UUID, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    before: dict[UUID, list[Unit]] = field(default_factory=lambda: defaultdict(list))


def trace(units: Iterable[Unit], *, to: date) -> dict[UUID, Traced]:
    """Return where each unit stands in the units in force on the day ``to``.

    A few queries for each step of the way, however many units there are.
    """
    listed = list(units)
    links = _links_around(listed, to)
    return {unit.pk: Traced(tuple(among(unit, to, links))) for unit in listed}


def as_on(unit: Unit, day: date) -> Unit | None:
    """Return the same place in its period of that day: under another name, moved.

    None where it was merged or divided in between, or there was nothing.
    """
    same: Unit | None = unit
    while same and not same.in_force_on(day):
        same = _next_alone(same, forward=_ends_before(same, day))
    return same


def _next_alone(unit: Unit, *, forward: bool) -> Unit | None:
    """Return what the whole unit became, or was, and nothing else besides it."""
    here, there = ("old", "new") if forward else ("new", "old")
    links = UnitSuccession.objects.filter(**{here: unit}).select_related(there)
    [link, *others] = [*links[:2], None]
    if link is None or others[0] or link.share != Share.WHOLE:
        return None
    alone = UnitSuccession.objects.filter(new=link.new).count() == 1
    return getattr(link, there) if alone else None


def among(unit: Unit, day: date, links: Links) -> Collection[Unit]:
    """Return the units of that day in which this one may lie; pure, in given order."""
    if unit.in_force_on(day):
        return [unit]
    way = links.after if _ends_before(unit, day) else links.before
    found: dict[UUID, Unit] = {}
    for leaf in _leaves(unit, day, way):
        if leaf.in_force_on(day):
            found[leaf.pk] = leaf
        elif leaf.kind == Kind.HAMLET:
            found |= {each.pk: each for each in _leaves(leaf.parent, day, way)}
    return [each for each in found.values() if each.in_force_on(day)]


def _leaves(unit: Unit, day: date, way: dict[UUID, list[Unit]]) -> Iterator[Unit]:
    """Give the units at which the way ends: in force that day, or leading nowhere."""
    further = [] if unit.in_force_on(day) else way.get(unit.pk, [])
    if not further:
        yield unit
    for each in further:
        yield from _leaves(each, day, way)


def _links_around(units: list[Unit], day: date) -> Links:
    """Read the successions that lead from these units towards the day, step by step."""
    links = Links()
    away = [unit for unit in units if not unit.in_force_on(day)]
    ended = [unit for unit in away if _ends_before(unit, day)]
    to_begin = [unit for unit in away if not _ends_before(unit, day)]
    _read(links.after, ended, day, "old", "new")
    _read(links.before, to_begin, day, "new", "old")
    return links


def _read(
    way: dict[UUID, list[Unit]], units: list[Unit], day: date, here: str, there: str
) -> None:
    """Follow the successions from ``here`` to ``there``, and those of the communes."""
    seen: set[UUID] = set()
    frontier = _with_communes(units)
    while frontier := {pk for pk in frontier if pk not in seen}:
        seen |= frontier
        rows = UnitSuccession.objects.filter(**{f"{here}__in": frontier})
        links = rows.select_related(f"{there}__parent__parent").order_by("on", "pk")
        reached = []
        for link in links:
            unit = getattr(link, there)
            way[getattr(link, f"{here}_id")].append(unit)
            reached.append(unit)
        frontier = _with_communes(
            [unit for unit in reached if not unit.in_force_on(day)]
        )


def _with_communes(units: list[Unit]) -> set[UUID]:
    above = {unit.parent_id for unit in units if unit.kind == Kind.HAMLET}
    return above | {unit.pk for unit in units}


def _ends_before(unit: Unit, day: date) -> bool:
    return bool(unit.valid_until) and unit.valid_until < day


def _commune_of(unit: Unit) -> Unit:
    return unit.parent if unit.kind == Kind.HAMLET else unit
