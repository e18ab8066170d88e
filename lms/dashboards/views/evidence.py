"""What a figure is made of, one press away from where it stands."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.roles import NAMING, Data
from lms.communes.models import Unit
from lms.communes.services import may_see
from lms.dashboards.access import in_commune, in_province, looks_from_above
from lms.dashboards.evidence import Evidence, evidence_of, listed
from lms.dashboards.reading import report_on_commune, report_on_province
from lms.fieldwork.looking import note_list

A_PAGE = 50


@require_safe
@in_commune(Data.REPORTS)
def commune_figure(request: HttpRequest, commune: Unit, key: str) -> HttpResponse:
    """Show what a figure of a commune, or of one hamlet of it, is made of."""
    today, above = timezone.localdate(), looks_from_above(request, commune)
    report = report_on_commune(commune, on=today, from_above=above)
    evidence = _found(evidence_of(report, key, request.GET.get("hamlet", "")))
    context: dict[str, object] = {"evidence": evidence, "report": report}
    sees = [may_see(request.user, commune, kind, on=today) for kind in NAMING]
    if all(sees) and evidence.rows is not None:
        pages = Paginator(evidence.rows, A_PAGE)
        page = pages.get_page(request.GET.get("page"))
        rows = listed(page.object_list)
        homes = {row.learner.pk: row.hamlet.pk for row in rows}
        note_list(request, [evidence.line.unit], homes, "")
        context |= {"page_of": page, "rows": rows}
        context["late"] = not evidence.counts(pages.count)
    return render(request, "dashboards/evidence.html", context)


@require_safe
@in_province(Data.REPORTS)
def province_figure(request: HttpRequest, province: Unit, key: str) -> HttpResponse:
    """Show what a figure of a province is made of, commune by commune."""
    report = report_on_province(province, on=timezone.localdate())
    context = {"evidence": _found(evidence_of(report, key)), "report": report}
    return render(request, "dashboards/evidence.html", context)


def _found(evidence: Evidence | None) -> Evidence:
    if evidence is None:
        raise Http404
    return evidence
