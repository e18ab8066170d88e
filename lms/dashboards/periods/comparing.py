"""The communes of a province side by side: whose report stands where, who is late."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from lms.communes.models import Unit
from lms.dashboards.models import Period, PeriodReport
from lms.dashboards.periods.chain import State, Step
from lms.dashboards.periods.duties import state_of


@dataclass(frozen=True)
class CommuneLine:
    """One commune's report: where it stands since when, and how it got on."""

    commune: Unit
    state: State
    since: datetime | None
    confirmed: int
    hamlets: int
    late: bool
    submitted_late: bool


class Comparison:
    """All communes of a period; two queries and one for steps, however many."""

    def __init__(self, period: Period, *, on: date, only: str = "") -> None:
        self.period, self.on = period, on
        reports = PeriodReport.objects.filter(period=period).defer("content")
        self._reports = {e.commune_id: e for e in reports.prefetch_related("steps")}
        there = Unit.objects.on(period.last_on).hamlets()
        below = there.filter(parent__parent=period.province).order_by()
        self._hamlets = Counter(below.values_list("parent", flat=True))
        self.every = [self._line(each) for each in period.communes.in_order()]
        self.only = only if only in {*State.values, "late"} else ""

    @property
    def lines(self) -> list[CommuneLine]:
        """Return the communes asked for: in one state, or late, or all."""
        if self.only == "late":
            return [each for each in self.every if each.late]
        return [e for e in self.every if self.only in ("", e.state)]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """Return for each state its key, its words, and how many communes are in it."""
        found = Counter(each.state for each in self.every)
        return [(each.value, str(each.label), found[each]) for each in State]

    @property
    def late(self) -> int:
        return sum(each.late for each in self.every)

    def _line(self, commune: Unit) -> CommuneLine:
        report = self._reports.get(commune.pk)
        state, taken = state_of(report), report.taken if report else []
        submitted = report.last(Step.SUBMITTED) if report else None
        open_still = state in (State.GATHERING, State.SENT_BACK)
        return CommuneLine(
            commune,
            state,
            taken[-1].at if taken else None,
            len(report.confirmed) if report else 0,
            self._hamlets[commune.pk],
            late=open_still and self.on > self.period.due_on,
            submitted_late=bool(submitted) and self._after_due(submitted.at),
        )

    def _after_due(self, moment: datetime) -> bool:
        return timezone.localdate(moment) > self.period.due_on
