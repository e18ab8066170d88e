"""Adults that nobody has entered yet, or that were counted more than a year ago."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.dashboards.duties.base import Duty, Seat, duty

OLD = 366  # days


@duty("adults_missing")
def adults_missing(seat: Seat) -> Iterator[Duty]:
    total = seat.report.total
    missing = total.of - total.counted
    if not missing or not seat.keeps_places:
        return
    says = ngettext(
        "Of %(count)d hamlet nobody has entered how many adults live there.",
        "Of %(count)d hamlets nobody has entered how many adults live there.",
        missing,
    )
    yield _duty(20, says % {"count": missing}, seat)


@duty("adults_old")
def adults_old(seat: Seat) -> Iterator[Duty]:
    if seat.report.days_old <= OLD or not seat.keeps_places:
        return
    day = seat.report.total.adults and seat.report.total.adults.since
    says = _("The oldest number of adults is of %(day)s, more than a year ago.")
    yield _duty(30, says % {"day": day and day.strftime("%d/%m/%Y")}, seat)


def _duty(rank: int, says: str, seat: Seat) -> Duty:
    url = reverse("dashboards:adults", args=[seat.commune.code])
    return Duty(rank, says, _("Enter the adults"), url, "edit")
