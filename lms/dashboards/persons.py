"""One resident's row, put right by the commune: moved, left, forgotten."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.changing import recount_around
from lms.dashboards.person_forms import (
    ForgetForm,
    GiveForm,
    Household,
    LeaveForm,
    MergeForm,
    MoveHomeForm,
    NothingForm,
    PersonForm,
)
from lms.dashboards.services.names_files import forget_names_files_about
from lms.fieldwork.merging import merge, take_back
from lms.fieldwork.services import forget
from lms.learners.households import housemates, leave_household
from lms.learners.joined import withdrawn
from lms.learners.leaving import depart, move_home, take_departure_back
from lms.learners.models import Departure, Learner, Merger, Residence, WhyLeft
from lms.learners.relocating import offer
from lms.looks.models import Seen
from lms.looks.services import look_at

Did = Callable[[Learner, dict[str, Any], User, datetime], object]


@dataclass(frozen=True)
class PersonVerb:
    """What can be done to a resident's row: the words, the form, the service."""

    title: str | Promise
    lead: str | Promise
    press: str | Promise
    done: str | Promise
    form: type[PersonForm]
    do: Did
    warns: str | Promise = ""
    of_departed: bool = False  # of them too
    only_departed: bool = False
    of_joined: bool = False  # for a row that was joined to another, and no other


def _move(learner: Learner, data: dict[str, Any], by: User, at: datetime) -> object:
    """Move them, and their household where it goes along; else it stays behind."""
    home, who, day = learner.home_id, data.get("household"), data["on"]
    left_behind = who == Household.ALONE or (not who and home != data["hamlet"].pk)
    movers = [learner]
    if who == Household.WHOLE:
        movers += housemates(learner, home, on=timezone.localdate(at))
    for each in movers:
        look_at(each, Seen.MOVED, home=home, by=by, at=at)
        move_home(each, data["hamlet"], from_on=day, at=at)
    if left_behind and learner.household:
        leave_household(learner, from_on=day)
    return movers


def _leave(learner: Learner, data: dict[str, Any], by: User, at: datetime) -> object:
    look_at(learner, Seen.LEFT, home=learner.home_id, by=by, at=at)
    why = WhyLeft(data["why"])
    return depart(learner, why, last_on=data["last_on"], by=by, at=at)


def _give(learner: Learner, data: dict[str, Any], by: User, at: datetime) -> object:
    look_at(learner, Seen.LEFT, home=learner.home_id, by=by, at=at)
    return offer(learner, data["to"], last_on=data["last_on"], by=by, at=at)


def _not_left(learner: Learner, data: dict[str, Any], by: User, at: datetime) -> object:
    look_at(learner, Seen.RETURNED, home=learner.home_id, by=by, at=at)
    return take_departure_back(learner, by=by, at=at)


def _forget(learner: Learner, data: dict[str, Any], by: User, at: datetime) -> object:
    forget_names_files_about(learner)
    return forget(learner, home=learner.home_id, by=by, at=at)


def _merge(learner: Learner, data: dict[str, Any], by: User, at: datetime) -> object:
    look_at(learner, Seen.JOINED, home=learner.home_id, by=by, at=at)
    return merge(data["code"], learner, by=by, at=at)


def _take_apart(
    learner: Learner, data: dict[str, Any], by: User, at: datetime
) -> object:
    look_at(learner, Seen.JOINED, home=learner.home_id, by=by, at=at)
    return take_back(learner.mergers.get(taken_back_at=None), by=by, at=at)


