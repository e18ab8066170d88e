"""Puts somebody on the staff: a sign-in, a position, and what their work needs."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from courses.services import allow_trainers
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.accounts.services import add_staff
from lms.communes.models import Unit
from lms.communes.services import appoint

TRAINERS = "Người soạn bài"


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
) -> User:
    """Return the new sign-in, in its positions; trainers may open the editor.

    Raises: what `appoint` raises, where the role does not belong to such a unit.
    """
    password_hash = password_hash or make_password(password)
    operator = role == Role.OPERATOR
    user = add_staff(user_name, full_name, password_hash, operator=operator)
    for unit in units:
        appoint(user, unit, role, at=at, from_on=from_on)
    if role == Role.TRAINER:
        group, _ = Group.objects.get_or_create(name=TRAINERS)
        allow_trainers(group)
        user.groups.add(group)
    return user
