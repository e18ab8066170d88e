"""What a figure is made of, one press away from where it stands."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.roles import NAMING, Data
from lms.communes.models import Unit
from lms.dashboards.access import in_commune, in_province, looks_from_above, opens
from lms.dashboards.as_of import as_of_commune
from lms.dashboards.day_of_province import kept_for, read
from lms.dashboards.evidence import Evidence, evidence_of, listed, still_here
from lms.dashboards.forms import DayForm
from lms.dashboards.reading import report_on_commune, report_on_province
from lms.dashboards.reports import Report
from lms.fieldwork.looking import note_list

A_PAGE = 50


@require_safe
@in_commune(Data.REPORTS)
def commune_figure(request: HttpRequest, commune: Unit, key: str) -> HttpResponse:
    """Show what a figure of a commune, or of one hamlet of it, is made of."""
    report = _report_on_commune(request, commune)
    evidence = _found(evidence_of(report, key, request.GET.get("hamlet", "")))
    context: dict[str, object] = {"evidence": evidence, "report": report}
    if opens(request, *NAMING) and evidence.rows is not None:
        context |= _one_by_one(request, commune, evidence)
        context["takes_out"] = opens(request, Data.PLACES) and not report.past
    return render(request, "dashboards/evidence.html", context)


def _one_by_one(
    request: HttpRequest, commune: Unit, evidence: Evidence
) -> dict[str, object]:
    """Return a page of the rows, and write down that it was looked at."""
    past, found = evidence.report.past, evidence.rows
    if past:
        found = still_here(found, commune, on=timezone.localdate())
    pages = Paginator(found, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = listed(page.object_list)
    homes = {row.learner.pk: row.hamlet.pk for row in rows}
    note_list(request, [commune if past else evidence.line.unit], homes, "")
    unlike = not evidence.counts(pages.count)
    shown = {"page_of": page, "rows": rows}
    return shown | {"late": unlike and not past, "gone": unlike and past}


@require_safe
@in_province(Data.REPORTS)
def province_figure(request: HttpRequest, province: Unit, key: str) -> HttpResponse:
    """Show what a figure of a province is made of, commune by commune."""
    report = _report_on_province(request, province)
    found = evidence_of(report, key, request.GET.get("hamlet", ""))
    context = {"evidence": _found(found), "report": report}
    return render(request, "dashboards/evidence.html", context)


def _report_on_commune(request: HttpRequest, commune: Unit) -> Report:
    """Return the report of today, or of the day that is asked for."""
    now, above = timezone.now(), looks_from_above(request)
    today = timezone.localdate(now)
    if "on" not in request.GET:
        return report_on_commune(commune, on=today, from_above=above)
    asked = _day(request)
    day = {"on": asked["on"], "today": today, "at": now}
    found = as_of_commune(commune, **day, from_above=above)
    if found is None:
        raise Http404
    return found.readings[asked["units"]]


def _report_on_province(request: HttpRequest, province: Unit) -> Report:
    if "on" not in request.GET:
        return report_on_province(province, on=timezone.localdate())
    asked = _day(request)
    kept = kept_for(province, asked["on"])
    if kept is None:
        raise Http404
    return read(kept, asked["units"])


def _day(request: HttpRequest) -> dict[str, Any]:
    """Return the day and the units that stand in the address, or answer 404."""
    form = DayForm(request.GET, today=timezone.localdate())
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _found(evidence: Evidence | None) -> Evidence:
    if evidence is None:
        raise Http404
    return evidence
