"""Writes residents: registering, consent and its end, a new PIN, what is put right."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from axes.utils import reset
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.accounts.codes import new_code, new_pin, pin_of
from lms.accounts.models import User
from lms.communes.models import Unit
from lms.learners import consent
from lms.learners.errors import CardClosed
from lms.learners.households import take_heads_away
from lms.learners.joined import with_joined
from lms.learners.models import (
    Channel,
    Consent,
    Decision,
    Learner,
    NameCorrection,
    PinRenewal,
    Purpose,
    RegisteredHow,
    Residence,
)
from lms.learners.new_resident import NewResident
from lms.lib.ids import uuid7
from lms.lib.text import fold, name_sort_key

LOST_WITHIN = timedelta(minutes=10)
STILL_THE_SAME_FORM = timedelta(minutes=10)


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

    ``by`` is the helper who registers; None where residents do so themselves. With a
    ``learner_id`` the PIN belongs to it, so that the card can be shown again.
    """
    pin = pin_of(learner_id) if learner_id else new_pin()
    code = free_code()
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

    Somebody may have gone back to put a slip in the name right: then it is put right.
    A form that was filled in for the next person makes a further card, once for each:
    nobody may get lost between two presses.
    """
    known = Learner.objects.filter(pk=form_id).first()
    if known and _just_put_right(known, person, at=at):
        correct_name(known, person.full_name, by=by or known.user, at=at)
        return None
    own_id = id_of(person, form_id)
    if Learner.objects.filter(pk=own_id).exists():
        return None
    try:
        return register(person, at=at, by=by, learner_id=own_id)
    except IntegrityError:
        if not Learner.objects.filter(pk=own_id).exists():
            raise
    # Pressed twice, and the other press was faster; it may have been for another.
    return register_once(person, form_id, at=at, by=by)


def id_of(person: NewResident, form_id: UUID) -> UUID:
    """Return the id that a form gives somebody: its own to whom it was for first."""
    first = Learner.objects.filter(pk=form_id).first()
    if first is None or person.is_likely(first):
        return form_id
    return uuid5(form_id, f"{fold(person.full_name)} {person.birth_year}")


def _just_put_right(known: Learner, person: NewResident, *, at: datetime) -> bool:
    lately = at - known.registered_at < STILL_THE_SAME_FORM
    return lately and person.puts_right(known, on=timezone.localdate(at))


def card_again(form_id: UUID, *, at: datetime) -> Card | None:
    """Return a card for one that was lost on its way to the phone.

    Only for a while, and only for residents who registered by themselves: nobody
    else was there who could have written it down. It is the same card however often,
    and at once, it is asked for; where the PIN was changed meanwhile it gets a new one.
    """
    lost = (
        Learner.objects.taking_part()
        .filter(
            pk=form_id,
            registered_how=RegisteredHow.SELF,
            registered_at__gte=at - LOST_WITHIN,
        )
        .first()
    )
    if lost and lost.user.check_password(pin_of(form_id)):
        return Card(lost, pin_of(form_id))
    return renew_pin(lost, by=lost.user, at=at) if lost else None


def free_code() -> str:
    """Return a code that nobody has; ten million are possible."""
    users = get_user_model().objects
    while users.filter(username=(code := new_code())).exists():
        pass
    return code


def agree(
    learner: Learner, read_in: str, *, channel: Channel, taken_by: User, at: datetime
) -> Consent:
    """Return the resident's consent to keeping a learning record, with its wording."""
    read = {"language": read_in, "channel": channel, "taken_by": taken_by}
    return _decide(learner, Decision.GIVEN, at=at, **read)


@transaction.atomic
def withdraw(learner: Learner, read_in: str, *, by: User, at: datetime) -> Consent:
    """Return that the resident took the agreement back; the sign-in is closed for good.

    Every session ends with it, a helper's beside them too, and the phone number goes:
    nothing needs it any more. What was certified stays, and so does the proof.
    """
    held = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    rows = Learner.objects.filter(pk__in=with_joined({held.pk}))
    take_heads_away(rows, at=at)
    rows.update(phone="")
    held.user.is_active = False
    held.user.save(update_fields=["is_active"])
    channel = Channel.SELF if by == held.user else Channel.READ_ALOUD
    read = {"language": read_in, "channel": channel, "taken_by": by}
    return _decide(held, Decision.WITHDRAWN, at=at, **read)


