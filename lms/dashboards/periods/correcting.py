"""Reads a report with its later corrections, and proves that none was touched."""

from datetime import UTC
from typing import Any

from django.utils.translation import gettext as _

from lms.dashboards.models import Correction, PeriodReport
from lms.dashboards.periods.content import Content, Difference, differences, digest
from lms.dashboards.periods.content import corrected as with_changes


def as_corrected(report: PeriodReport) -> Content:
    """Return an accepted report as it is to be read today."""
    rows = report.corrections.all()
    return with_changes(
        report.content, ((str(e.place_id), e.what, e.is_now) for e in rows)
    )


def unlisted(report: PeriodReport, now: Content) -> list[Difference]:
    """Return what was counted otherwise by now, and nobody has listed yet.

    Of a place that the frozen report lacks, its latest correction is what was said.
    """
    if report.content is None:
        return []
    said = {(str(e.place_id), e.what): e.is_now for e in report.corrections.all()}
    found = differences(as_corrected(report), now)
    return [e for e in found if said.get((e.place, e.key), e.was) != e.is_now]


def seal_of(row: Correction) -> dict[str, Any]:
    """Return what a correction's hash is taken of: all it says, and the hash before."""
    return {
        "report": str(row.report_id),
        "number": row.number,
        "place": str(row.place_id),
        "what": row.what,
        "was": row.was,
        "is": row.is_now,
        "reason": row.reason,
        "by": str(row.by_id),
        "by_name": row.by_name,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "previous": row.previous,
    }


def broken_links(report: PeriodReport) -> list[str]:
    """Return what of a report is not as it was written; nothing, where all is well."""
    if report.content is None:
        return []
    problems = []
    if digest(report.content) != report.sha256:
        problems.append(_("%(report)s: content") % {"report": report})
    previous = report.sha256
    for number, row in enumerate(report.corrections.order_by("number"), start=1):
        whole = (row.number, row.previous) == (number, previous)
        if not whole or digest(seal_of(row)) != row.sha256:
            told = {"report": report, "number": row.number}
            problems.append(_("%(report)s: correction %(number)d") % told)
        previous = row.sha256
    return problems
