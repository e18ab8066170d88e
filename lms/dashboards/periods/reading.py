"""What the pages of a report show: where it stands, what changed, what is to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.figures import Column
from lms.dashboards.models import Period, PeriodCount, PeriodReport, ReportStep
from lms.dashboards.periods.chain import State, Step, open_steps
from lms.dashboards.periods.content import Content, Difference, differences, digest
from lms.dashboards.periods.correcting import as_corrected, unlisted
from lms.dashboards.periods.counted import is_settled, kept_count, last_job
from lms.dashboards.periods.sheet import Cell, Row, Sheet
from lms.dashboards.periods.turns import inside, may_take
from lms.jobs.models import Job

FROM_ABOVE = {Step.SUBMITTED, Step.SENT_BACK, Step.ACCEPTED}


@dataclass(frozen=True)
class HamletLine:
    """One hamlet of a report: does it stand by its figures, and what did it say?"""

    hamlet: Unit
    confirmed: bool
    said: ReportStep | None
    changed: list[tuple[str, Difference]] = field(default_factory=list)


@dataclass
class ReportPage:
    """A commune's report as somebody sees it on a day."""

    period: Period
    commune: Unit
    user: User
    at: datetime

    @property
    def on(self) -> date:
        return localdate(self.at)

    @cached_property
    def report(self) -> PeriodReport:
        """Return the report; one that nobody has begun yet is not stored."""
        there = PeriodReport.objects.filter(period=self.period, commune=self.commune)
        return there.first() or PeriodReport(period=self.period, commune=self.commune)

    @cached_property
    def begun(self) -> bool:
        return not self.report._state.adding

    @cached_property
    def taken(self) -> list[ReportStep]:
        return self.report.taken if self.begun else []

    @cached_property
    def state(self) -> State:
        return self.report.state if self.begun else State.GATHERING

    @cached_property
    def outside(self) -> bool:
        return not inside(self.user, self.commune, on=self.on)

    @cached_property
    def content(self) -> Content | None:
        """Return what there is to read: frozen, submitted, or counted last."""
        if self.state == State.ACCEPTED:
            return self.report.content
        if self.state == State.SUBMITTED:
            return self.report.last(Step.SUBMITTED).content
        return self.count.content if self.count else None

    @cached_property
    def count(self) -> PeriodCount | None:
        """Return what the worker counted last, for those inside."""
        return None if self.outside else kept_count(self.period, self.commune)

    @cached_property
    def job(self) -> Job | None:
        """Return the job that counts it anew, or failed to."""
        job = None if self.outside else last_job(self.period, self.commune)
        return None if job and job.state == Job.State.DONE else job

    @property
    def stuck(self) -> bool:
        return self.job is not None and self.job.state == Job.State.FAILED

    @property
    def settled(self) -> bool:
        """Return whether anybody may stand by what was counted last."""
        return self.count is not None and is_settled(self.count, at=self.at)

    @property
    def may_count(self) -> bool:
        """Return whether it can be counted anew; what is submitted stays as it is."""
        return not self.outside and self.state != State.SUBMITTED

    @property
    def seen(self) -> str:
        """Return the hash of what is shown, to be sent along with a step."""
        return digest(self.content) if self.content else ""

    @property
    def visible(self) -> bool:
        """Return whether there is anything to read from where one looks."""
        return not self.outside or self.state in (State.SUBMITTED, State.ACCEPTED)

    @cached_property
    def sheet(self) -> Sheet:
        return Sheet(self.content, self.previous, outside=self.outside)

    @cached_property
    def previous(self) -> Content | None:
        """Return the commune's last accepted report of this kind, as corrected."""
        before = PeriodReport.objects.filter(
            commune=self.commune,
            period__kind=self.period.kind,
            period__last_on__lt=self.period.last_on,
            accepted_at__isnull=False,
        )
        last = before.order_by("-period__last_on").first()
        return as_corrected(last) if last else None

    @property
    def late(self) -> bool:
        waits = self.state in (State.GATHERING, State.SENT_BACK)
        return waits and self.on > self.period.due_on

    @cached_property
    def may(self) -> set[str]:
        """Return what this person can do now."""
        if not self.period.over_on(self.on):
            return set()
        steps = open_steps(self.state) - {Step.CONFIRMED}
        steps -= set() if self.settled else {Step.SUBMITTED}
        mine = {s for s in steps if may_take(self.user, s, self.commune, on=self.on)}
        return {str(step.value) for step in mine}

    @cached_property
    def hamlets(self) -> list[HamletLine]:
        """Return the hamlets; remarks and changes are for those inside only."""
        stands = self.report.confirmed if self.begun else set()
        return [
            HamletLine(
                each,
                each.pk in stands,
                None if self.outside else self._last_said(each),
                [] if self.outside else self._changed(each),
            )
            for each in self.period.hamlets_of(self.commune)
        ]

    @property
    def all_confirmed(self) -> bool:
        return all(each.confirmed for each in self.hamlets)

    def _last_said(self, hamlet: Unit) -> ReportStep | None:
        said = (each for each in reversed(self.taken) if each.hamlet_id == hamlet.pk)
        return next(said, None)

    def _changed(self, hamlet: Unit) -> list[tuple[str, Difference]]:
        """Return what differs from the figures that the hamlet confirmed."""
        said = self._last_said(hamlet)
        if said is None or said.kind != Step.CONFIRMED or self.content is None:
            return []
        places = self.content["places"]
        now = [each for each in places if each["id"] == str(hamlet.pk)]
        return self._named(_differences([said.content], now))

    @property
    def history(self) -> list[ReportStep]:
        """Return the steps, those of hamlets for who sees them from within only."""
        if not self.outside:
            return self.taken
        return [each for each in self.taken if Step(each.kind) in FROM_ABOVE]

    @cached_property
    def unlisted(self) -> list[tuple[str, Difference]]:
        """Return what has changed since acceptance and is not listed yet."""
        if self.count is None or self.state != State.ACCEPTED:
            return []
        return self._named(unlisted(self.report, self.count.content))

    @property
    def corrections(self) -> list[Any]:
        if self.outside or not self.begun:
            return []
        return [
            (self.sheet.says(Difference("", "", e.what, e.was, e.is_now)), e)
            for e in self.report.corrections.select_related("place")
        ]

    @property
    def may_correct(self) -> bool:
        return (
            self.settled
            and bool(self.unlisted)
            and may_take(self.user, Step.SUBMITTED, self.commune, on=self.on)
        )

    def _named(self, found: Iterable[Difference]) -> list[tuple[str, Difference]]:
        return [(self.sheet.says(each), each) for each in found]


