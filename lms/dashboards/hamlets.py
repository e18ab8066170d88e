"""The hamlets of a commune as they are, were and wait: read in a few queries."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from lms.communes.histories import became, formed_from, links_of
from lms.communes.models import Unit
from lms.communes.population import Adults, adults_known
from lms.communes.services import hamlets_waiting
from lms.learners.models import RegisteredHow, Residence
from lms.learners.moving import waiting_in


@dataclass(frozen=True)
class Place:
    """A hamlet with how many live there, and where it comes from or went."""

    hamlet: Unit
    residents: int
    adults: Adults | None = None
    history: str = ""


@dataclass(frozen=True)
class Hamlets:
    """What the page of a commune's hamlets shows.

    ``waiting`` ended with their commune; of ``divided`` ones people wait.
    """

    places: list[Place]
    former: list[Place]
    waiting: list[Place]
    divided: list[Place]


def hamlets_of(commune: Unit, *, on: date) -> Hamlets:
    inside = Unit.objects.hamlets().filter(parent=commune).with_address().in_order()
    every, waiting = list(inside), list(hamlets_waiting(commune))
    now = [each for each in every if each.in_force_on(on)]
    ended = [each for each in every if each.valid_until and each.valid_until < on]
    links, adults = links_of(every), adults_known(now, on=on)
    living = _counted(_homes([*every, *waiting], on))
    left = _counted(waiting_in(ended))
    return Hamlets(
        [
            Place(
                each,
                living.get(each.pk, 0),
                adults.get(each.pk),
                formed_from(each, links),
            )
            for each in now
        ],
        [Place(each, 0, history=became(each, links)) for each in ended],
        [Place(each, living.get(each.pk, 0)) for each in waiting],
        [
            Place(each, left[each.pk], history=became(each, links))
            for each in ended
            if each.pk in left
        ],
    )


def _homes(hamlets: list[Unit], on: date) -> QuerySet:
    """Return the homes there of who takes part, as the figures count them."""
    there = Residence.objects.on(on).filter(hamlet__in=hamlets)
    listed = RegisteredHow.LISTED
    registered = there.exclude(learner__registered_how=listed)
    return registered.filter(learner__user__is_active=True)


def _counted(stays: QuerySet) -> dict[UUID, int]:
    rows = stays.order_by().values_list("hamlet").annotate(people=Count("pk"))
    return dict(rows)
