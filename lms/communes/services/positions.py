"""Giving and ending positions, and what they open."""

from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils import timezone

from lms.accounts.roles import SEES, Data, Role, roles_that_appoint
from lms.communes.errors import (
    EndsBeforeItBegins,
    MayNotAppoint,
    UnitNotInForce,
    WrongSeat,
)
from lms.communes.models import COMMUNE_KINDS, Kind, Position, Unit, UnitQuerySet

Somebody = AbstractBaseUser | AnonymousUser

_TEAMS = COMMUNE_KINDS | {Kind.HAMLET, Kind.DISTRICT}
_SEATS: dict[Role, frozenset[Kind]] = {
    Role.HELPER: _TEAMS,
    Role.TEAM_LEADER: _TEAMS,
    Role.TRAINER: COMMUNE_KINDS | {Kind.DISTRICT, Kind.PROVINCE},
    Role.COMMUNE_OFFICER: COMMUNE_KINDS,
    Role.PROVINCIAL_OFFICER: frozenset({Kind.PROVINCE}),
    Role.OPERATOR: frozenset({Kind.PROVINCE}),
}


def units_open_to(user: Somebody, kind_of_data: str, *, on: date) -> UnitQuerySet:
    """Return the units of which somebody may see this kind of data that day.

    These are the units of their positions and everything below, as it is and was. A
    superuser sees everywhere what an operator sees, and so no names.
    """
    kind = Data(kind_of_data)
    if user.is_active and user.is_superuser and kind in SEES[Role.OPERATOR]:
        return Unit.objects.all()
    positions = Position.objects.of(user).on(on).that_see(kind)
    return _below(positions.values("unit"))


def may_see(user: Somebody, unit: Unit | None, kind_of_data: str, *, on: date) -> bool:
    """Return whether somebody may see this kind of data of the unit; never of none."""
    if unit is None:
        return False
    return units_open_to(user, kind_of_data, on=on).filter(pk=unit.pk).exists()


def kinds_open_to(user: Somebody, unit: Unit, *, on: date) -> frozenset[Data]:
    """Return every kind of data that somebody may see of the unit: one query."""
    held = Position.objects.of(user).on(on).filter(unit__in=unit.lineage())
    roles = {Role(role) for role in held.values_list("role", flat=True)}
    if user.is_active and user.is_superuser:
        roles.add(Role.OPERATOR)
    return frozenset(kind for role in roles for kind in SEES[role])


def may_appoint(user: Somebody, unit: Unit, role: str, *, on: date) -> bool:
    """Return whether somebody may give this role in the unit: it lies within theirs."""
    givers = roles_that_appoint(role)
    if user.is_active and user.is_superuser:
        return True
    positions = Position.objects.of(user).on(on).filter(role__in=givers)
    return _below(positions.values("unit")).filter(pk=unit.pk).exists()


@transaction.atomic
def appoint(
    user: AbstractBaseUser,
    unit: Unit,
    role: str,
    *,
    at: datetime,
    by: AbstractBaseUser | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Position:
    """Give somebody a role in a unit, from today unless said, and return the position.

    One they hold on its first day already is returned as it stands. ``by`` is left
    out only by commands, which the operator runs.
    Raises: `WrongSeat`, `UnitNotInForce`, `EndsBeforeItBegins`, `MayNotAppoint`.
    """
    today = timezone.localdate(at)
    first = from_on or today
    _check_seat(unit, Role(role), first, until_on)
    if by and not may_appoint(by, unit, role, on=today):
        raise MayNotAppoint
    same = {"user": user, "unit": unit, "role": role}
    held = Position.objects.filter(**same).on(first).first()
    if held is None:
        details = {"until_on": until_on, "given_by": by}
        held, _ = Position.objects.get_or_create(
            **same, from_on=first, defaults=details
        )
    return held


def end_position(position: Position, *, last_on: date) -> Position:
    """Let a position end with that day, and return it.

    Raises: `EndsBeforeItBegins`.
    """
    if last_on < position.from_on:
        raise EndsBeforeItBegins
    position.until_on = last_on
    position.save(update_fields=["until_on"])
    return position


def _check_seat(unit: Unit, role: Role, first: date, last: date | None) -> None:
    if unit.kind not in _SEATS[role]:
        raise WrongSeat
    if not unit.in_force_on(first):
        raise UnitNotInForce
    if last and last < first:
        raise EndsBeforeItBegins


def _below(unit_ids: UnitQuerySet) -> UnitQuerySet:
    """Return the units of these ids and all below them; nothing below none."""
    return Unit.objects.within(*Unit.objects.filter(pk__in=unit_ids))
