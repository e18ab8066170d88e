"""Giving and ending positions, and what they open."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils import timezone

from lms.accounts.roles import (
    ALWAYS_FROM_ABOVE,
    SEES,
    Data,
    Role,
    roles_that_appoint,
    roles_that_see,
)
from lms.communes.errors import (
    AppointsThemselves,
    EndedBefore,
    EndsBeforeItBegins,
    MayNotAppoint,
    UnitNotInForce,
    WrongSeat,
)
from lms.communes.models import COMMUNE_KINDS, Kind, Position, Unit, UnitQuerySet

Somebody = AbstractBaseUser | AnonymousUser

_TEAMS = COMMUNE_KINDS | {Kind.HAMLET, Kind.DISTRICT}
_OFFICES = COMMUNE_KINDS | {Kind.DISTRICT, Kind.PROVINCE}
_SEATS: dict[Role, frozenset[Kind]] = {
    Role.HELPER: _TEAMS,
    Role.TEAM_LEADER: _TEAMS,
    Role.TRAINER: _OFFICES,
    Role.COMMUNE_OFFICER: COMMUNE_KINDS,
    Role.PROVINCIAL_OFFICER: frozenset({Kind.PROVINCE}),
    Role.VIEWER: _OFFICES,
    Role.DATA_PROTECTION: _OFFICES,
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
    kind = Data(kind_of_data)
    return unit is not None and kind in kinds_open_to(user, unit, on=on)


def kinds_open_to(user: Somebody, unit: Unit, *, on: date) -> frozenset[Data]:
    """Return every kind of data that somebody may see of the unit: one query."""
    return opened_to(user, unit, on=on).kinds


@dataclass(frozen=True)
class Opened:
    """What somebody's positions open of a unit.

    ``from_within``: its figures as those who answer for it see them, small ones too.
    """

    kinds: frozenset[Data]
    from_within: bool


def opened_to(user: Somebody, unit: Unit, *, on: date) -> Opened:
    """Return what somebody may see of the unit, and from where: one query."""
    held = Position.objects.of(user).on(on).filter(unit__in=unit.lineage_ids)
    rows = [(Role(role), place) for role, place in held.values_list("role", "unit")]
    roles = {role for role, _place in rows}
    if user.is_active and user.is_superuser:
        roles.add(Role.OPERATOR)
    every_figure = roles_that_see(Data.REPORTS) - ALWAYS_FROM_ABOVE
    return Opened(
        frozenset(kind for role in roles for kind in SEES[role]),
        any(role in every_figure and place == unit.pk for role, place in rows),
    )


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
    Raises: `WrongSeat`, `UnitNotInForce`, `EndsBeforeItBegins`, `MayNotAppoint`,
    `AppointsThemselves`.
    """
    today = timezone.localdate(at)
    first = from_on or today
    _check_seat(unit, Role(role), first, until_on)
    if by and by == user:
        raise AppointsThemselves
    if by and not may_appoint(by, unit, role, on=today):
        raise MayNotAppoint
    same = {"user": user, "unit": unit, "role": role}
    held = Position.objects.filter(**same).on(first).first()
    if held is None:
        details = {"until_on": until_on, "given_by": by}
        held, _ = Position.objects.get_or_create(
            **same, from_on=first, ended_at_once=False, defaults=details
        )
    return held


@transaction.atomic
def end_position(
    position: Position,
    *,
    last_on: date,
    at: datetime,
    by: AbstractBaseUser | None = None,
    at_once: bool = False,
) -> Position:
    """Let a position end with that day, and return it.

    ``at_once``: it opens nothing any more, not even on that day, which is today or,
    where it has not begun, its first. A day that is over cannot be the last: what was
    open then was open.
    Raises: `EndsBeforeItBegins`, `EndedBefore`, `MayNotAppoint`.
    """
    today = timezone.localdate(at)
    held = Position.objects.select_for_update(of=("self",)).get(pk=position.pk)
    if by and not may_appoint(by, held.unit, held.role, on=today):
        raise MayNotAppoint
    if at_once:
        last_on = max(today, held.from_on)
    if last_on < held.from_on:
        raise EndsBeforeItBegins
    if last_on < today or _is_over(held, today):
        raise EndedBefore
    held.until_on, held.ended_at_once = last_on, at_once
    held.ended_by, held.ended_at = by, at
    held.save(update_fields=["until_on", "ended_at_once", "ended_by", "ended_at"])
    return held


def roles_given_in(user: Somebody, unit: Unit, *, on: date) -> list[Role]:
    """Return the roles that somebody may give in the unit or below it that day.

    Operators are made by a command: no page hands the whole machine over.
    """
    return [
        role
        for role in Role
        if role != Role.OPERATOR and may_appoint(user, unit, role, on=on)
    ]


def seats_of(role: str) -> frozenset[Kind]:
    """Return the kinds of unit in which a role is held."""
    return _SEATS[Role(role)]


def _is_over(position: Position, today: date) -> bool:
    last = position.until_on
    return last is not None and (last < today or position.ended_at_once)


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
