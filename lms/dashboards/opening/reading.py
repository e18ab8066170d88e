"""Open figures: accepted reports, in whole fives, as plain data for anybody."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from lms.dashboards.models import Correction, Period, PeriodReport
from lms.dashboards.periods.content import Content
from lms.dashboards.periods.content import corrected as with_changes
from lms.dashboards.periods.fives import TOLD, told_outside

FIGURES = (*TOLD, "adults", "share")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True)
class OpenReport:
    """One commune's accepted figures, and how they read after corrections."""

    report: PeriodReport
    corrections: list[Correction]

    @property
    def told(self) -> dict[str, Any]:
        return _figures(self.report.content)

    @property
    def corrected(self) -> dict[str, Any] | None:
        """Return the figures after corrections; none where they are told alike."""
        changes = ((str(e.place_id), e.what, e.is_now) for e in self.corrections)
        read = _figures(with_changes(self.report.content, changes))
        return read if read != self.told else None

    def as_json(self) -> dict[str, Any]:
        content, period = self.report.content, self.report.period
        adults = content["total"]["adults_from"]
        return {
            "period": period_json(period),
            "province": _place(content["province"]),
            "commune": _place(content["commune"]),
            "accepted_at": self.report.accepted_at.isoformat(timespec="seconds"),
            "figures": self.told,
            "corrected": self.corrected,
            "adults_from": adults,
            "sha256": self.report.sha256,
        }

    def row(self) -> list[object]:
        """Return the cells of a table, by `CELLS`."""
        content, period = self.report.content, self.report.period
        read = self.corrected or self.told
        return [
            content["commune"]["code"],
            content["commune"]["name"],
            period.first_on.isoformat(),
            period.last_on.isoformat(),
            *(read[key] for key in FIGURES),
            "yes" if self.corrected else "no",
        ]


CELLS = [
    *("commune_code", "commune", "first_on", "last_on"),
    *(f"{key}_at_least" for key in TOLD),
    *("adults", "share_percent", "corrected"),
]


def open_periods() -> QuerySet[Period]:
    """Return the periods of which at least one report is accepted."""
    accepted = PeriodReport.objects.filter(
        period=OuterRef("pk"), accepted_at__isnull=False
    )
    return Period.objects.filter(Exists(accepted)).select_related("province")


def open_reports(period: Period, code: str = "") -> list[OpenReport]:
    """Return the accepted reports of a period, of all communes or of one."""
    accepted = period.reports.filter(accepted_at__isnull=False)
    if code:
        accepted = accepted.filter(commune__code=code)
    there = accepted.select_related("commune", "period__province")
    rows = there.prefetch_related("corrections").order_by("commune__sort_name", "pk")
    return [OpenReport(each, list(each.corrections.all())) for each in rows]


def period_named(name: str, province_code: str) -> Period | None:
    """Return a province's open period by its name: `2026-10` a month, else its id."""
    periods = open_periods().filter(province__code=province_code)
    if month := _MONTH.fullmatch(name):
        year, number = map(int, month.groups())
        months = periods.filter(kind=Period.Kind.MONTH)
        return months.filter(last_on__year=year, last_on__month=number).first()
    try:
        return periods.filter(pk=UUID(name)).first()
    except ValueError:
        return None


def name_of(period: Period) -> str:
    """Return how a period is called in addresses."""
    is_month = period.kind == Period.Kind.MONTH
    return f"{period.last_on:%Y-%m}" if is_month else str(period.pk)


def period_json(period: Period) -> dict[str, Any]:
    days: dict[str, date] = {
        "first_on": period.first_on,
        "last_on": period.last_on,
        "due_on": period.due_on,
    }
    return {
        "name": name_of(period),
        "kind": period.kind,
        "title": {"vi": period.title_vi, "en": period.title_en},
        "province_code": period.province.code,
        **{key: day.isoformat() for key, day in days.items()},
    }


def _figures(content: Content) -> dict[str, Any]:
    figures = told_outside(content)["total"]["figures"]
    return {key: figures[key] for key in FIGURES}


def _place(unit: dict[str, Any]) -> dict[str, str]:
    return {"code": unit["code"], "name": unit["name"]}
