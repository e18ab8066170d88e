"""Every step of a report, one function for one verb; and its later corrections."""

import secrets
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.errors import (
    DaysOutOfOrder,
    FiguresMoved,
    HamletsMissing,
    NotCounted,
    NotYours,
    NotYourTurn,
    PeriodExists,
    PeriodNotOver,
    ReasonMissing,
)
from lms.dashboards.models import Period, PeriodReport, ReportStep
from lms.dashboards.models.periods import REMARK_LENGTH
from lms.dashboards.periods.chain import Step, open_steps
from lms.dashboards.periods.content import Content, digest, places_of
from lms.dashboards.periods.counted import is_settled, kept_count
from lms.dashboards.periods.turns import may_open, may_take
from lms.lib.text import clean_line, clean_text


def open_period(
    province: Unit,
    kind: str,
    first_on: date,
    last_on: date,
    due_on: date,
    *,
    title_vi: str,
    title_en: str,
    by: User,
    at: datetime,
) -> Period:
    """Ask the communes of a province for a report; return the period it is about.

    Raises: `NotYours`, `DaysOutOfOrder`, `PeriodExists`, `TextError`.
    """
    if not may_open(by, province, on=timezone.localdate(at)):
        raise NotYours
    if not first_on <= last_on < due_on:
        raise DaysOutOfOrder
    titles = (clean_line(each, 120, required=True) for each in (title_vi, title_en))
    days = {"first_on": first_on, "last_on": last_on, "due_on": due_on}
    try:
        with transaction.atomic():
            return Period.objects.create(
                **dict(zip(("title_vi", "title_en"), titles, strict=True)),
                **days,
                kind=Period.Kind(kind),
                province=province,
                opened_by=by,
                opened_at=at,
            )
    except IntegrityError as problem:
        raise PeriodExists from problem


@transaction.atomic
def confirm_hamlet(
    period: Period, hamlet: Unit, *, seen: str, by: User, at: datetime
) -> ReportStep:
    """Take down that a hamlet stands by its figures, just as they were ``seen``.

    Raises: `NotYours`, `PeriodNotOver`, `NotYourTurn`, `NotCounted`, `FiguresMoved`.
    """
    _may(by, Step.CONFIRMED, hamlet, period, at=at)
    report = _held(period, hamlet.parent, Step.CONFIRMED)
    figures = hamlet_part(counted_now(period, hamlet.parent, at=at), hamlet)
    if digest(figures) != seen:
        raise FiguresMoved
    said = {"hamlet": hamlet, "content": figures, "sha256": seen}
    return _take(report, Step.CONFIRMED, by, at, **said)


@transaction.atomic
def remark(
    period: Period, unit: Unit, text: str, *, by: User, at: datetime
) -> ReportStep:
    """Take down what is wrong in a hamlet, or what the commune has to say.

    A hamlet's remark takes its confirmation back.
    Raises: `NotYours`, `PeriodNotOver`, `NotYourTurn`, `ReasonMissing`, `TextError`.
    """
    _may(by, Step.COMMENTED, unit, period, at=at)
    hamlet = unit if unit.kind == "hamlet" else None
    report = _held(period, unit.parent if hamlet else unit, Step.COMMENTED)
    said = {"hamlet": hamlet, "remark": _reason(text)}
    return _take(report, Step.COMMENTED, by, at, **said)


@transaction.atomic
def submit(
    period: Period, commune: Unit, text: str, *, seen: str, by: User, at: datetime
) -> ReportStep:
    """Hand a commune's report in, with the figures just as they were ``seen``.

    Raises: `NotYours`, `PeriodNotOver`, `NotYourTurn`, `NotCounted`, `FiguresMoved`,
    `HamletsMissing` where one has not confirmed and nothing says why, `TextError`.
    """
    _may(by, Step.SUBMITTED, commune, period, at=at)
    report = _held(period, commune, Step.SUBMITTED)
    content = counted_now(period, commune, at=at)
    if digest(content) != seen:
        raise FiguresMoved
    hamlets = set(period.hamlets_of(commune).values_list("pk", flat=True))
    text = clean_text(text, REMARK_LENGTH)
    if not text and hamlets - report.confirmed:
        raise HamletsMissing
    sealed = _sealed(content)
    said = {"remark": text, "content": sealed, "sha256": digest(sealed)}
    return _take(report, Step.SUBMITTED, by, at, **said)


