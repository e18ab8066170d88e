"""Who lives in a commune and learns: names, for those who look after them only."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards.access import in_commune, opens
from lms.dashboards.persons import departed_from, joined_in
from lms.dashboards.roster import Roster
from lms.fieldwork.looking import note_list
from lms.fieldwork.reading import asks_for_code

A_PAGE = 50
ASIDE = 60  # shown, the newest first


@require_safe
@in_commune(Data.ROSTER, Data.PROGRESS, Data.CERTIFICATES)
def people(request: HttpRequest, commune: Unit) -> HttpResponse:
    """List a commune's residents by given name, with what they have completed."""
    today, query = timezone.localdate(), request.GET.get("q", "")
    hamlets = Unit.objects.on(today).hamlets().within(commune).in_order()
    hamlet = hamlets.filter(pk=_id(request.GET.get("hamlet", ""))).first()
    # All, not only those of today: some may still wait in a hamlet that was divided.
    every = Unit.objects.hamlets().within(commune)
    there = every.filter(pk=hamlet.pk) if hamlet else every
    pages = Paginator(Roster(there, on=today, query=query), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    homes = {each.learner.pk: each.hamlet.pk for each in page.object_list}
    takes_out = opens(request, Data.PLACES)
    aside = _aside(commune) if takes_out and not (query or hamlet) else {}
    homes |= aside.pop("homes", {})
    note_list(request, [hamlet or commune], homes, query)
    context = {"commune": commune, "hamlets": hamlets, "hamlet": hamlet, "query": query}
    context["by_code"] = asks_for_code(query)
    context |= {"page_of": page, "people": page.object_list}
    context |= {"takes_out": takes_out, "sees_figures": opens(request, Data.REPORTS)}
    return render(request, "dashboards/people.html", context | aside)


def _aside(commune: Unit) -> dict[str, Any]:
    """Return who has left and which rows were joined, for whoever puts rows right.

    With ``homes``, for their names are seen as well, and that is written down.
    """
    today = timezone.localdate()
    departed = list(departed_from(commune, on=today)[:ASIDE])
    joined = list(joined_in(commune, on=today)[:ASIDE])
    names = [each.learner_id for each in departed] + [e.merged_id for e in joined]
    homes = dict.fromkeys(names, commune.pk)
    return {"departed": departed, "joined": joined, "homes": homes}


def _id(text: str) -> UUID | None:
    """Return the id that stands in an address, or None where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
