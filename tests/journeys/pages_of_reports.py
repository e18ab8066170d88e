"""The reports on a period: opened, submitted, accepted."""

from datetime import timedelta

from django.utils import timezone

from lms.communes.models import Kind, Unit
from lms.dashboards.models import Period, PeriodReport, ReportStep
from lms.dashboards.periods.chain import Step
from lms.dashboards.services import accept, count_report, open_period, submit
from tests.journeys import world
from tests.journeys.pages import page_type, plain
from tests.journeys.pages_of_places import van_son
from tests.journeys.pages_of_residents import VAN_SON


@page_type("reports, none yet", who="officer")
def no_reports(guide):
    for model in (ReportStep, PeriodReport, Period):
        model.objects.all().delete()
    return guide.to("dashboards:reports")


plain("new period", "dashboards:period_new", "25", who="provincial")


def _campaign(guide, due_in_days=3):
    """Ask the communes about a campaign of last month, and return it.

    The demo's own months have reports at every step already.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    last = today.replace(day=1) - timedelta(days=1)
    days = last.replace(day=1), last, today + timedelta(days=due_in_days)
    titles = {"title_vi": "Đợt thử", "title_en": "A trial"}
    province = Unit.objects.get(code="25", kind=Kind.PROVINCE, valid_until=None)
    by = world.user("provincial")
    known = Period.objects.filter(title_vi=titles["title_vi"]).first()
    return known or open_period(province, "campaign", *days, **titles, by=by, at=now)


def _submitted(guide):
    now, commune, period = timezone.now(), van_son(), _campaign(guide)
    if not period.reports.filter(commune=commune).exists():
        seen = count_report(period, commune, at=now).sha256
        who = {"by": world.user("officer"), "at": now}
        submit(period, commune, "Tổ trưởng vắng.", seen=seen, **who)
    return period


@page_type("reports", who="officer")
def reports(guide):
    _campaign(guide)
    return guide.to("dashboards:reports")


@page_type("period", who="provincial")
def period(guide):
    return guide.to("dashboards:period", _submitted(guide).pk)


@page_type("report to be counted", who="officer")
def report_to_be_counted(guide):
    return guide.to("dashboards:report", _campaign(guide).pk, VAN_SON)


def _counted(guide):
    period = _campaign(guide)
    count_report(period, van_son(), at=timezone.now())
    return period


def hand_in(page):
    """Submit without a word, while hamlets have not confirmed yet."""
    with page.expect_navigation():
        page.locator("form:has([name=step][value=submitted]) button").click()


@page_type("report to submit, errors", who="officer", then=hand_in, status=422)
@page_type("report to submit", who="officer")
def report_to_submit(guide):
    return guide.to("dashboards:report", _counted(guide).pk, VAN_SON)


@page_type("report to accept", who="provincial")
def report_to_accept(guide):
    return guide.to("dashboards:report", _submitted(guide).pk, VAN_SON)


@page_type("report of a hamlet", who="officer")
def report_of_a_hamlet(guide):
    hamlet = Unit.objects.hamlets().filter(parent=van_son()).first()
    return guide.to("dashboards:report_hamlet", _counted(guide).pk, hamlet.pk)


@page_type("open figures")
def open_figures(guide):
    period, commune = _submitted(guide), van_son()
    report = period.reports.get(commune=commune)
    if report.accepted_at is None:
        who = {"by": world.user("provincial"), "at": timezone.now()}
        accept(period, commune, seen=report.last(Step.SUBMITTED).sha256, **who)
    return guide.to("dashboards:open_page")


@page_type("accepted report", who="officer")
def accepted_report(guide):
    open_figures(guide)
    return guide.to("dashboards:report", _campaign(guide).pk, VAN_SON)
