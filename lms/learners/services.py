"""Writes residents: registering, consent, a new PIN."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from axes.utils import reset
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
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
from lms.learners.new_resident import NewResident
from lms.lib.ids import uuid7
from lms.lib.text import fold, name_sort_key

LOST_WITHIN = timedelta(minutes=10)


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
    agree(learner, person.read_in, channel=channel, taken_by=by or user, at=at)
    return Card(learner, pin)


def register_once(
    person: NewResident, form_id: UUID, *, at: datetime, by: User | None = None
) -> Card | None:
    """Return the card of a new resident, or None where this form has made it before.

    A form that somebody went back to and filled in for the next person makes a
    further card: nobody may get lost between two presses.
    """
    known = Learner.objects.filter(pk=form_id).first()
    if known and person.is_likely(known):
        return None
    try:
        return register(person, at=at, by=by, learner_id=None if known else form_id)
    except IntegrityError:
        if not known and Learner.objects.filter(pk=form_id).exists():
            return None  # pressed twice, and the other press was faster
        raise


def card_again(form_id: UUID, *, at: datetime) -> Card | None:
    """Return a card, with a new PIN, for one that was lost on its way to the phone.

    Only for a while, and only for residents who registered by themselves: nobody
    else was there who could have written it down.
    """
    lost = Learner.objects.filter(
        pk=form_id,
        registered_how=RegisteredHow.SELF,
        registered_at__gte=at - LOST_WITHIN,
    ).first()
    return renew_pin(lost) if lost else None


def _free_code() -> str:
    """Return a code that nobody has; ten million are possible."""
    users = get_user_model().objects
    while users.filter(username=(code := new_code())).exists():
        pass
    return code


def agree(
    learner: Learner, read_in: str, *, channel: Channel, taken_by: User, at: datetime
) -> Consent:
    """Return the resident's consent to keeping a learning record, with its wording."""
    return Consent.objects.create(
        learner=learner,
        purpose=Purpose.LEARNING,
        decision=Decision.GIVEN,
        wording_version=consent.LEARNING.version,
        language=read_in,
        channel=channel,
        taken_by=taken_by,
        occurred_at=at,
        arrived_at=at,
    )


def renew_pin(learner: Learner) -> Card:
    """Return a card with a new PIN; the old one no longer opens anything.

    Too many wrong PINs had closed the code, perhaps: the new one opens it.
    """
    pin = new_pin()
    learner.user.set_password(pin)
    learner.user.save(update_fields=["password"])
    reset(username=learner.code)
    return Card(learner, pin)


def likely_same(person: NewResident, *, on: date) -> list[Learner]:
    """Return residents of the hamlet with this name, marks aside, and birth year."""
    there = Unit.objects.filter(pk=person.hamlet.pk)
    return list(
        Learner.objects.living_in(there, on=on).filter(
            name_folded=fold(person.full_name), birth_year=person.birth_year
        )
    )
