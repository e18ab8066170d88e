"""Who is left in a commune, by name, with what comes next for each."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards.access import in_commune, opens
from lms.dashboards.left import Left, programmes_to_choose
from lms.fieldwork.looking import note_list
from lms.progress.models import ProgrammeVersion

A_PAGE = 50


@require_safe
@in_commune(Data.ROSTER, Data.PROGRESS)
def left(request: HttpRequest, commune: Unit) -> HttpResponse:
    """List those who are left, hamlet by hamlet, with the next step of each."""
    today = timezone.localdate()
    versions = programmes_to_choose(commune, today)
    found = _asked_for(request, commune, versions, on=today)
    programme = found.programme and found.programme.title_in(request.LANGUAGE_CODE)
    context = {"commune": commune, "left": found, "programme": programme}
    context["choices"] = _titled(versions, request.LANGUAGE_CODE)
    context["page_of"] = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    homes = {each.learner.pk: each.hamlet.pk for each in context["page_of"]}
    note_list(request, [found.only or commune], homes, found.query)
    context["sees_figures"] = opens(request, Data.REPORTS)
    return render(request, "dashboards/left.html", context)


def _titled(versions: list[ProgrammeVersion], language: str) -> list[tuple[str, str]]:
    """Return for each programme what stands in the address, and its title."""
    programmes = (each.programme for each in versions)
    return [(each.slug, each.title_in(language)) for each in programmes]


def _asked_for(
    request: HttpRequest, commune: Unit, versions: list[ProgrammeVersion], *, on: date
) -> Left:
    """Return who is left of the programme that was chosen, else of the first."""
    chosen = request.GET.get("programme", "")
    of = [each for each in versions if each.programme.slug == chosen] or versions
    hamlets = list(Unit.objects.on(on).hamlets().within(commune).in_order())
    return Left(
        hamlets,
        of[0] if of else None,
        on=on,
        query=request.GET.get("q", "")[:80],
        only=_one_of(hamlets, request.GET.get("hamlet", "")),
        listed=request.GET.get("who") == "listed",
    )


def _one_of(hamlets: list[Unit], text: str) -> Unit | None:
    """Return the hamlet whose id stands in an address, or None where it is none."""
    return next((each for each in hamlets if str(each.pk) == text), None)
