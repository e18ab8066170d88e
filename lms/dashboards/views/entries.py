"""Where targets, and what other offices say in numbers, are entered and looked up."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lms.accounts.roles import Data
from lms.communes.models import Kind, Unit
from lms.dashboards.access import in_commune, in_province, opens
from lms.dashboards.entry_forms import EntryForm, OfficialForm, TargetForm
from lms.dashboards.services.entries import enter_official, enter_target

SHOWN = 100
GET_POST = require_http_methods(["GET", "HEAD", "POST"])

# What is entered: the form, the service that keeps it, and the page.
KINDS: dict[str, tuple[type[EntryForm], Callable[..., object], str]] = {
    "targets": (TargetForm, enter_target, "dashboards/targets.html"),
    "official": (OfficialForm, enter_official, "dashboards/official.html"),
}


def _entries(kind: str) -> Callable[[HttpRequest, Unit], HttpResponse]:
    form_class, keep, page = KINDS[kind]

    def view(request: HttpRequest, unit: Unit) -> HttpResponse:
        """List what was entered for a place, and take down one more."""
        form = form_class(request.POST if request.method == "POST" else None)
        if form.is_valid():
            now = timezone.now()
            keep(unit, by=request.user, at=now, **form.cleaned_data)
            messages.success(request, _("It is kept."))
            return redirect(request.path)
        status = 422 if form.is_bound else 200
        context = _context(request, unit, form)
        return render(request, page, context, status=status)

    return view


def _context(request: HttpRequest, unit: Unit, form: EntryForm) -> dict[str, Any]:
    entered = form.Meta.model.objects.filter(unit=unit).newest()
    return {
        "unit": unit,
        "form": form,
        "entered": entered.select_related("entered_by")[:SHOWN],
        "of_province": unit.kind == Kind.PROVINCE,
        "sees_figures": opens(request, Data.REPORTS),
    }


commune_targets = GET_POST(in_commune(Data.PLACES)(_entries("targets")))
province_targets = GET_POST(in_province(Data.PLACES)(_entries("targets")))
commune_official = GET_POST(in_commune(Data.PLACES)(_entries("official")))
province_official = GET_POST(in_province(Data.PLACES)(_entries("official")))
