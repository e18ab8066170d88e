"""Open figures: a page for people, and addresses for programs."""

import csv

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lms.dashboards.models import Period
from lms.dashboards.opening.limiting import open_to_all, refused
from lms.dashboards.opening.reading import (
    CELLS,
    OpenReport,
    name_of,
    open_periods,
    open_reports,
    period_json,
    period_named,
)
from lms.dashboards.opening.schema import openapi
from lms.dashboards.opening.shown import shown
from lms.dashboards.periods.sheet import OUTSIDE

NOT_THERE = "No accepted report there."


@require_safe
@never_cache  # its frame knows who is signed in
def page(request: HttpRequest) -> HttpResponse:
    """Show the accepted figures of a period, commune by commune, to anybody."""
    periods = [(name_of(each), each) for each in open_periods()]
    asked = request.GET.get("period", "")
    chosen = next((p for name, p in periods if name == asked), None)
    chosen = chosen or (periods[0][1] if periods else None)
    context = {"periods": periods, "chosen": chosen, "columns": OUTSIDE}
    context["forms"] = [*ANSWERS]
    if chosen:
        context |= {"name": name_of(chosen), "rows": shown(open_reports(chosen))}
    return render(request, "dashboards/opening/page.html", context)


@require_safe
@open_to_all
def schema(request: HttpRequest) -> HttpResponse:
    """Answer with the description of all addresses (OpenAPI)."""
    start = reverse("dashboards:open_page") + "v1/"
    return JsonResponse(openapi(start), json_dumps_params={"ensure_ascii": False})


@require_safe
@open_to_all
def periods(request: HttpRequest) -> HttpResponse:
    """Answer with the periods of which there is something to read."""
    return _json([period_json(each) for each in open_periods()])


@require_safe
@open_to_all
def province(
    request: HttpRequest, province: str, period: str, form: str
) -> HttpResponse:
    """Answer with all accepted reports of a province and period."""
    found = period_named(period, province)
    if found is None or form not in ANSWERS:
        return refused(404, NOT_THERE)
    return ANSWERS[form](found, open_reports(found))


@require_safe
@open_to_all
def commune(
    request: HttpRequest, province: str, period: str, commune: str, form: str
) -> HttpResponse:
    """Answer with the accepted report of one commune and period."""
    found = period_named(period, province)
    reports = open_reports(found, commune) if found else []
    if not reports or form not in ANSWERS:
        return refused(404, NOT_THERE)
    if form == "json":
        return _json(reports[0].as_json())
    return _csv(found, reports)


def _json(data: object) -> JsonResponse:
    return JsonResponse(data, safe=False, json_dumps_params={"ensure_ascii": False})


def _csv(period: Period, reports: list[OpenReport]) -> HttpResponse:
    """Answer with a table; commas, as programs expect, whatever the language."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = f"hoc-so-{period.province.code}-{name_of(period)}.csv"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    writer.writerows([CELLS, *(each.row() for each in reports)])
    return answer


ANSWERS = {
    "json": lambda _period, reports: _json([each.as_json() for each in reports]),
    "csv": _csv,
}
