"""What somebody has to do for the reports of these weeks, and until when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Kind, Position, Unit
from lms.dashboards.models import Period, PeriodReport
from lms.dashboards.periods.chain import State

SOON = timedelta(days=3)  # a period that ends so soon is announced
SHOWN_FOR = timedelta(days=400)  # older ones nobody will hand in any more


@dataclass(frozen=True)
class Duty:
    """One thing to do: the words, the page, the day; ``opens_on`` if not yet."""

    text: str
    url: str
    due_on: date
    late: bool
    opens_on: date | None = None
    state: State = State.GATHERING


@dataclass(frozen=True)
class Held:
    """Where somebody confirms, submits and decides."""

    hamlets: list[Unit]
    communes: list[Unit]
    provinces: list[Unit]

    @property
    def provinces_of_all(self) -> set[UUID]:
        below = {unit.parent_id for unit in self.communes}
        leading = {unit.parent.parent_id for unit in self.hamlets}
        return below | leading | {unit.pk for unit in self.provinces}


def held_by(user: User, *, on: date) -> Held:
    """Return the places for whose reports somebody answers that day."""
    positions = Position.objects.of(user).on(on).select_related("unit__parent")
    by_role: dict[str, list[Unit]] = {}
    for each in positions.order_by("unit__sort_name"):
        by_role.setdefault(each.role, []).append(each.unit)
    leads = by_role.get(Role.TEAM_LEADER, [])
    hamlets = [each for each in leads if each.kind == Kind.HAMLET]
    if teams := [each for each in leads if each.kind != Kind.HAMLET]:
        there = Unit.objects.on(on).hamlets().within(*teams)
        hamlets += there.select_related("parent").in_order()
    return Held(
        hamlets,
        by_role.get(Role.COMMUNE_OFFICER, []),
        by_role.get(Role.PROVINCIAL_OFFICER, []),
    )


def periods_for(held: Held, *, on: date) -> list[Period]:
    """Return the periods that are asked for these days, the newest first."""
    there = Period.objects.filter(
        province__in=held.provinces_of_all, last_on__gte=on - SHOWN_FOR
    )
    return list(there.select_related("province"))


def duties_of(user: User, *, on: date) -> list[Duty]:
    """Return what somebody has to do, the most urgent first."""
    return _duties(held_by(user, on=on), on=on)


def duties_of_commune(commune: Unit, *, on: date) -> list[Duty]:
    """Return what a commune has to do, whoever of its officers does it."""
    return _duties(Held([], [commune], []), on=on)


def _duties(held: Held, *, on: date) -> list[Duty]:
    periods = [e for e in periods_for(held, on=on) if e.last_on - SOON <= on]
    reports = _reports(periods) if periods else {}
    duties = [duty for e in periods for duty in _of_period(e, held, reports, on=on)]
    return sorted(duties, key=lambda duty: (duty.opens_on or date.min, duty.due_on))


def _reports(periods: Iterable[Period]) -> dict[tuple[UUID, UUID], PeriodReport]:
    reports = PeriodReport.objects.filter(period__in=list(periods)).defer("content")
    found = reports.prefetch_related("steps")
    return {(each.period_id, each.commune_id): each for each in found}


def state_of(report: PeriodReport | None) -> State:
    """Return where a report stands whose steps were fetched; or was never begun."""
    return report.state if report else State.GATHERING


def _of_period(
    period: Period,
    held: Held,
    reports: dict[tuple[UUID, UUID], PeriodReport],
    *,
    on: date,
) -> Iterator[Duty]:
    yield from _to_confirm(period, held.hamlets, reports, on=on)
    for commune in held.communes:
        if commune.parent_id != period.province_id:
            continue
        state = state_of(reports.get((period.pk, commune.pk)))
        if state in (State.GATHERING, State.SENT_BACK):
            url = reverse("dashboards:report", args=[period.pk, commune.code])
            said = _said(state, period, commune)
            yield _duty(said, url, period, on=on, state=state)
    for province in held.provinces:
        waiting = sum(
            pk == period.pk and each.state == State.SUBMITTED
            for (pk, _commune), each in reports.items()
        )
        if waiting and period.province_id == province.pk:
            yield _to_decide(period, waiting)


def _said(state: State, period: Period, commune: Unit) -> str:
    words = {"period": period, "place": commune.label}
    if state == State.SENT_BACK:
        return _("%(period)s: the report of %(place)s was sent back.") % words
    return _("%(period)s: submit the report of %(place)s.") % words


def _to_confirm(
    period: Period,
    hamlets: list[Unit],
    reports: dict[tuple[UUID, UUID], PeriodReport],
    *,
    on: date,
) -> Iterator[Duty]:
    for hamlet in hamlets:
        if hamlet.parent.parent_id != period.province_id:
            continue
        if not hamlet.in_force_on(period.last_on):
            continue
        report = reports.get((period.pk, hamlet.parent_id))
        waits = state_of(report) in (State.GATHERING, State.SENT_BACK)
        if waits and not (report and hamlet.pk in report.confirmed):
            words = {"period": period, "place": hamlet.label}
            text = _("%(period)s: confirm the figures of %(place)s.") % words
            url = reverse("dashboards:report_hamlet", args=[period.pk, hamlet.pk])
            yield _duty(text, url, period, on=on)


def _to_decide(period: Period, waiting: int) -> Duty:
    text = ngettext(
        "%(period)s: %(count)d report waits for you.",
        "%(period)s: %(count)d reports wait for you.",
        waiting,
    ) % {"period": period, "count": waiting}
    url = reverse("dashboards:period", args=[period.pk])
    return Duty(text, url, period.due_on, late=False)


def _duty(
    text: str,
    url: str,
    period: Period,
    *,
    on: date,
    state: State = State.GATHERING,
) -> Duty:
    opens_on = None if period.over_on(on) else period.last_on + timedelta(days=1)
    return Duty(text, url, period.due_on, on > period.due_on, opens_on, state)
