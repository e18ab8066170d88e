"""Looking up a place, open to everyone: names of places are nobody's secret."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.communes.forms import FindForm
from lms.communes.search import find_units


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Find places by an old or a new name; without a question, ask for one."""
    form = FindForm(request.GET if "q" in request.GET else None)
    found = []
    if form.is_valid():
        found = find_units(form.cleaned_data["q"], today=timezone.localdate())
    context = {"form": form, "found": found, "asked": form.is_bound and not form.errors}
    return render(request, "communes/find.html", context)
