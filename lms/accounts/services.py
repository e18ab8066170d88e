"""Writes sign-ins; residents get theirs with their card, `lms.learners`."""

import secrets
from datetime import datetime
from itertools import chain, count

from axes.utils import reset
from django.db import transaction
from django.utils.crypto import get_random_string

from lms.accounts.models import PasswordRenewal, User
from lms.lib.text import fold

ROOM = 40  # letters of a user name that somebody has to type
EASY_TO_READ = "abcdefghjkmnpqrstuvwxyz23456789"


def add_staff(
    user_name: str,
    full_name: str,
    password_hash: str,
    *,
    operator: bool = False,
    first: bool = False,
) -> User:
    """Return the new sign-in of somebody on the staff.

    ``operator`` opens the whole editor. The hash is made by the caller, who may need
    one for several people: it is meant to be slow. ``first``: whoever made the password
    told it to them, so they choose another before anything opens.
    """
    return User.objects.create(
        username=user_name,
        full_name=full_name,
        password=password_hash,
        is_staff=True,
        is_superuser=operator,
        must_choose_password=first,
    )


def change_password(user: User, secret: str) -> None:
    """Let a new password or PIN open the sign-in; the old one no longer does."""
    user.set_password(secret)
    user.must_choose_password = False
    user.save(update_fields=["password", "must_choose_password"])


@transaction.atomic
def renew_password(user: User, *, by: User, at: datetime) -> str:
    """Return a new first password: it opens nothing but the choice of another.

    Too many wrong ones had closed the name, perhaps: the new one opens it.
    """
    password = new_password()
    user.set_password(password)
    user.must_choose_password = True
    user.save(update_fields=["password", "must_choose_password"])
    PasswordRenewal.objects.create(
        user=user, renewed_by=by, occurred_at=at, arrived_at=at
    )
    reset(username=user.username)
    return password


def new_password() -> str:
    """Return twelve random letters and digits, easily told apart: 59 bits."""
    return "-".join(get_random_string(3, EASY_TO_READ) for _ in range(4))


def free_user_name(full_name: str) -> str:
    """Return a user name nobody has: the given name and the initials of the others.

    `Bùi Thị Mẫu` becomes `mau.bt`, or `mau.bt2` where that is taken.
    """
    *others, given = "".join(
        letter if letter.isascii() and letter.isalnum() else " "
        for letter in fold(full_name)
    ).split() or [""]
    name = ".".join(filter(None, [given, "".join(each[0] for each in others)]))
    name = name[:ROOM] or f"a{secrets.randbelow(10**6)}"
    taken = set(
        User.objects.filter(username__startswith=name).values_list(
            "username", flat=True
        )
    )
    more = (f"{name}{number}" for number in count(2))
    return next(each for each in chain([name], more) if each not in taken)
