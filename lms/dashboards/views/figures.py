"""The figures of a commune by hamlet, and of a province by commune."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards import services
from lms.dashboards.access import in_commune, in_province, looks_from_above, opens
from lms.dashboards.duties import Seat
from lms.dashboards.exports import files_offered
from lms.dashboards.forms import DayForm
from lms.dashboards.officers import answers_for_commune, answers_for_province
from lms.dashboards.reading import report_on_commune, report_on_province
from lms.dashboards.reports import Report
from lms.dashboards.rollups import recount_under_way
from lms.dashboards.tables import Table
from lms.dashboards.targets import said_of
from lms.dashboards.views.days import commune_on_a_day, province_on_a_day


@require_safe
@in_commune(Data.REPORTS)
def commune(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Show an officer's one page: what waits, where help is needed, and the figures."""
    if "on" in request.GET:
        return commune_on_a_day(request, commune)
    report = _commune_report(request, commune)
    seat = _seat(request, report)
    context = {
        "report": report,
        "table": Table(report, request.GET.get("sort", "")),
        "job": recount_under_way(commune),
        "days": DayForm(today=report.on),
        "files": files_offered(report),
        **said_of(report),
        "seat": seat,
        "answers": answers_for_commune(report, seat),
    }
    return render(request, "dashboards/commune.html", context)


@require_POST
@in_commune(Data.REPORTS)
def recount(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Have a commune's hamlets counted again, beside the request."""
    services.ask_for_recount(commune, at=timezone.now())
    messages.success(request, _("The hamlets are being counted again."))
    return redirect("dashboards:commune", commune.code)


@require_safe
@in_province(Data.REPORTS)
def province(request: HttpRequest, province: Unit) -> HttpResponse:
    """Show a province's figures, commune by commune, small ones hidden."""
    if "on" in request.GET:
        return province_on_a_day(request, province)
    report = report_on_province(province, on=timezone.localdate())
    table = Table(report, request.GET.get("sort", ""), request.GET.get("q", ""))
    context = {"report": report, "table": table}
    context |= {"days": DayForm(today=report.on), **said_of(report)}
    context["files"] = files_offered(report)
    context["answers"] = answers_for_province(report)
    context["keeps_places"] = opens(request, Data.PLACES)
    return render(request, "dashboards/province.html", context)


def _commune_report(request: HttpRequest, commune: Unit) -> Report:
    above = looks_from_above(request)
    return report_on_commune(commune, on=timezone.localdate(), from_above=above)


def _seat(request: HttpRequest, report: Report) -> Seat:
    """Return what may be done here by whoever looks."""
    here, today = report.unit, report.on
    keeps, names = opens(request, Data.PLACES), opens(request, Data.ROSTER)
    return Seat(here, report, today, keeps_places=keeps, sees_names=names)
