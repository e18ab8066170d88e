"""Who looked at what, for the data protection contact; and taking names out."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards.access import in_commune, in_office
from lms.dashboards.exports import FILES
from lms.dashboards.taking_out import TakingOutForm, names_file
from lms.lib.text import fold
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


@require_http_methods(["GET", "HEAD", "POST"])
@in_commune(Data.ROSTER, Data.PROGRESS, Data.CERTIFICATES, Data.PLACES)
def take_out(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Ask what a list of names is for; hand it out once that is written down.

    For those who answer for the commune: a helper works with names on the screen.
    """
    hamlets = Unit.objects.on(timezone.localdate()).hamlets().within(commune).in_order()
    form = TakingOutForm(hamlets, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _file(request, commune, form)
    context = {"commune": commune, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboards/take_out.html", context, status=status)


def _file(request: HttpRequest, commune: Unit, form: TakingOutForm) -> HttpResponse:
    data, at = form.cleaned_data, timezone.now()
    place = data["hamlet"] or commune
    content = names_file(
        place,
        purpose=data["purpose"],
        kind=data["kind"],
        by=request.user,
        at=at,
    )
    day = timezone.localdate(at).isoformat()
    name = f"{slugify(fold(str(place)))}-{day}.{data['kind']}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(
        content, content_type=FILES[data["kind"]].content_type, headers=headers
    )
