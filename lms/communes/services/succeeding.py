"""What follows where a unit takes the place of another, whoever decided it."""

from collections import defaultdict
from copy import copy
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from lms.communes.models import Position, Unit, UnitSuccession
from lms.communes.services.derived import names_of
from lms.lib.ids import uuid7

Pairs = list[tuple[Unit, Unit]]


def succeed(
    pairs: Pairs,
    *,
    share: str,
    on: date,
    at: datetime,
    by: AbstractBaseUser | None,
    source: str = "",
) -> int:
    """Write down which unit took the place of which; return how many positions went.

    New units that are not in the register yet are put there. They can be found by the
    names of the old ones, and whoever held a position in an old one holds it there.
    """
    _save_new(pairs)
    UnitSuccession.objects.bulk_create(
        UnitSuccession(
            old=old,
            new=new,
            share=share,
            on=on,
            source=source,
            entered_by=by,
            entered_at=at,
        )
        for old, new in pairs
    )
    return _hand_over_positions(pairs, on)


def _save_new(pairs: Pairs) -> None:
    names: dict[UUID, dict[str, None]] = {}
    news = {new.pk: new for _old, new in pairs}
    for old, new in pairs:
        inherited = [new.former_names, old.former_names, *names_of(old)]
        names.setdefault(new.pk, {}).update(dict.fromkeys(inherited))
    for new in news.values():
        new.former_names = " ".join(filter(None, names[new.pk]))
        new.derive()
    begun = [new for new in news.values() if new._state.adding]
    known = [new for new in news.values() if not new._state.adding]
    Unit.objects.bulk_create(begun, batch_size=500)
    Unit.objects.bulk_update(known, ["former_names", "search_text"], batch_size=100)


def _hand_over_positions(pairs: Pairs, on: date) -> int:
    """Give people their positions of the old units in the new ones.

    In each part of a divided unit: together they are what it was, so nobody sees more
    than before. Those in the old unit stay as they are; it has ended, and they with it.
    """
    still_held = Position.objects.filter(
        Q(until_on=None) | Q(until_on__gte=on), ended_at_once=False
    )
    of_old: dict[UUID, list[Position]] = defaultdict(list)
    for position in still_held.filter(unit__in=[old for old, _new in pairs]):
        of_old[position.unit_id].append(position)
    given: dict[tuple, Position] = {}
    for old, new in pairs:
        for held in of_old[old.pk]:
            there = _same_in(held, new, on)
            same = given.setdefault(_key(there), there)
            same.until_on = _longer(same.until_on, there.until_on)
    known = Position.objects.filter(unit__in=[new for _old, new in pairs])
    taken = {_key(position) for position in known}
    fresh = [position for key, position in given.items() if key not in taken]
    # Somebody may just have been given the same position there, by hand.
    Position.objects.bulk_create(fresh, batch_size=500, ignore_conflicts=True)
    return len(fresh)


def _same_in(held: Position, new: Unit, on: date) -> Position:
    """Return the same position, not saved, in another unit."""
    there = copy(held)
    there.pk, there._state.adding = uuid7(), True
    there.unit, there.from_on = new, max(on, held.from_on)
    there.ended_by = there.ended_at = None  # that is told of the one in the old unit
    return there


def _key(position: Position) -> tuple:
    return position.user_id, position.unit_id, position.role, position.from_on


def _longer(one: date | None, other: date | None) -> date | None:
    """Return the later of two last days; none is the latest of all."""
    return max(one, other) if one and other else None
