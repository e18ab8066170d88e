"""People whom another commune has given to this one, and who live in no hamlet yet."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.dashboards.duties.base import Duty, Seat, duty
from lms.learners.relocating import waiting_for


@duty("moving_here")
def moving_here(seat: Seat) -> Iterator[Duty]:
    if not seat.answers_for_it:
        return
    if waiting := waiting_for(seat.commune).count():
        says = ngettext(
            "%(count)d person moves here from another commune.",
            "%(count)d people move here from other communes.",
            waiting,
        ) % {"count": waiting}
        url = reverse("dashboards:moving_here", args=[seat.commune.code])
        yield Duty(25, says, _("Say where they live"), url, "people")
