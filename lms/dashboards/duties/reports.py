"""Period reports that are the commune's turn: sent back, late, or due."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lms.dashboards.duties.base import Duty, Seat, duty
from lms.dashboards.periods.chain import State
from lms.dashboards.periods.duties import Duty as ReportDuty
from lms.dashboards.periods.duties import duties_of_commune


@duty("reports")
def reports(seat: Seat) -> Iterator[Duty]:
    if not seat.answers_for_it:
        return
    for each in duties_of_commune(seat.commune, on=seat.on):
        if each.opens_on is None:
            yield Duty(_rank(each), _says(each), _("Open the report"), each.url, "file")


def _rank(report: ReportDuty) -> int:
    """Return how urgent it is: what is late comes before all else."""
    if report.late:
        return 1
    return 5 if report.state == State.SENT_BACK else 15


def _says(report: ReportDuty) -> str:
    words = {"what": report.text, "day": report.due_on.strftime("%d/%m/%Y")}
    if report.late:
        return _("%(what)s It was due on %(day)s.") % words
    return _("%(what)s Due on %(day)s.") % words
