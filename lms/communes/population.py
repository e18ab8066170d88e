"""How many adults live in a place: by its own count, or by those of what it was."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lms.communes.models import AdultCount, Share, Unit, UnitSuccession


@dataclass(frozen=True)
class Adults:
    """A number of adults, the days on which it was counted, and who says so."""

    number: int
    since: date
    until: date
    sources: tuple[str, ...]


def adults_known(
    units: Iterable[Unit], *, on: date, whole: Unit | None = None
) -> dict[UUID, Adults]:
    """Return how many adults live in each unit, by its newest count up to that day.

    A unit without one that was made of whole others has as many as they had, if each
    of them was counted: nobody has to count a hamlet again because it has a new name.
    For the ``whole`` of the others that is not asked where each of those is known.
    One query where each has a count of its own, or never was another unit.
    """
    wanted = list(units)
    counted = _own((each.pk for each in wanted), on=on)
    uncounted = [each for each in wanted if each.pk not in counted]
    if uncounted == [whole]:
        return counted
    olds = _origins({each.pk for each in uncounted if each.former_names})
    if olds:
        counted |= _own({old for parts in olds.values() for old in parts}, on=on)
    known = ((each.pk, _derived(each.pk, counted, olds)) for each in wanted)
    return {unit_id: adults for unit_id, adults in known if adults}


def together(several: Iterable[Adults]) -> Adults | None:
    """Return the adults of several places, with the oldest and the newest day."""
    counts = list(several)
    if not counts:
        return None
    return Adults(
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


def _own(unit_ids: Iterable[UUID], *, on: date) -> dict[UUID, Adults]:
    units = Unit.objects.filter(pk__in=list(unit_ids))
    return {
        count.unit_id: Adults(
            count.adults, count.counted_on, count.counted_on, (count.source,)
        )
        for count in AdultCount.objects.newest_for(units, on=on)
    }


def _derived(
    unit_id: UUID, counted: dict[UUID, Adults], olds: dict[UUID, list[UUID]]
) -> Adults | None:
    if unit_id in counted:
        return counted[unit_id]
    parts = [_derived(old, counted, olds) for old in olds.get(unit_id, [])]
    known = [part for part in parts if part]
    return together(known) if len(known) == len(parts) else None
