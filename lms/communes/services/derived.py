"""Columns of units that follow from other rows, and can be filled again at will."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction

from lms.communes.models import COMMUNE_KINDS, Kind, Unit, UnitSuccession

_COLUMNS = ["former_names", "path", "search_name", "search_text", "sort_name"]
_LEVELS = {Kind.PROVINCE: 0, Kind.DISTRICT: 1, Kind.HAMLET: 3}
_LEVELS |= dict.fromkeys(COMMUNE_KINDS, 2)


@transaction.atomic
def refresh_derived() -> int:
    """Fill paths, search and sort columns of every unit; return how many changed.

    Units come before those below them, so that each finds the right path above it.
    """
    former = _former_names()
    done: dict[UUID, Unit] = {}
    changed = []
    for unit in sorted(Unit.objects.all(), key=lambda unit: _LEVELS[unit.kind]):
        if unit.parent_id:
            unit.parent = done[unit.parent_id]
        before = [getattr(unit, column) for column in _COLUMNS]
        unit.former_names = former.get(unit.pk, "")
        unit.derive()
        done[unit.pk] = unit
        if before != [getattr(unit, column) for column in _COLUMNS]:
            changed.append(unit)
    Unit.objects.bulk_update(changed, _COLUMNS, batch_size=100)
    return len(changed)


def _former_names() -> dict[UUID, str]:
    """Return the names each unit had in its parts, with those of their districts.

    For years people will say the old name, or the new one with the old district. Older
    links come first, so that a name is handed on from unit to unit.
    """
    names: dict[UUID, dict[str, None]] = defaultdict(dict)
    links = UnitSuccession.objects.select_related("old__parent")
    for link in links.order_by("on", "pk"):
        inherited = names.get(link.old_id, {})
        names[link.new_id] |= inherited | dict.fromkeys(names_of(link.old))
    return {unit: " ".join(filter(None, each)) for unit, each in names.items()}


def names_of(unit: Unit) -> list[str]:
    """Return the names that people go on saying once a unit has ended."""
    return [unit.label, unit.also_written, unit.parent.label if unit.parent else ""]
