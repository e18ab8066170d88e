"""Where a commune enters how many adults, and households, its hamlets have."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lms.accounts.roles import Data
from lms.communes.models import AdultCount, HouseholdCount, Unit
from lms.communes.models.adults import PlaceCount
from lms.communes.population import adults_known, households_known
from lms.dashboards import services
from lms.dashboards.access import in_commune, opens
from lms.dashboards.errors import EntryRefused
from lms.dashboards.forms import AdultsForm, HouseholdsForm
from lms.dashboards.too_few import too_few

HISTORY = 60  # counts shown, newest first


@dataclass(frozen=True)
class Asked:
    """What is counted in each place: how it is asked for, kept, and read."""

    address: str
    form: type[AdultsForm]
    counts: type[PlaceCount]
    enter: Callable[..., list]
    known: Callable[..., dict]


ADULTS = Asked(
    "dashboards:adults", AdultsForm, AdultCount, services.enter_adults, adults_known
)
HOUSEHOLDS = Asked(
    "dashboards:households",
    HouseholdsForm,
    HouseholdCount,
    services.enter_households,
    households_known,
)


@require_http_methods(["GET", "HEAD", "POST"])
@in_commune(Data.PLACES)
def adults(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Take down how many adults live in each hamlet, by which list, of which day."""
    return _numbers(request, commune, ADULTS)


@require_http_methods(["GET", "HEAD", "POST"])
@in_commune(Data.PLACES)
def households(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Take down how many households there are in each hamlet, in the same way."""
    return _numbers(request, commune, HOUSEHOLDS)


def _numbers(request: HttpRequest, commune: Unit, asked: Asked) -> HttpResponse:
    hamlets = Unit.objects.on(timezone.localdate()).hamlets().within(commune)
    posted = request.POST if request.method == "POST" else None
    form = asked.form([*hamlets.in_order(), commune], posted)
    if form.is_valid() and _entered(request, form, asked):
        return redirect(asked.address, commune.code)
    context = _known(request, commune, form, asked)
    status = 422 if form.errors else 200
    return render(request, "dashboards/adults.html", context, status=status)


def _entered(request: HttpRequest, form: AdultsForm, asked: Asked) -> bool:
    """Return whether every number was kept; where one is refused, none is."""
    try:
        entered = asked.enter(
            form.numbers(),
            counted_on=form.cleaned_data["counted_on"],
            source=form.cleaned_data["source"],
            by=request.user,
            at=timezone.now(),
        )
    except EntryRefused as problem:
        form.refuse(problem)
        return False
    sentence = ngettext(
        "%(count)d number is kept.", "%(count)d numbers are kept.", len(entered)
    )
    messages.success(request, sentence % {"count": len(entered)})
    for warning in too_few(entered) if asked is ADULTS else ():
        messages.warning(request, warning)
    return True


def _known(
    request: HttpRequest, commune: Unit, form: AdultsForm, asked: Asked
) -> dict[str, object]:
    """Return what the page shows beside the form: the newest numbers and the others."""
    today = timezone.localdate()
    newest = asked.known(form.places, on=today)
    counts = asked.counts.objects.filter(unit__in=Unit.objects.within(commune))
    history = counts.select_related("unit", "entered_by").order_by("-entered_at", "-pk")
    return {
        "commune": commune,
        "form": form,
        "rows": [(unit, newest.get(unit.pk), field) for unit, field in form.rows()],
        "history": history[:HISTORY],
        "sees_figures": opens(request, Data.REPORTS),
    }