@transaction.atomic
def send_back(
    period: Period, commune: Unit, text: str, *, by: User, at: datetime
) -> ReportStep:
    """Give a report back to its commune, and say why.

    Raises: `NotYours`, `NotYourTurn`, `ReasonMissing`, `TextError`.
    """
    _may(by, Step.SENT_BACK, commune, period, at=at)
    report = _held(period, commune, Step.SENT_BACK)
    return _take(report, Step.SENT_BACK, by, at, remark=_reason(text))


@transaction.atomic
def accept(
    period: Period, commune: Unit, *, seen: str, by: User, at: datetime
) -> PeriodReport:
    """Freeze what the commune submitted, word for word; return the report.

    ``seen`` is the hash of the submission that was looked at.
    Raises: `NotYours`, `NotYourTurn`, `FiguresMoved` where it is another by now.
    """
    _may(by, Step.ACCEPTED, commune, period, at=at)
    report = _held(period, commune, Step.ACCEPTED)
    submitted = report.last(Step.SUBMITTED)
    if submitted.sha256 != seen or digest(submitted.content) != seen:
        raise FiguresMoved
    _take(report, Step.ACCEPTED, by, at, sha256=seen)
    report.content, report.sha256, report.accepted_at = submitted.content, seen, at
    report.save(update_fields=["content", "sha256", "accepted_at"])
    return report


def hamlet_part(content: Content, hamlet: Unit) -> dict[str, Any]:
    """Return what a report says of one hamlet.

    Raises: `NotYours`, where the report is not about it.
    """
    for place in places_of(content):
        if place["id"] == str(hamlet.pk):
            return place
    raise NotYours


def counted_now(period: Period, commune: Unit, *, at: datetime) -> Content:
    """Return what the worker counted last, that somebody may stand by.

    Raises: `NotCounted`, where that is too old, or was before the period was over.
    """
    count = kept_count(period, commune)
    if count is None or not is_settled(count, at=at):
        raise NotCounted
    return count.content


def _sealed(content: Content) -> Content:
    """Return the content with a random word in it, so that its hash tells nothing.

    Without one, whoever sees the hash from above could try the few numbers that a
    hidden count can have until the hash fits.
    """
    return {**content, "salt": secrets.token_hex(16)}


def _may(by: User, step: Step, unit: Unit, period: Period, *, at: datetime) -> None:
    today = timezone.localdate(at)
    if not may_take(by, step, unit, on=today):
        raise NotYours
    if not period.over_on(today):
        raise PeriodNotOver


def _held(period: Period, commune: Unit, step: Step) -> PeriodReport:
    """Return the report, held until the end of the transaction, if it is step's turn.

    Raises: `NotYours` where the commune does not report on this period, `NotYourTurn`.
    """
    if not period.communes.filter(pk=commune.pk).exists():
        raise NotYours
    PeriodReport.objects.get_or_create(period=period, commune=commune)
    held = PeriodReport.objects.select_for_update()
    report = held.get(period=period, commune=commune)
    if step not in open_steps(report.state):
        raise NotYourTurn
    return report


def _take(
    report: PeriodReport, step: Step, by: User, at: datetime, **said: Any
) -> ReportStep:
    number = len(report.taken) + 1
    taken = report.steps.create(number=number, kind=step, by=by, at=at, **said)
    report.taken.append(taken)
    return taken


def _reason(text: str) -> str:
    cleaned = clean_text(text, REMARK_LENGTH)
    if not cleaned:
        raise ReasonMissing
    return cleaned
