"""One chart as a picture, for whoever may see the figures that it is made of."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards.access import in_commune, in_province, looks_from_above
from lms.dashboards.charts.pictures import draw_picture, picture_name
from lms.dashboards.officers import chart_named
from lms.dashboards.reading import report_on_commune, report_on_province
from lms.dashboards.reports import Report


@require_safe
@in_commune(Data.REPORTS)
def commune_chart(request: HttpRequest, commune: Unit, key: str) -> HttpResponse:
    """Answer with a chart of a commune as a PNG."""
    above, today = looks_from_above(request), timezone.localdate()
    return _picture(report_on_commune(commune, on=today, from_above=above), key)


@require_safe
@in_province(Data.REPORTS)
def province_chart(request: HttpRequest, province: Unit, key: str) -> HttpResponse:
    """Answer with a chart of a province as a PNG."""
    return _picture(report_on_province(province, on=timezone.localdate()), key)


def _picture(report: Report, key: str) -> HttpResponse:
    chart = chart_named(report, key)
    if chart is None:
        raise Http404
    name = picture_name(chart, report)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    picture = draw_picture(chart, report)
    return HttpResponse(picture, content_type="image/png", headers=headers)