def _decide(
    learner: Learner, decision: Decision, *, at: datetime, **read: str | User
) -> Consent:
    return Consent.objects.create(
        learner=learner,
        purpose=Purpose.LEARNING,
        decision=decision,
        wording_version=consent.LEARNING.version,
        occurred_at=at,
        arrived_at=at,
        **read,
    )


@transaction.atomic
def correct_name(
    learner: Learner, full_name: str, *, by: User, at: datetime
) -> NameCorrection | None:
    """Return the correction of a name that was written wrongly; None where it stood so.

    Certificates keep the words they were issued with.
    """
    held = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    before = held.full_name
    if full_name == before:
        return None
    for each in (held, learner):  # the caller's copy says the same from here on
        each.full_name = full_name
        each.name_sort, each.name_folded = name_sort_key(full_name), fold(full_name)
    held.save(update_fields=["full_name", "name_sort", "name_folded"])
    held.user.full_name = full_name
    held.user.save(update_fields=["full_name"])
    return NameCorrection.objects.create(
        learner=learner,
        name_before=before,
        name_after=full_name,
        corrected_by=by,
        occurred_at=at,
        arrived_at=at,
    )


@transaction.atomic
def correct(
    learner: Learner,
    *,
    full_name: str,
    phone: str,
    language: str,
    birth_year: int | None = None,
    by: User,
    at: datetime,
) -> NameCorrection | None:
    """Keep what was put right: name, phone or none, language of the next certificates.

    The year of birth where one is given: it moves people to another age from the next
    count on.

    All of it or nothing; returns what `correct_name` does.
    Raises: `CardClosed` where the agreement was taken back meanwhile, and the phone
    number deleted with it.
    """
    held = Learner.objects.select_for_update(of=("self",)).taking_part()
    if held.filter(pk=learner.pk).first() is None:
        raise CardClosed
    learner.phone, learner.language = phone, language
    learner.birth_year = birth_year or learner.birth_year
    learner.save(update_fields=["phone", "language", "birth_year"])
    return correct_name(learner, full_name, by=by, at=at)


@transaction.atomic
def renew_pin(learner: Learner, *, by: User, at: datetime) -> Card:
    """Return a card with a new PIN; the old one no longer opens anything.

    Too many wrong PINs had closed the code, perhaps: the new one opens it.
    """
    pin = new_pin()
    learner.user.set_password(pin)
    learner.user.save(update_fields=["password"])
    PinRenewal.objects.create(
        learner=learner, renewed_by=by, occurred_at=at, arrived_at=at
    )
    reset(username=learner.code)
    return Card(learner, pin)


@transaction.atomic
def hand_over(learner: Learner, read_in: str, *, by: User, at: datetime) -> Card:
    """Return the first card of somebody whom a list brought, and who now has agreed.

    From this moment they are registered: the list alone registered nobody.
    """
    held = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    if held.only_listed:
        held.registered_how, held.registered_by = RegisteredHow.HELPER, by
        held.registered_at = at
        held.save(update_fields=["registered_how", "registered_by", "registered_at"])
        agree(held, read_in, channel=Channel.READ_ALOUD, taken_by=by, at=at)
    return renew_pin(held, by=by, at=at)


def likely_same(person: NewResident, *, on: date) -> list[Learner]:
    """Return residents of the hamlet with this name, marks aside, and birth year.

    Not those who took their agreement back: they may begin anew.
    """
    there = Unit.objects.filter(pk=person.hamlet.pk)
    return list(
        Learner.objects.taking_part()
        .living_in(there, on=on)
        .filter(name_folded=fold(person.full_name), birth_year=person.birth_year)
    )
