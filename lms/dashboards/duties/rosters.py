"""Lists of residents that lie there: read, and nobody has said what to do with them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.dashboards.duties.base import Duty, Seat, duty
from lms.learners.models import RosterImport, State

# What somebody has to do before such a list can go on.
WAITING = (State.LOOKED, State.READY, State.FAILED)


@duty("rosters_waiting")
def waiting(seat: Seat) -> Iterator[Duty]:
    if not seat.answers_for_it:
        return
    lists = RosterImport.objects.filter(commune=seat.commune, state__in=WAITING)
    for each in lists.order_by("uploaded_at").only("file_name", "state"):
        url = reverse("dashboards:roster", args=[seat.commune.code, each.pk])
        says = _says(each.state) % {"file": each.file_name}
        yield Duty(35, says, _("Look at the list"), url, "people")


def _says(state: str) -> str:
    if state == State.READY:
        return _("The list “%(file)s” is checked; nobody has been taken over yet.")
    if state == State.FAILED:
        return _("The list “%(file)s” could not be read. Put it aside or send another.")
    return _("The list “%(file)s” waits for you to look at its columns.")
