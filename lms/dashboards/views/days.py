"""The same pages as of a day that has gone by, in the units of then or of today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards import services
from lms.dashboards.access import in_province, looks_from_above
from lms.dashboards.as_of import as_of_commune
from lms.dashboards.day_of_province import being_counted, kept_for, read
from lms.dashboards.exports import files_offered
from lms.dashboards.forms import DayForm
from lms.dashboards.tables import Table

PAGE = "dashboards/as_of.html"


def commune_on_a_day(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Show a commune as of a day, counted on the spot."""
    now = timezone.now()
    form = DayForm(request.GET, today=timezone.localdate(now))
    context: dict[str, object] = {"form": form, "unit": commune}
    context["from_above"] = above = looks_from_above(request)
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    on, units = form.cleaned_data["on"], form.cleaned_data["units"]
    found = as_of_commune(commune, on=on, today=form.today, at=now, from_above=above)
    if found:
        report = found.readings[units]
        context |= {"report": report, "perhaps": found.perhaps}
        context["files"] = files_offered(report, {"on": on, "units": units})
        context["table"] = Table(report, request.GET.get("sort", ""))
    return render(request, PAGE, context)


def province_on_a_day(request: HttpRequest, province: Unit) -> HttpResponse:
    """Show a province as of a day, or how far it is counted."""
    form = DayForm(request.GET, today=timezone.localdate())
    context: dict[str, object] = {"form": form, "unit": province, "from_above": True}
    if not form.is_valid():
        return render(request, PAGE, context, status=422)
    on = form.cleaned_data["on"]
    context |= {"job": being_counted(province, on), "counts": True}
    if kept := kept_for(province, on):
        context["report"] = report = read(kept, form.cleaned_data["units"])
        context["files"] = files_offered(report, form.cleaned_data)
        context["table"] = Table(report, request.GET.get("sort", ""))
    return render(request, PAGE, context)


@require_POST
@in_province(Data.REPORTS)
def count_day(request: HttpRequest, province: Unit) -> HttpResponse:
    """Have a province counted as of a day, beside the request."""
    form = DayForm(request.POST, today=timezone.localdate())
    asked = {name: request.POST.get(name, "") for name in ("on", "units")}
    if form.is_valid():
        services.ask_for_day(province, form.cleaned_data["on"], at=timezone.now())
    there = reverse("dashboards:province", args=[province.code])
    return redirect(f"{there}?{urlencode(asked)}")