@dataclass
class HamletPage(ReportPage):
    """One hamlet of a report, for whoever answers for it or helps them."""

    hamlet: Unit

    @cached_property
    def outside(self) -> bool:
        return False  # to anybody else the page is not there

    @cached_property
    def place(self) -> Content | None:
        """Return what the report says of the hamlet; nothing, if it came later."""
        places = self.content["places"] if self.content else []
        return next((e for e in places if e["id"] == str(self.hamlet.pk)), None)

    @property
    def seen(self) -> str:
        return digest(self.place) if self.place else ""

    @property
    def may_count(self) -> bool:
        return Step.CONFIRMED in open_steps(self.state)

    @cached_property
    def line(self) -> HamletLine:
        return next(each for each in self.hamlets if each.hamlet == self.hamlet)

    @cached_property
    def may(self) -> set[str]:
        if not self.period.over_on(self.on):
            return set()
        mine = open_steps(self.state) & {Step.CONFIRMED, Step.COMMENTED}
        mine -= set() if self.settled and self.place else {Step.CONFIRMED}
        return {
            str(step.value)
            for step in mine
            if may_take(self.user, step, self.hamlet, on=self.on)
        }

    @property
    def row(self) -> Row:
        return next(e for e in self.sheet.rows if e.place["id"] == str(self.hamlet.pk))

    @property
    def figures(self) -> list[tuple[Column, Cell]]:
        """Return each figure with its column, in order."""
        return list(zip(self.sheet.columns, self.row.cells, strict=True))

    @property
    def completions(self) -> list[tuple[str, Cell]]:
        """Return each course with how many of the hamlet completed it."""
        rows = {place["id"]: cells for place, cells in self.sheet.completions}
        titles = map(self.sheet.course_title, self.sheet.course_keys)
        return list(zip(titles, rows[str(self.hamlet.pk)], strict=True))


def _differences(was: list[Any], now: list[Any]) -> list[Difference]:
    nowhere = {"id": "", "figures": {}}
    return differences(
        {"places": was, "total": nowhere}, {"places": now, "total": nowhere}
    )
