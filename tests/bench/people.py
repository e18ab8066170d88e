"""Residents by the thousand, each of them signed in already."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from itertools import count, cycle, islice
from pathlib import Path

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user_model,
)
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.utils import timezone

from lms.accounts.codes import CODE_LENGTH, check_digit
from lms.accounts.models import User
from lms.communes.models import Unit
from lms.communes.services import load_hamlets
from lms.learners.models import Learner, RegisteredHow, Residence
from lms.lib.text import fold, name_sort_key

PIN = "135790"
NAME = "Bùi Thị Mẫu"
HAMLETS = 30  # in each commune
AT_ONCE = 2000  # rows in one statement

_numbers = count(1)


def make_hamlets(folder: Path, *, at: datetime) -> list[Unit]:
    """Return thirty hamlets of every commune of today, loaded from one list."""
    communes = Unit.objects.on(timezone.localdate(at)).communes()
    lines = [
        f"{commune.code},xóm,Mẫu {number}"
        for commune in communes
        for number in range(1, HAMLETS + 1)
    ]
    file = folder / "hamlets.csv"
    file.write_text("\n".join(["commune_code,kind_word,name", *lines]))
    load_hamlets(file, at=at)
    return list(Unit.objects.hamlets())


def make_residents(hamlets: list[Unit], wanted: int, *, at: datetime) -> list[Learner]:
    """Return so many new residents, spread over the hamlets.

    As `lms.learners.services.register` would, with one PIN for all: to stretch it
    anew for each would take longer than the whole bench.
    """
    users = [_user(code) for code in islice(_codes(), wanted)]
    learners = [_learner(user, at) for user in users]
    homes = [
        Residence(learner=learner, hamlet=hamlet, from_on=timezone.localdate(at))
        for learner, hamlet in zip(learners, cycle(hamlets), strict=False)
    ]
    get_user_model().objects.bulk_create(users, AT_ONCE)
    Learner.objects.bulk_create(learners, AT_ONCE)
    Residence.objects.bulk_create(homes, AT_ONCE)
    return learners


def _codes() -> Iterator[str]:
    for number in _numbers:
        digits = f"{number:0{CODE_LENGTH - 1}d}"
        yield digits + check_digit(digits)


_password = make_password(PIN)


def _user(code: str) -> User:
    return get_user_model()(username=code, password=_password, full_name=NAME)


def _learner(user: User, at: datetime) -> Learner:
    return Learner(
        code=user.username,
        user=user,
        full_name=NAME,
        name_sort=name_sort_key(NAME),
        name_folded=fold(NAME),
        birth_year=1966,
        registered_at=at,
        registered_how=RegisteredHow.SELF,
        registered_by=user,
    )


def sign_in(users: list[User]) -> list[str]:
    """Return the cookie of each, as `django.contrib.auth.login` would have set it."""
    engine = import_module(settings.SESSION_ENGINE)
    store = engine.SessionStore()
    until = timezone.now() + timedelta(days=1)
    kept = []
    for user in users:
        key = store._get_new_session_key()
        data = {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[-1],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
        kept.append(Session(key, store.encode(data), until))
    Session.objects.bulk_create(kept, AT_ONCE)
    return [f"{settings.SESSION_COOKIE_NAME}={each.session_key}" for each in kept]
