"""Hamlets of which nobody has said yet where they, or their people, belong now."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.communes.models import Unit
from lms.communes.services import hamlets_waiting
from lms.dashboards.duties.base import Duty, Seat, duty
from lms.learners.models import Residence


@duty("hamlets_waiting")
def waiting(seat: Seat) -> Iterator[Duty]:
    if not seat.keeps_places:
        return
    number = hamlets_waiting(seat.commune).count()
    says = ngettext(
        "%(count)d hamlet of a former commune may be yours and waits for your word.",
        "%(count)d hamlets of a former commune may be yours and wait for your word.",
        number,
    )
    if number:
        yield _duty(40, says % {"count": number}, seat)


@duty("hamlets_divided")
def divided(seat: Seat) -> Iterator[Duty]:
    """Ask for people of a divided hamlet who have not got one of the new ones yet."""
    if not seat.keeps_places:
        return
    still_there = Residence.objects.filter(hamlet=OuterRef("pk"), until_on=None)
    ended = Unit.objects.hamlets().filter(parent=seat.commune, valid_until__lt=seat.on)
    number = ended.filter(Exists(still_there)).count()
    says = ngettext(
        "%(count)d hamlet was divided, and people wait to be given a new one.",
        "%(count)d hamlets were divided, and people wait to be given a new one.",
        number,
    )
    if number:
        yield _duty(45, says % {"count": number}, seat)


def _duty(rank: int, says: str, seat: Seat) -> Duty:
    url = reverse("dashboards:hamlets", args=[seat.commune.code])
    return Duty(rank, says, _("Put the hamlets in order"), url, "place")
