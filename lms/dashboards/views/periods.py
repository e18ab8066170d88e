"""Reports on a period: hamlets confirm, communes submit, the province decides."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards import services
from lms.dashboards.access import for_staff, in_province
from lms.dashboards.errors import ReportError
from lms.dashboards.models import Period, ReportLayout
from lms.dashboards.period_forms import PeriodForm, StepForm, last_month
from lms.dashboards.periods.access import of_hamlet, of_period, of_report
from lms.dashboards.periods.chain import Step
from lms.dashboards.periods.comparing import Comparison
from lms.dashboards.periods.duties import duties_of, held_by, periods_for
from lms.dashboards.periods.printing.docx import as_docx
from lms.dashboards.periods.printing.pdf import as_pdf
from lms.dashboards.periods.printing.words import printed
from lms.dashboards.periods.reading import HamletPage, ReportPage
from lms.lib.text import TextError, fold

get_or_post = require_http_methods(["GET", "HEAD", "POST"])

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMS = {"docx": (as_docx, WORD), "pdf": (as_pdf, "application/pdf")}
DONE: dict[str, str | Promise] = {
    Step.CONFIRMED: _("The hamlet stands by these figures. Thank you."),
    Step.COMMENTED: _("Your remark is kept with the report."),
    Step.SUBMITTED: _("The report is submitted. The province reads it next."),
    Step.SENT_BACK: _("The report is back with the commune, with your reason."),
    Step.ACCEPTED: _("The report is accepted and closed for good."),
    "count": _("The figures are being counted."),
    "correct": _("The differences are listed. The accepted report stays as it was."),
}


@require_safe
@for_staff
def reports(request: HttpRequest) -> HttpResponse:
    """List the periods of one's places, and what is to be done for them."""
    today = timezone.localdate()
    held = held_by(request.user, on=today)
    context = {"held": held, "periods": periods_for(held, on=today)}
    context["duties"] = duties_of(request.user, on=today)
    return render(request, "dashboards/periods/reports.html", context)


@require_safe
@of_period
def period(request: HttpRequest, period: Period) -> HttpResponse:
    """Compare the communes of a province: whose report stands where, who is late."""
    only = request.GET.get("only", "")
    found = Comparison(period, on=timezone.localdate(), only=only)
    context = {"period": period, "found": found}
    return render(request, "dashboards/periods/period.html", context)


@get_or_post
@in_province(Data.REPORTS)
def open_period(request: HttpRequest, province: Unit) -> HttpResponse:
    """Ask for the days of a period, and open it to the communes."""
    now = timezone.now()
    form = PeriodForm(request.POST or None, initial=last_month(timezone.localdate()))
    if form.is_valid():
        try:
            opened = services.open_period(
                province, **form.cleaned_data, by=request.user, at=now
            )
            return redirect("dashboards:period", opened.pk)
        except (ReportError, TextError) as problem:
            form.add_error(None, problem.for_resident)
    context = {"province": province, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboards/periods/new.html", context, status=status)


@get_or_post
@of_report
def report(request: HttpRequest, page: ReportPage) -> HttpResponse:
    """Show a commune's report, and take the next step of it."""
    form = StepForm(request.POST or None)
    if form.is_valid() and _did(request, form, _commune_steps(page)):
        return redirect("dashboards:report", page.period.pk, page.commune.code)
    context = {"page_of": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboards/periods/report.html", context, status=status)


@require_safe
@of_report
def printed_report(request: HttpRequest, page: ReportPage, form: str) -> HttpResponse:
    """Answer with the report as an office prints it: .docx or PDF."""
    if form not in FORMS or not page.visible or page.content is None:
        raise Http404
    draw, kind = FORMS[form]
    layout = ReportLayout.load(request_or_site=request)
    content = draw(printed(page, layout=layout))
    name = f"{slugify(fold(str(page.commune)))}-{page.period.last_on:%Y-%m-%d}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@get_or_post
@of_hamlet
def hamlet(request: HttpRequest, page: HamletPage) -> HttpResponse:
    """Show the figures of a hamlet, to be confirmed or to say what is wrong."""
    form = StepForm(request.POST or None)
    if form.is_valid() and _did(request, form, _hamlet_steps(page)):
        return redirect("dashboards:report_hamlet", page.period.pk, page.hamlet.pk)
    context = {"page_of": page, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboards/periods/hamlet.html", context, status=status)


Take = Callable[[dict[str, Any], dict[str, Any]], object]


def _commune_steps(page: ReportPage) -> dict[str, Take]:
    """Return what can be pressed on a commune's page, each with its service."""
    what = page.period, page.commune
    return {
        Step.COMMENTED: lambda d, who: services.remark(*what, d["remark"], **who),
        Step.SUBMITTED: lambda d, who: services.submit(
            *what, d["remark"], seen=d["seen"], **who
        ),
        Step.SENT_BACK: lambda d, who: services.send_back(*what, d["remark"], **who),
        Step.ACCEPTED: lambda d, who: services.accept(*what, seen=d["seen"], **who),
        "correct": lambda d, who: services.correct(
            page.report, d["remark"], seen=d["seen"], **who
        ),
        "count": lambda d, who: services.ask_for_count(*what, **who),
    }


def _hamlet_steps(page: HamletPage) -> dict[str, Take]:
    what = page.period, page.hamlet
    return {
        Step.CONFIRMED: lambda d, who: services.confirm_hamlet(
            *what, seen=d["seen"], **who
        ),
        Step.COMMENTED: lambda d, who: services.remark(*what, d["remark"], **who),
        "count": lambda d, who: services.ask_for_count(*what, **who),
    }


def _did(request: HttpRequest, form: StepForm, steps: dict[str, Take]) -> bool:
    """Take the step that was pressed; return whether it was, else say why not."""
    step = form.cleaned_data["step"]
    try:
        if step not in steps:
            raise ReportError
        steps[step](form.cleaned_data, {"by": request.user, "at": timezone.now()})
    except (ReportError, TextError) as problem:
        form.add_error(None, problem.for_resident)
        return False
    messages.success(request, DONE[step])
    return True
