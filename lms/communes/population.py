"""How many adults, or households, a place has: by its own count, or as it was."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar
from uuid import UUID

from lms.communes.models import (
    AdultCount,
    HouseholdCount,
    Share,
    Unit,
    UnitSuccession,
)
from lms.communes.models.adults import PlaceCount


@dataclass(frozen=True)
class Known:
    """A number, the days on which it was counted, and who says so."""

    number: int
    since: date
    until: date
    sources: tuple[str, ...]


class Adults(Known):
    """A number of adults."""


class Households(Known):
    """A number of households."""


Number = TypeVar("Number", bound=Known)


def adults_known(
    units: Iterable[Unit], *, on: date, whole: Unit | None = None
) -> dict[UUID, Adults]:
    """Return how many adults live in each unit, by its newest count up to that day.

    A unit without one that was made of whole others has as many as they had, if each
    of them was counted: nobody has to count a hamlet again because it has a new name.
    For the ``whole`` of the others that is not asked where each of those is known.
    One query where each has a count of its own, or never was another unit.
    """
    return _known(units, partial(_own, AdultCount, Adults, on=on), whole)


def households_known(units: Iterable[Unit], *, on: date) -> dict[UUID, Households]:
    """Return how many households there are in each unit, by the same rule."""
    return _known(units, partial(_own, HouseholdCount, Households, on=on))


def _known(
    units: Iterable[Unit], own: Callable, whole: Unit | None = None
) -> dict[UUID, Any]:
    wanted = list(units)
    counted = own(each.pk for each in wanted)
    uncounted = [each for each in wanted if each.pk not in counted]
    if uncounted == [whole]:
        return counted
    olds = _origins({each.pk for each in uncounted if each.former_names})
    if olds:
        counted |= own({old for parts in olds.values() for old in parts})
    known = ((each.pk, _derived(each.pk, counted, olds)) for each in wanted)
    return {unit_id: number for unit_id, number in known if number}


def together(several: Iterable[Number]) -> Number | None:
    """Return the number of several places, with the oldest and the newest day."""
    counts = list(several)
    if not counts:
        return None
    return type(counts[0])(
        number=sum(each.number for each in counts),
        since=min(each.since for each in counts),
        until=max(each.until for each in counts),
        sources=tuple(sorted({name for each in counts for name in each.sources})),
    )


def _origins(unit_ids: set[UUID]) -> dict[UUID, list[UUID]]:
    """Return of which whole units each was made, and each of those.

    A unit of which a part came from elsewhere is made of nothing that was counted.
    """
    olds: dict[UUID, list[UUID]] = {}
    frontier = unit_ids
    while frontier:
        parts: dict[UUID, list[UnitSuccession]] = defaultdict(list)
        links = UnitSuccession.objects.filter(new__in=frontier)
        for link in links.select_related("old").order_by():
            parts[link.new_id].append(link)
        frontier = set()
        for new, several in parts.items():
            if all(link.share == Share.WHOLE for link in several):
                olds[new] = [link.old_id for link in several]
                frontier |= {e.old_id for e in several if e.old.former_names}
    return olds


def _own(
    counts: type[PlaceCount], of: type[Number], unit_ids: Iterable[UUID], *, on: date
) -> dict[UUID, Number]:
    units = Unit.objects.filter(pk__in=list(unit_ids))
    return {
        count.unit_id: of(
            count.number, count.counted_on, count.counted_on, (count.source,)
        )
        for count in counts.objects.newest_for(units, on=on)
    }


def _derived(
    unit_id: UUID, counted: dict[UUID, Number], olds: dict[UUID, list[UUID]]
) -> Number | None:
    if unit_id in counted:
        return counted[unit_id]
    parts = [_derived(old, counted, olds) for old in olds.get(unit_id, [])]
    known = [part for part in parts if part]
    return together(known) if len(known) == len(parts) else None
