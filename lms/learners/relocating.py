"""Somebody moves to another commune: the old one gives them, the new one takes them."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.communes.errors import CommunesError, UnitNotInForce
from lms.communes.models import Unit
from lms.learners.households import leave_household
from lms.learners.joined import closed_for_good
from lms.learners.leaving import depart, move_home
from lms.learners.models import Learner, Relocation, RelocationQuerySet, WhyLeft


class SettledAlready(CommunesError):
    sentence = gettext_lazy(
        "Somebody has answered this meanwhile, or it was taken back. Please look again."
    )


class NotInThisCommune(CommunesError):
    sentence = gettext_lazy("Please choose a hamlet of your own commune.")


@transaction.atomic
def offer(
    learner: Learner, to: Unit, *, last_on: date, by: User, at: datetime
) -> Relocation:
    """Write down that a resident moves to another commune after a day; return that.

    Until the other commune says in which hamlet they live, they live in none.
    Raises: what `depart` raises, `UnitNotInForce`.
    """
    if not to.in_force_on(last_on):
        raise UnitNotInForce
    stale = Relocation.objects.open().filter(learner=learner)  # they had come back
    stale.update(settled_at=at, settled_by=by)
    gone = depart(learner, WhyLeft.MOVED_AWAY, last_on=last_on, by=by, at=at)
    return Relocation.objects.create(
        learner=learner,
        departure=gone,
        to=to,
        offered_by=by,
        occurred_at=at,
        arrived_at=at,
    )


@transaction.atomic
def accept(
    relocation: Relocation, hamlet: Unit, *, from_on: date, by: User, at: datetime
) -> Relocation:
    """Let somebody live in a hamlet of their new commune from a day on.

    The household stays behind: its head is one of the old hamlet.
    Raises: `SettledAlready`, `NotInThisCommune`, what `move_home` raises.
    """
    held = _settled(relocation, by=by, at=at, accepted=True)
    if hamlet.parent_id != held.to_id:
        raise NotInThisCommune
    move_home(held.learner, hamlet, from_on=from_on, at=at)
    leave_household(held.learner, from_on=from_on)
    return held


@transaction.atomic
def decline(relocation: Relocation, *, by: User, at: datetime) -> Relocation:
    """Say that somebody has not come to the commune they were given to.

    Raises: `SettledAlready`.
    """
    return _settled(relocation, by=by, at=at, accepted=False)


def waiting_for(commune: Unit) -> RelocationQuerySet:
    """Return who was given to a commune that has not answered yet, oldest first.

    Not those who took the agreement back since, or are forgotten: they are named
    nowhere.
    """
    found = Relocation.objects.waiting().filter(to=commune)
    closed = closed_for_good().filter(pk=OuterRef("learner"))
    return found.exclude(Exists(closed)).order_by("occurred_at", "pk")


def _settled(
    relocation: Relocation, *, by: User, at: datetime, accepted: bool
) -> Relocation:
    """Return it, held and answered."""
    rows = Relocation.objects.select_for_update(of=("self",)).waiting()
    held = rows.select_related("learner").filter(pk=relocation.pk).first()
    if held is None or closed_for_good().filter(pk=held.learner_id).exists():
        raise SettledAlready
    held.settled_at, held.settled_by, held.accepted = at, by, accepted
    held.save(update_fields=["settled_at", "settled_by", "accepted"])
    return held
