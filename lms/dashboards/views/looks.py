"""Who looked at what, for the data protection contact."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards.access import in_office
from lms.looks.reading import exports_of, lines_of, log_of

A_PAGE = 50
DAY = timedelta(days=1)


@require_safe
@in_office(Data.LOGS)
def looks(request: HttpRequest, office: Unit) -> HttpResponse:
    """List who looked at what in a unit: by day, or all of one person or officer."""
    asked = {name: request.GET.get(name, "").strip() for name in ("person", "officer")}
    log, exports = log_of(office, **asked), exports_of(office, officer=asked["officer"])
    day = None if any(asked.values()) else _day(request)
    if day:
        log, exports = log.on(day), exports.on(day)
    page = Paginator(log, A_PAGE).get_page(request.GET.get("page"))
    context = {"office": office, "day": day, "today": timezone.localdate(), **asked}
    context |= {"page_of": page, "lines": lines_of(page.object_list)}
    context["exports"] = [] if asked["person"] else lines_of(exports[:A_PAGE])
    if day:
        context |= {"before": day - DAY, "after": day + DAY}
    return render(request, "dashboards/looks.html", context)


def _day(request: HttpRequest) -> date:
    """Return the day that stands in the address, else today; no clock runs ahead."""
    today = timezone.localdate()
    try:
        day = parse_date(request.GET.get("day", "")) or today
    except ValueError:  # such as 31 February
        day = today
    return min(max(day, date(2000, 1, 1)), today)