PERSON_VERBS = {
    "move": PersonVerb(
        _("Another hamlet"),
        _("Everything learnt goes along, and counts where they live."),
        _("Write it down"),
        _("It is written down where they live."),
        MoveHomeForm,
        _move,
        of_departed=True,
    ),
    "leave": PersonVerb(
        _("Moved away or died"),
        _("From the day after they are counted here no more. Earlier days stay."),
        _("Write it down"),
        _("It is written down that they have left."),
        LeaveForm,
        _leave,
    ),
    "give": PersonVerb(
        _("To another commune"),
        _(
            "That commune then reads their name, and says in which hamlet they "
            "live. From the day after they are counted here no more; earlier days "
            "stay. Everything learnt goes along."
        ),
        _("Give them to that commune"),
        _("It is written down; the other commune is asked where they live."),
        GiveForm,
        _give,
    ),
    "back": PersonVerb(
        _("They have not left after all"),
        _(
            "For when it was written down by mistake. They are counted again as if it "
            "had not been, and the card opens again. Of somebody said to have died the "
            "phone number is gone: their helper writes it down anew."
        ),
        _("Take it back"),
        _("It is taken back: they live here as before."),
        NothingForm,
        _not_left,
        of_departed=True,
        only_departed=True,
    ),
    "merge": PersonVerb(
        _("The same person twice"),
        _(
            "This row is closed, and everything learnt in both counts once, with the "
            "card of the other. It can be taken back."
        ),
        _("Join them"),
        _("The two rows are one person now."),
        MergeForm,
        _merge,
    ),
    "apart": PersonVerb(
        _("Take them apart again"),
        _(
            "They are two people after all: each gets back what they had learnt. A "
            "certificate that neither had earned alone is withdrawn, and the check "
            "says so. Please ask for the paper back."
        ),
        _("Take them apart"),
        _("They are two people again."),
        NothingForm,
        _take_apart,
        of_joined=True,
    ),
    "forget": PersonVerb(
        _("Delete the name for good"),
        _("For people who want their name deleted."),
        _("Forget them for good"),
        _("Nothing tells any more who it was."),
        ForgetForm,
        _forget,
        warns=_(
            "This cannot be undone by anybody. Name, code, year of birth, phone and "
            "household are deleted, and the card is closed. What they learnt stays "
            "counted, without a name; for the figures it stays known whether it was a "
            "man or a woman, and of about what age. Certificates stay genuine: whoever "
            "has the paper can still have the name on it compared."
        ),
        of_departed=True,
    ),
}


def residents_of(commune: Unit, *, on: date) -> QuerySet:
    """Return those who live in a commune, or lived there last, each with a name.

    With ``home_id``, their hamlet, and ``left_on``, the last day of who has left.
    """
    stays = Residence.objects.filter(learner=OuterRef("pk"), from_on__lte=on)
    last = stays.order_by("-from_on")
    named = Learner.objects.filter(anonymisation=None).annotate(
        home_id=Subquery(last.values("hamlet")[:1]),
        left_on=Subquery(last.values("until_on")[:1]),
    )
    return named.filter(home_id__in=_hamlets_of(commune))


def _hamlets_of(commune: Unit) -> QuerySet:
    return Unit.objects.hamlets().within(commune).order_by().values("pk")


def joined_in(commune: Unit, *, on: date) -> QuerySet:
    """Return which rows of a commune were joined to others, the newest first.

    Not those of who took the agreement back: they are named nowhere.
    """
    there = (
        residents_of(commune, on=on)
        .exclude(pk__in=withdrawn(_hamlets_of(commune)))
        .values("pk")
    )
    found = Merger.objects.filter(taken_back_at=None, merged__in=there)
    return found.select_related("kept", "merged").order_by("-occurred_at", "-pk")


def departed_from(commune: Unit, *, on: date) -> QuerySet:
    """Return the departures of who lived in a commune last, the newest first.

    Not those of who took the agreement back.
    """
    gone = residents_of(commune, on=on).filter(left_on__lte=on)
    gone = gone.exclude(pk__in=withdrawn(_hamlets_of(commune)))
    said = Departure.objects.standing()
    newest = said.filter(learner=OuterRef("learner"))
    later = newest.filter(occurred_at__gt=OuterRef("occurred_at"))
    found = said.filter(~Exists(later), learner__in=gone.values("pk"))
    shown = found.select_related("learner", "relocation__to")
    return shown.order_by(F("last_on").desc(), "-pk")


@transaction.atomic
def carry_out(
    verb: PersonVerb, learner: Learner, data: dict[str, Any], *, by: User, at: datetime
) -> None:
    """Do it, and count the hamlets concerned again: all of it or nothing.

    Raises: a `CommunesError` or `CardClosed` with the sentence that says why not.
    """
    verb.do(learner, data, by, at)
    concerned = {learner.home_id}
    concerned |= {data["hamlet"].pk} if "hamlet" in data else set()
    joined = Merger.objects.filter(merged=learner).values("kept")
    homes = Residence.objects.filter(learner__in=joined, until_on=None)
    concerned |= set(homes.values_list("hamlet", flat=True))
    recount_around(Unit.objects.filter(pk__in=concerned), at=at)
