"""Hamlets of which nobody has said yet where they, or their people, belong now."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.communes.models import Unit
from lms.communes.services import hamlets_waiting
from lms.dashboards.duties.base import Duty, Seat, duty
from lms.learners.models import Residence


@duty("hamlets")
def to_be_settled(seat: Seat) -> Iterator[Duty]:
    """Ask for hamlets that went nowhere yet, and for people of those divided since."""
    if not seat.keeps_places:
        return
    numbers = _numbers(seat)
    if numbers["waiting"]:
        yield _duty(40, _waiting(numbers["waiting"]), seat)
    if numbers["divided"]:
        yield _duty(45, _divided(numbers["divided"]), seat)


def _waiting(number: int) -> str:
    says = ngettext(
        "%(count)d hamlet of a former commune may be yours and waits for your word.",
        "%(count)d hamlets of a former commune may be yours and wait for your word.",
        number,
    )
    return says % {"count": number}


def _divided(number: int) -> str:
    says = ngettext(
        "%(count)d hamlet was divided, and people wait to be given a new one.",
        "%(count)d hamlets were divided, and people wait to be given a new one.",
        number,
    )
    return says % {"count": number}


def _numbers(seat: Seat) -> dict[str, int]:
    """Return how many hamlets wait and are divided, asking the database once."""
    waiting = Q(pk__in=hamlets_waiting(seat.commune).order_by().values("pk"))
    still_there = Residence.objects.filter(hamlet=OuterRef("pk"), until_on=None)
    ended = Q(parent=seat.commune, valid_until__lt=seat.on)
    return Unit.objects.hamlets().aggregate(
        waiting=Count("pk", filter=waiting),
        divided=Count("pk", filter=ended & Q(Exists(still_there))),
    )


def _duty(rank: int, says: str, seat: Seat) -> Duty:
    url = reverse("dashboards:hamlets", args=[seat.commune.code])
    return Duty(rank, says, _("Put the hamlets in order"), url, "place")
