"""Reads who looked at what: for the data protection contact, and for the resident."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext

from lms.accounts.roles import NAMING, SEES, Role
from lms.communes.models import Position, Unit
from lms.learners.models import Learner
from lms.looks.models import LoggedQuerySet, Look, NamesExport, Seen

# What shows names: with one of these roles, somebody looked.
_ROLES = [role for role in Role if SEES[role] & NAMING]
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One look or export, and as what whoever did it could."""

    fact: Look | NamesExport
    position: Position | None

    @property
    def role(self) -> str:
        return self.position.get_role_display() if self.position else ""

    @property
    def held(self) -> str:
        """Return role and unit, without a name; as plainly where neither is known."""
        if self.position is None:
            return gettext("Somebody on the staff")
        return f"{self.role}, {self.position.unit.label}"

    @property
    def seen(self) -> str:
        return str(Seen(self.fact.seen).label)


def lines_of(facts: Iterable[Look | NamesExport]) -> list[Line]:
    """Return the facts in their order, each with the position behind it: one query."""
    rows = list(facts)
    held: dict[UUID, list[Position]] = defaultdict(list)
    for position in Position.objects.filter(
        user__in={row.by_id for row in rows}, role__in=_ROLES
    ).select_related("unit"):
        held[position.user_id].append(position)
    return [Line(row, _behind(row, held[row.by_id])) for row in rows]


def looks_at(learner: Learner) -> LoggedQuerySet:
    """Return who opened a resident's record, newest first."""
    rows = learner.looks.select_related("unit")
    return rows.order_by("-occurred_at", "-pk")


def lists_with(learner: Learner, *, at: datetime) -> tuple[int, Sequence[NamesExport]]:
    """Return how many pages of lists were opened lately that may name a resident, and
    which such lists were taken out since they registered, newest first.

    A list is of a hamlet or a unit above: the ones the resident has lived in.
    """
    paths = learner.residences.values_list("hamlet__path", flat=True)
    around = {UUID(step) for path in paths for step in path.strip("/").split("/")}
    opened = Look.objects.filter(
        unit__in=around, seen=Seen.LIST, occurred_at__gt=at - LATELY
    )
    taken = NamesExport.objects.filter(
        unit__in=around, occurred_at__gte=learner.registered_at
    )
    return opened.count(), taken.select_related("unit").newest_first()


def log_of(unit: Unit, *, person: str = "", officer: str = "") -> LoggedQuerySet:
    """Return the looks within a unit, of one resident or by one person if asked."""
    looks = Look.objects.within(unit).select_related("by", "learner", "unit__parent")
    if person:
        looks = looks.filter(learner__code="".join(person.split()))
    if officer:
        looks = looks.filter(by__username=officer)
    return looks.newest_first()


def exports_of(unit: Unit, *, officer: str = "") -> LoggedQuerySet:
    """Return the lists taken out within a unit, by one person if asked."""
    taken = NamesExport.objects.within(unit).select_related("by", "unit")
    return (taken.filter(by__username=officer) if officer else taken).newest_first()


def _behind(fact: Look | NamesExport, held: Iterable[Position]) -> Position | None:
    """Return the widest position by which somebody could see this that day.

    A list of several hamlets names the unit around them: who made it up may hold them
    one by one.
    """
    day, of_a_list = (
        timezone.localdate(fact.occurred_at),
        getattr(fact, "learner_id", None) is None,
    )
    fitting = [
        each
        for each in held
        if each.from_on <= day
        and (each.until_on is None or each.until_on >= day)
        and (
            fact.unit.path.startswith(each.unit.path)
            or (of_a_list and each.unit.path.startswith(fact.unit.path))
        )
    ]
    return min(fitting, key=lambda each: (len(each.unit.path), each.pk), default=None)
