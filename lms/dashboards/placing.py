"""Which hamlets of a day a place of today is made of, and where each of them lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from lms.communes.models import Kind, Unit, UnitSuccession
from lms.communes.services.tracing import Traced, trace
from lms.learners.models import Residence


@dataclass(frozen=True)
class Placed:
    """A hamlet in which people lived that day: in units of then, and of today."""

    hamlet: Unit
    then: Traced
    now: Traced

    def certainly_in(self, place: Unit) -> bool:
        return all(_within(each, place) for each in self.now.among)


def placed_in(place: Unit, *, on: date, today: date) -> list[Placed]:
    """Return the hamlets of that day that lie, or may lie, in a place of today.

    With them those that had ended but in which people still waited that day.
    """
    homes = Residence.objects.on(on).filter(hamlet=OuterRef("pk"))
    in_force = Unit.objects.on(on).values("pk")
    there = Unit.objects.filter(pk__in=_may_have_become(place))
    wanted = there.filter(Q(pk__in=in_force) | Exists(homes))
    hamlets = list(wanted.with_address().in_order())
    then, now = trace(hamlets, to=on), trace(hamlets, to=today)
    placed = [Placed(each, then[each.pk], now[each.pk]) for each in hamlets]
    return [e for e in placed if any(_within(u, place) for u in e.now.among)]


def _may_have_become(place: Unit) -> set[UUID]:
    """Return every hamlet of the place, of what it was made of, and what those were."""
    areas = [place, *_origins(place)]
    hamlets = Unit.objects.hamlets().within(*areas).order_by()
    found = set(hamlets.values_list("pk", flat=True))
    return found | set(_earlier(found))


def _origins(place: Unit) -> list[Unit]:
    return list(Unit.objects.filter(pk__in=list(_earlier({place.pk}))))


def _earlier(ids: set[UUID]) -> Iterator[UUID]:
    """Give the units from which these came, step by step."""
    seen, frontier = set(ids), ids
    while frontier:
        links = UnitSuccession.objects.filter(new__in=frontier).order_by()
        frontier = set(links.values_list("old", flat=True)) - seen
        seen |= frontier
        yield from frontier


def _within(unit: Unit, place: Unit) -> bool:
    return unit.path.startswith(place.path)


def commune_of(traced: Traced) -> Unit | None:
    """Return the commune in which it lies for certain."""
    return traced.commune


def hamlet_of(traced: Traced) -> Unit | None:
    """Return the hamlet in which it lies for certain."""
    unit = traced.unit
    return unit if unit and unit.kind == Kind.HAMLET else None
