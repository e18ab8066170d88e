"""Residents move to another hamlet, or away, or die: from a day on, the past stays."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.communes.errors import CommunesError, UnitNotInForce
from lms.communes.models import Unit
from lms.learners.errors import CardClosed
from lms.learners.joined import closed_for_good
from lms.learners.models import Departure, Learner, Relocation, Residence, WhyLeft
from lms.learners.moving import follow

DAY = timedelta(days=1)


class NotYet(CommunesError):
    sentence = gettext_lazy(
        "This day lies in the future. Please write it down once it has come."
    )


class LivesThere(CommunesError):
    sentence = gettext_lazy("They live in this hamlet already.")


class LivesNowhere(CommunesError):
    sentence = gettext_lazy("They have left already.")


class LivesHereAgain(CommunesError):
    sentence = gettext_lazy(
        "There is nothing to take back: by what is written down they are here."
    )


class CameLater(CommunesError):
    def __init__(self, day: date) -> None:
        super().__init__()
        self.sentence = _(
            "Until %(day)s something else is written down. Please choose a later day."
        ) % {"day": f"{day:%d/%m/%Y}"}


@transaction.atomic
def move_home(
    learner: Learner, hamlet: Unit, *, from_on: date, at: datetime
) -> Residence:
    """Let a resident live in another hamlet from a day on; return the new stay.

    On the very day on which the last stay began it is put right instead. Who had moved
    away may come back.
    Raises: `NotYet`, `UnitNotInForce`, `LivesThere`, `CameLater`, `CardClosed`.
    """
    held, last = _held(learner, from_on, at)
    if not hamlet.in_force_on(from_on):
        raise UnitNotInForce
    if last and last.until_on is None and last.hamlet_id == hamlet.pk:
        raise LivesThere
    if last and last.until_on and last.until_on >= from_on:
        raise CameLater(last.until_on)
    if last and last.from_on == from_on:
        last.hamlet = hamlet
        last.save(update_fields=["hamlet"])
        return last
    if last and last.until_on is None:
        last.until_on = from_on - DAY
        last.save(update_fields=["until_on"])
    return Residence.objects.create(learner=held, hamlet=hamlet, from_on=from_on)


@transaction.atomic
def depart(
    learner: Learner, why: WhyLeft, *, last_on: date, by: User, at: datetime
) -> Departure:
    """Write down that a resident has moved away, or died, after a day; return that.

    Of somebody who died the card is closed, and the phone number goes.
    Raises: `NotYet`, `LivesNowhere`, `CameLater`, `CardClosed`.
    """
    held, stay = _held(learner, last_on, at)
    if stay is None or stay.until_on is not None:
        raise LivesNowhere
    stay.until_on = last_on
    stay.save(update_fields=["until_on"])
    if why == WhyLeft.DIED:
        held.phone = ""
        held.save(update_fields=["phone"])
        held.user.is_active = False
        held.user.save(update_fields=["is_active"])
    return Departure.objects.create(
        learner=held,
        why=why,
        last_on=last_on,
        noted_by=by,
        occurred_at=at,
        arrived_at=at,
    )


@transaction.atomic
def take_departure_back(learner: Learner, *, by: User, at: datetime) -> Departure:
    """Write down that a resident has not left, nor died, after all; return what was.

    They go on living where they did, as if nothing had been written, and the card of
    somebody said to be dead opens again. What their hamlet became meanwhile they
    follow. The phone number has to be written down anew.
    Raises: `LivesHereAgain`, `CardClosed` where the agreement was taken back since.
    """
    held = Learner.objects.select_for_update(of=("self",)).get(pk=learner.pk)
    last = held.residences.order_by("-from_on").first()
    said = held.departures.standing().order_by("-occurred_at", "-pk").first()
    if last is None or last.until_on is None or said is None:
        raise LivesHereAgain
    if closed_for_good().filter(pk=held.pk).exists():
        raise CardClosed
    last.until_on = None
    last.save(update_fields=["until_on"])
    given = Relocation.objects.open().filter(learner=held)
    given.update(settled_at=at, settled_by=by)
    held.user.is_active = True
    held.user.save(update_fields=["is_active"])
    said.taken_back_at, said.taken_back_by = at, by
    said.save(update_fields=["taken_back_at", "taken_back_by"])
    follow([last.hamlet])
    return said


def _held(
    learner: Learner, day: date, at: datetime
) -> tuple[Learner, Residence | None]:
    """Return the row, held, with the stay that began last, on or before that day."""
    if day > timezone.localdate(at):
        raise NotYet
    taking_part = Learner.objects.select_for_update(of=("self",)).taking_part()
    held = taking_part.filter(pk=learner.pk).first()
    if held is None:
        raise CardClosed
    last = held.residences.order_by("-from_on").first()
    if last and day < last.from_on:
        raise CameLater(last.from_on)
    return held, last
