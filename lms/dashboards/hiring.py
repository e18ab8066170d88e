"""Puts somebody on the staff: a sign-in, a position, and what their work needs."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from courses.services import allow_trainers
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services import add_staff, free_user_name
from lms.communes.models import Position, Unit
from lms.communes.services import appoint, end_position

TRAINERS = "Người soạn bài"
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
    """Appoint somebody, and open the editor to who writes lessons.

    Raises: what `appoint` raises.
    """
    position = appoint(
        user, unit, role, at=at, by=by, from_on=from_on, until_on=until_on
    )
    if role == Role.TRAINER:
        group, _ = Group.objects.get_or_create(name=TRAINERS)
        allow_trainers(group)
        user.groups.add(group)
    return position


@transaction.atomic
def take_back(
    position: Position, *, last_on: date, at_once: bool, by: User, at: datetime
) -> Position:
    """End a position, and close the editor behind who writes in no unit any more.

    Raises: what `end_position` raises.
    """
    ended = end_position(position, last_on=last_on, at=at, by=by, at_once=at_once)
    today = timezone.localdate(at)
    writes = Position.objects.filter(user=ended.user, role=Role.TRAINER).on(today)
    if ended.role == Role.TRAINER and not writes.exists():
        ended.user.groups.remove(*Group.objects.filter(name=TRAINERS))
    return ended
