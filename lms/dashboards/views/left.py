"""Who is left in a commune, by name, with what comes next for each."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.communes.services import may_see
from lms.dashboards.access import in_commune
from lms.dashboards.left import Left, programme_in_use
from lms.fieldwork.looking import note_list

A_PAGE = 50


@require_safe
@in_commune(Data.ROSTER, Data.PROGRESS)
def left(request: HttpRequest, commune: Unit) -> HttpResponse:
    """List those who are left, hamlet by hamlet, with the next step of each."""
    today, query = timezone.localdate(), request.GET.get("q", "")[:80]
    hamlets = list(Unit.objects.on(today).hamlets().within(commune).in_order())
    hamlet = _one_of(hamlets, request.GET.get("hamlet", ""))
    programme = programme_in_use()
    found = Left(hamlets, programme, on=today, query=query, only=hamlet)
    context = {"commune": commune, "hamlet": hamlet, "query": query, "left": found}
    context |= {"programme": programme and programme.title_in(request.LANGUAGE_CODE)}
    context["page_of"] = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    homes = {each.learner.pk: each.hamlet.pk for each in context["page_of"]}
    note_list(request, [hamlet or commune], homes, query)
    context["sees_figures"] = may_see(request.user, commune, Data.REPORTS, on=today)
    return render(request, "dashboards/left.html", context)


def _one_of(hamlets: list[Unit], text: str) -> Unit | None:
    """Return the hamlet whose id stands in an address, or None where it is none."""
    return next((each for each in hamlets if str(each.pk) == text), None)
