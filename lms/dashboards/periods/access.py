"""The one way in which a page about a period begins: is this place theirs?"""

from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.communes.services import may_see
from lms.dashboards.access import View, for_staff
from lms.dashboards.models import Period
from lms.dashboards.periods.reading import HamletPage, ReportPage
from lms.dashboards.periods.turns import answering, inside, may_open


def of_period(view: View) -> View:
    """Give the view a period, to whoever answers for the province's reports."""

    @wraps(view)
    def checked(request: HttpRequest, period_id: UUID) -> HttpResponse:
        period = _period(period_id)
        if not may_open(request.user, period.province, on=timezone.localdate()):
            raise Http404
        return view(request, period)

    return for_staff(checked)


def of_report(view: View) -> View:
    """Give the view a commune's report, to whoever may see the figures there."""

    @wraps(view)
    def checked(
        request: HttpRequest, period_id: UUID, code: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        period, now = _period(period_id), timezone.now()
        commune = period.communes.filter(code=code).with_address().first()
        if commune is None or not _sees(request, commune):
            raise Http404
        page = ReportPage(period, commune, request.user, now)
        return view(request, page, *args, **kwargs)

    return for_staff(checked)


def of_hamlet(view: View) -> View:
    """Give the view a report and a hamlet in it, to who sees it from within."""

    @wraps(view)
    def checked(request: HttpRequest, period_id: UUID, hamlet_id: UUID) -> HttpResponse:
        period, now = _period(period_id), timezone.now()
        there = Unit.objects.on(period.last_on).hamlets().with_address()
        hamlet = get_object_or_404(there, pk=hamlet_id)
        lies_there = period.communes.filter(pk=hamlet.parent_id).exists()
        today = timezone.localdate(now)
        if not lies_there or not inside(request.user, hamlet, on=today):
            raise Http404
        page = HamletPage(period, hamlet.parent, request.user, now, hamlet)
        if page.place is None and not page.may_count:
            raise Http404
        return view(request, page)

    return for_staff(checked)


def _period(period_id: UUID) -> Period:
    periods = Period.objects.select_related("province")
    return get_object_or_404(periods, pk=period_id)


def _sees(request: HttpRequest, commune: Unit) -> bool:
    """Return whether somebody sees the reports of a commune, or of what it became."""
    today = timezone.localdate()
    units = [commune, *answering(commune, on=today)]
    return any(may_see(request.user, e, Data.REPORTS, on=today) for e in units)
