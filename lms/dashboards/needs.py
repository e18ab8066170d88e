"""Which hamlets need help, and why: for whoever decides where to go next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.communes.models import Unit
from lms.dashboards.breakdowns import Breakdowns
from lms.dashboards.breakdowns.stages import STAGES
from lms.dashboards.breakdowns.weeks import BEFORE, week_of
from lms.dashboards.changes import happened
from lms.dashboards.figures import grouped
from lms.dashboards.reports import Line, Report

QUIET_WEEKS = 4
SHOWN = 5


@dataclass(frozen=True)
class Need:
    """A hamlet, and in words why somebody should go there."""

    hamlet: Unit
    reason: str


def needs_of(report: Report, breakdowns: Mapping[UUID, Breakdowns]) -> list[Need]:
    """Return the hamlets to look after first, those in which nothing moves before."""
    needs = [
        *_nobody_yet(report),
        *_quiet(report, breakdowns),
        *_behind(report),
    ]
    first: dict[UUID, Need] = {}
    for need in needs:
        first.setdefault(need.hamlet.pk, need)
    return list(first.values())[:SHOWN]


def _nobody_yet(report: Report) -> Iterator[Need]:
    for line in report.lines:
        if not line.tally.registered:
            yield Need(line.unit, _("Nobody is registered yet."))


def _quiet(report: Report, breakdowns: Mapping[UUID, Breakdowns]) -> Iterator[Need]:
    """Give hamlets where nobody did anything new, and not everybody is done."""
    for line in report.lines:
        kept = breakdowns.get(line.unit.pk, {})
        if _done(line) or any(_moved(kept, week) for week in _last_weeks(report.on)):
            continue
        last = max((w for w in kept.get("week", {}) if w != BEFORE), default=None)
        if last:
            day = date.fromisoformat(last).strftime("%d/%m/%Y")
            yield Need(
                line.unit, _("Nothing new since the week of %(day)s.") % {"day": day}
            )
        else:
            yield Need(line.unit, _("Nothing new for more than a year."))


def _last_weeks(on: date) -> list[date]:
    """Return this week and those before, so that the quiet is four whole weeks."""
    return [week_of(on) - timedelta(weeks=n) for n in range(QUIET_WEEKS + 1)]


def _moved(kept: Breakdowns, week: date) -> bool:
    return any(happened(kept, week, stage) for stage in STAGES)


def _done(line: Line) -> bool:
    return line.tally.certified >= line.tally.registered


def _behind(report: Report) -> Iterator[Need]:
    """Give hamlets with a smaller share than the whole commune, the smallest first."""
    of_all, whole = report.share, report.total.numbers["share"]
    known = [line for line in report.lines if line.adults]
    behind = (e for e in known if whole is not None and e.number("share") < whole)
    for line in sorted(behind, key=lambda each: each.number("share")):
        share, left = line.figure("share"), line.number("adults") - line.covered
        shares = (
            str(each).replace(" ", "\N{NO-BREAK SPACE}") for each in (share, of_all)
        )
        words = dict(zip(("share", "whole"), shares, strict=True))
        words["left"] = grouped(left)
        yield Need(line.unit, _behind_by(left) % words)


def _behind_by(left: int) -> str:
    return ngettext(
        "%(share)s of the adults, the commune %(whole)s; %(left)s is left.",
        "%(share)s of the adults, the commune %(whole)s; %(left)s are left.",
        left,
    )
