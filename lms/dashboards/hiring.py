"""Puts somebody on the staff: a sign-in, a position, and what their work needs."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services import add_staff, free_user_name, renew_password
from lms.communes.models import Position, Unit
from lms.communes.services import appoint, end_position, may_appoint
from lms.dashboards.editors import OPENS, bring_editors_up_to_date, opens_more
from lms.dashboards.errors import MayNotRenew
from lms.dashboards.in_charge import goes_on

TRIES = 5  # each lost to somebody of the same initials, hired in the same moment


def hire_new(full_name: str, role: Role, units: list[Unit], **details: Any) -> User:
    """Return what `hire` does, under a user name that nobody has.

    Of two people with one name who are hired at once, the second gets the next one.
    """
    for _lost_to_somebody in range(TRIES):
        with suppress(IntegrityError):
            name = free_user_name(full_name)
            return hire(name, full_name, role, units, **details)
    return hire(free_user_name(full_name), full_name, role, units, **details)


@transaction.atomic
def hire(
    user_name: str,
    full_name: str,
    role: Role,
    units: list[Unit],
    *,
    at: datetime,
    password: str = "",
    password_hash: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    by: User | None = None,
) -> User:
    """Return the new sign-in, in its positions; trainers may open the editor.

    ``by``: who made it and knows its password; it has to be changed before it opens
    anything. Left out by commands alone.
    Raises: what `appoint` raises, where the role does not belong to such a unit.
    """
    password_hash = password_hash or make_password(password)
    operator = role == Role.OPERATOR
    user = add_staff(
        user_name, full_name, password_hash, operator=operator, first=by is not None
    )
    for unit in units:
        give(user, unit, role, at=at, by=by, from_on=from_on, until_on=until_on)
    return user


@transaction.atomic
def give(
    user: User,
    unit: Unit,
    role: Role,
    *,
    at: datetime,
    by: User | None,
    from_on: date | None = None,
    until_on: date | None = None,
) -> Position:
    """Appoint somebody, and open what their work needs of the editor.

    Raises: what `appoint` raises.
    """
    position = appoint(
        user, unit, role, at=at, by=by, from_on=from_on, until_on=until_on
    )
    if role in OPENS:
        bring_editors_up_to_date(at=at)
    return position


@transaction.atomic
def take_back(
    position: Position, *, last_on: date, at_once: bool, by: User, at: datetime
) -> Position:
    """End a position; the editor closes with it, or on its last day.

    Raises: what `end_position` raises.
    """
    ended = end_position(position, last_on=last_on, at=at, by=by, at_once=at_once)
    if ended.role in OPENS:
        bring_editors_up_to_date(at=at)
    return ended


def may_renew(user: User, *, by: User, on: date) -> bool:
    """Return whether somebody may give a person a new first password.

    Only who may give every position that the person holds, or will: whoever knows the
    password could act in all of them. Nobody to themselves; what an operator's opens,
    or one's who was let in by hand, is for whoever has the whole machine.
    """
    if user == by or not user.is_active or user.signs_in_by_card:
        return False
    held = list(Position.objects.filter(user=user).filter(goes_on(on)))
    above = by.is_superuser or not (user.is_superuser or opens_more(user, held))
    theirs = (may_appoint(by, each.unit, each.role, on=on) for each in held)
    return above and bool(held) and all(theirs)


@transaction.atomic
def renew(user: User, *, by: User, at: datetime) -> str:
    """Return a new first password for somebody who has forgotten theirs.

    The old one opens nothing from now on, and every session ends.
    Raises: `MayNotRenew`.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if not may_renew(held, by=by, on=timezone.localdate(at)):
        raise MayNotRenew
    return renew_password(held, by=by, at=at)
