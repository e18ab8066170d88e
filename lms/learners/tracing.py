"""How many people lived where on a day, told in the units of that day or of another.

A place of which it cannot be said by rule in which unit it lies is looked at person by
person: whoever went over by a change, or of whom somebody said where they went, is
known. The others are counted as undecided, once, under the units they may be in.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lms.communes.models import Unit, UnitQuerySet
from lms.communes.services.tracing import Traced, trace
from lms.learners.models import Residence

# The units people live in: one where it is certain, several where it is undecided.
Where = tuple[Unit, ...]


def people_by_place(
    *, on: date, units_of: date, within: UnitQuerySet | None = None
) -> Counter[Where]:
    """Return how many people lived in which place on a day, in the units of another.

    Each is counted once. ``within`` keeps those who lived in these hamlets.
    """
    homes = _homes(on, within)
    hamlets = Unit.objects.filter(pk__in=set(homes.values())).with_address()
    traced = trace(hamlets, to=units_of)
    unclear = [who for who, home in homes.items() if traced[home].undecided]
    told = _told(unclear, {who: traced[homes[who]] for who in unclear}, on, units_of)
    return Counter(told.get(who, traced[home].among) for who, home in homes.items())


def _homes(on: date, within: UnitQuerySet | None) -> dict[UUID, UUID]:
    """Return the hamlet of each person; on the day of a move that is the new one."""
    stays = Residence.objects.on(on).order_by("from_on")
    if within is not None:
        stays = stays.filter(hamlet__in=within.order_by().values("pk"))
    return dict(stays.values_list("learner", "hamlet"))


def _told(
    people: Iterable[UUID], traced: dict[UUID, Traced], on: date, units_of: date
) -> dict[UUID, Where]:
    """Return the place of those whose own stays say in which of several it was.

    A stay says so where it began with the unit, or ended with it: a change brought
    somebody there, no move did.
    """
    candidates = {unit.pk: unit for each in traced.values() for unit in each.among}
    stays = Residence.objects.filter(
        learner__in=list(people), hamlet__in=list(candidates)
    ).order_by("from_on")
    found: dict[UUID, list[Unit]] = defaultdict(list)
    for stay in stays:
        unit = candidates[stay.hamlet_id]
        by_change = (
            stay.from_on == unit.valid_from
            if on < units_of
            else stay.until_on is not None and stay.until_on == unit.valid_until
        )
        if by_change and unit in traced[stay.learner_id].among:
            found[stay.learner_id].append(unit)
    pick = 0 if on < units_of else -1  # the one nearest to the day that is asked about
    return {who: (units[pick],) for who, units in found.items()}
