"""Writes residents: registering, consent, a new PIN."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from lms.accounts.codes import new_code, new_pin
from lms.accounts.models import User
from lms.communes.models import Unit
from lms.learners import consent
from lms.learners.models import (
    Channel,
    Consent,
    Decision,
    Learner,
    Purpose,
    RegisteredHow,
    Residence,
)
from lms.lib.ids import uuid7
from lms.lib.text import fold, name_sort_key


@dataclass(frozen=True)
class NewResident:
    """What a registration form holds, already checked and cleaned."""

    full_name: str
    birth_year: int
    hamlet: Unit
    phone: str = ""
    language: str = "vi"


@dataclass(frozen=True)
class Card:
    """What a resident signs in with; the PIN is known only now."""

    learner: Learner
    pin: str


@transaction.atomic
def register(
    person: NewResident,
    *,
    at: datetime,
    by: User | None = None,
    learner_id: UUID | None = None,
) -> Card:
    """Return the card of a new resident, who has agreed to the wording of today.

    ``by`` is the helper who registers; None where residents do so themselves.
    """
    pin = new_pin()
    code = _free_code()
    user = get_user_model().objects.create_user(
        username=code, password=pin, full_name=person.full_name
    )
    learner = Learner.objects.create(
        id=learner_id or uuid7(),
        code=code,
        user=user,
        full_name=person.full_name,
        name_sort=name_sort_key(person.full_name),
        name_folded=fold(person.full_name),
        birth_year=person.birth_year,
        phone=person.phone,
        language=person.language,
        registered_at=at,
        registered_how=RegisteredHow.HELPER if by else RegisteredHow.SELF,
        registered_by=by or user,
    )
    Residence.objects.create(
        learner=learner, hamlet=person.hamlet, from_on=timezone.localdate(at)
    )
    channel = Channel.READ_ALOUD if by else Channel.SELF
    agree(learner, channel=channel, taken_by=by or user, at=at)
    return Card(learner, pin)


def _free_code() -> str:
    """Return a code that nobody has; ten million are possible."""
    users = get_user_model().objects
    while users.filter(username=(code := new_code())).exists():
        pass
    return code


def agree(
    learner: Learner, *, channel: Channel, taken_by: User, at: datetime
) -> Consent:
    """Return the resident's consent to keeping a learning record, with its wording."""
    return Consent.objects.create(
        learner=learner,
        purpose=Purpose.LEARNING,
        decision=Decision.GIVEN,
        wording_version=consent.LEARNING.version,
        language=learner.language,
        channel=channel,
        taken_by=taken_by,
        occurred_at=at,
        arrived_at=at,
    )


def renew_pin(learner: Learner) -> Card:
    """Return a card with a new PIN; the old one no longer opens anything."""
    pin = new_pin()
    learner.user.set_password(pin)
    learner.user.save(update_fields=["password"])
    return Card(learner, pin)


def likely_same(person: NewResident, *, on: date) -> list[Learner]:
    """Return residents of the hamlet with this name, marks aside, and birth year."""
    there = Unit.objects.filter(pk=person.hamlet.pk)
    return list(
        Learner.objects.living_in(there, on=on).filter(
            name_folded=fold(person.full_name), birth_year=person.birth_year
        )
    )
