"""Where a place stands against its targets, and what offices say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import get_language

from lms.communes.models import Kind, Unit
from lms.dashboards.figures import Figure, Share, part_key, share_of
from lms.dashboards.hiding import is_small
from lms.dashboards.models import (
    Audience,
    Measure,
    OfficialFigure,
    Rollup,
    Target,
)
from lms.dashboards.models.entries import IN_SHARES, Entry
from lms.dashboards.reports import FIGURE, Report

Said = TypeVar("Said", bound=Entry)


@dataclass(frozen=True)
class Standing:
    """How far a target is reached; the figure is none where it cannot be known yet."""

    target: Target
    reached: Figure
    days_left: int

    @property
    def programme(self) -> str:
        """Return the programme's title in the language of the screen, or nothing."""
        programme = self.target.programme
        return programme.title_in(get_language()) if programme else ""

    @property
    def is_share(self) -> bool:
        return self.target.measure in IN_SHARES

    @property
    def is_reached(self) -> bool:
        return self._known and (self.reached.number or 0) >= self.target.value

    @property
    def percent(self) -> int | None:
        """Return how much of the target is reached, up to all of it."""
        if not self._known:
            return None
        return min(100, 100 * (self.reached.number or 0) // self.target.value)

    @property
    def _known(self) -> bool:
        return self.reached.number is not None and not self.reached.hidden


def targets_of(report: Report) -> list[Standing]:
    """Return where the place of a report stands against each target of this day."""
    entered = Target.objects.filter(unit=report.unit).current(report.on)
    targets = _newest(entered.select_related("programme").newest())
    parts = _programmes_of(report.unit) if any(e.programme for e in targets) else {}
    return [
        Standing(each, _reached(each, report, parts), (each.until_on - report.on).days)
        for each in targets
    ]


def _reached(
    target: Target, report: Report, parts: dict[str, dict[str, int]]
) -> Figure:
    """Return what is reached; what the report hides stays hidden."""
    adults = target.audience == Audience.ADULTS
    total = report.total
    if target.measure == Measure.HOUSEHOLDS:
        homes = total.coverage
        known = homes.known and homes.counted == homes.of
        return total.figure("households_share") if known else Share(None)
    if target.programme is None:
        if target.measure == Measure.SHARE:
            return total.figure("share")
        return total.figure("certified_adults" if adults else "certified")
    done = parts.get(str(target.programme_id), {})
    number = done.get("adults" if adults else "people", 0)
    # Of one commune it could be worked out from the province's number and the others'.
    inside = not report.from_above
    hidden = not inside and (report.unit.kind != Kind.PROVINCE or is_small(number))
    if target.measure == Measure.NUMBER:
        counted = "adults" if adults else "people"
        key = part_key("programme", str(target.programme_id), counted)
        return Figure(number, hidden, total.address.replace(FIGURE, key))
    if not total.adults or total.counted < total.of:
        return Share(None)
    return Share(share_of(number, total.adults.number), hidden, some=number > 0)


def _programmes_of(unit: Unit) -> dict[str, dict[str, int]]:
    kept = Rollup.objects.filter(unit=unit).values_list("breakdowns", flat=True).first()
    return (kept or {}).get("programme", {})


def official_of(unit: Unit, on: date) -> list[OfficialFigure]:
    """Return the newest figure of each kind that an office has said by that day."""
    said = OfficialFigure.objects.filter(unit=unit, said_on__lte=on)
    newest: dict[str, OfficialFigure] = {}
    for each in said.order_by("kind", "-said_on", "-entered_at", "-pk"):
        newest.setdefault(each.kind, each)
    return list(newest.values())


def said_of(report: Report) -> dict[str, object]:
    """Return what a page shows of both."""
    official = official_of(report.unit, report.on)
    return {"targets": targets_of(report), "official": official}


def _newest(entries: Iterable[Said]) -> list[Said]:
    found: dict[object, Said] = {}
    for each in entries:
        found.setdefault(each.about, each)
    return list(found.values())
