"""The reports on a period: opened, submitted, accepted."""

from datetime import timedelta

from django.utils import timezone

from lms.communes.models import Kind, Unit
from lms.dashboards.models import Period
from lms.dashboards.periods.composing import compose
from lms.dashboards.periods.content import digest
from lms.dashboards.services import open_period, submit
from tests.journeys import world
from tests.journeys.pages import page_type, plain, send
from tests.journeys.pages_of_places import van_son
from tests.journeys.pages_of_residents import VAN_SON

plain("reports, none yet", "dashboards:reports", who="officer")
plain("new period", "dashboards:period_new", "25", who="provincial")


def _last_month(guide, due_in_days=3):
    """Open last month to the communes, and return it; once, whoever asks."""
    now = timezone.now()
    today = timezone.localdate(now)
    last = today.replace(day=1) - timedelta(days=1)
    days = last.replace(day=1), last, today + timedelta(days=due_in_days)
    titles = {"title_vi": "Tháng trước", "title_en": "Last month"}
    province = Unit.objects.get(code="25", kind=Kind.PROVINCE, valid_until=None)
    by = world.user("provincial")
    known = Period.objects.filter(last_on=last).first()
    return known or open_period(province, "month", *days, **titles, by=by, at=now)


def _submitted(guide):
    now, commune, period = timezone.now(), van_son(), _last_month(guide)
    if not period.reports.filter(commune=commune).exists():
        seen = digest(compose(period, commune))
        who = {"by": world.user("officer"), "at": now}
        submit(period, commune, "Tổ trưởng vắng.", seen=seen, **who)
    return period


@page_type("reports", who="officer")
def reports(guide):
    _last_month(guide)
    return guide.to("dashboards:reports")


@page_type("period", who="provincial")
def period(guide):
    return guide.to("dashboards:period", _submitted(guide).pk)


@page_type("report to submit, errors", who="officer", then=send, status=422)
@page_type("report to submit", who="officer")
def report_to_submit(guide):
    return guide.to("dashboards:report", _last_month(guide).pk, VAN_SON)


@page_type("report to accept", who="provincial")
def report_to_accept(guide):
    return guide.to("dashboards:report", _submitted(guide).pk, VAN_SON)


@page_type("report of a hamlet", who="officer")
def report_of_a_hamlet(guide):
    hamlet = Unit.objects.hamlets().filter(parent=van_son()).first()
    return guide.to("dashboards:report_hamlet", _last_month(guide).pk, hamlet.pk)
