"""What stands on a page, handed out as a file; of a day as well."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards.access import in_commune, in_province, looks_from_above
from lms.dashboards.as_of import as_of_commune
from lms.dashboards.day_of_province import kept_for, read
from lms.dashboards.exports import FILES, file_of
from lms.dashboards.forms import DayForm
from lms.dashboards.reading import report_on_commune, report_on_province
from lms.dashboards.reports import Report


@require_safe
@in_commune(Data.REPORTS)
def commune_file(request: HttpRequest, commune: Unit, kind: str) -> HttpResponse:
    """Hand out a commune's figures, of now or of a day."""
    above, now = looks_from_above(request), timezone.now()
    today = timezone.localdate(now)
    if "on" not in request.GET:
        report = report_on_commune(commune, on=today, from_above=above)
        return _file(report, kind)
    asked = _asked(request)
    found = as_of_commune(
        commune, on=asked["on"], today=today, at=now, from_above=above
    )
    return _file(found.readings[asked["units"]] if found else None, kind)


@require_safe
@in_province(Data.REPORTS)
def province_file(request: HttpRequest, province: Unit, kind: str) -> HttpResponse:
    """Hand out a province's figures, of now or of a day that has been counted."""
    if "on" not in request.GET:
        return _file(report_on_province(province, on=timezone.localdate()), kind)
    asked = _asked(request)
    kept = kept_for(province, asked["on"])
    return _file(read(kept, asked["units"]) if kept else None, kind)


def _asked(request: HttpRequest) -> dict[str, object]:
    form = DayForm(request.GET, today=timezone.localdate())
    if not form.is_valid():
        raise Http404
    return form.cleaned_data


def _file(report: Report | None, kind: str) -> HttpResponse:
    if report is None or kind not in FILES:
        raise Http404
    name, content = file_of(report, kind)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FILES[kind].content_type, headers=headers)
