"""Who may take which step of a report: a position in the place it is about."""

from collections.abc import Iterable
from datetime import date

from lms.accounts.roles import Role
from lms.communes.models import Kind, Position, Unit
from lms.communes.services.positions import Somebody
from lms.communes.services.tracing import trace
from lms.dashboards.periods.chain import Step

TAKES: dict[Step, frozenset[Role]] = {
    # Knows who sat in the culture house; answers for the hamlet.
    Step.CONFIRMED: frozenset({Role.TEAM_LEADER}),
    Step.COMMENTED: frozenset({Role.TEAM_LEADER, Role.COMMUNE_OFFICER}),
    Step.SUBMITTED: frozenset({Role.COMMUNE_OFFICER}),
    Step.SENT_BACK: frozenset({Role.PROVINCIAL_OFFICER}),
    Step.ACCEPTED: frozenset({Role.PROVINCIAL_OFFICER}),
}


def may_take(user: Somebody, step: Step, unit: Unit, *, on: date) -> bool:
    """Return whether somebody may take a step about a hamlet or a commune that day."""
    return _holds(user, TAKES[step], answering(unit, on=on), on=on)


def may_open(user: Somebody, province: Unit, *, on: date) -> bool:
    """Return whether somebody may open a period for the communes of a province."""
    return _holds(user, TAKES[Step.ACCEPTED], [province], on=on)


def inside(user: Somebody, unit: Unit, *, on: date) -> bool:
    """Return whether somebody sees a place's reports from within: every figure.

    That is from a position in the hamlet or in its commune, not in the province.
    """
    answer = answering(unit, on=on)
    communes = [each.parent for each in answer if each.kind == Kind.HAMLET]
    units = [*answer, *communes]
    held = Position.objects.of(user).on(on).that_see_every_figure()
    return held.filter(unit__in=units).exists()


def answering(unit: Unit, *, on: date) -> list[Unit]:
    """Return the units that answer for a place today: itself, or what it became whole.

    Nobody answers for one that was divided but those above it.
    """
    if unit.in_force_on(on):
        return [unit]
    became = trace([unit], to=on)[unit.pk].unit
    return [became] if became else []


def _holds(
    user: Somebody, roles: Iterable[Role], units: list[Unit], *, on: date
) -> bool:
    lineage = {each.pk for unit in units for each in unit.lineage()}
    held = Position.objects.of(user).on(on).filter(role__in=list(roles))
    return held.filter(unit__in=lineage).exists()
