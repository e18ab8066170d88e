"""Where a commune keeps its hamlets: renamed, merged, divided, claimed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.roles import Data
from lms.communes.errors import CommunesError
from lms.communes.models import Unit, UnitQuerySet
from lms.communes.services import hamlets_waiting, units_open_to
from lms.dashboards.access import in_commune, opens
from lms.dashboards.changing import Outcome, carry_out, settle_residents
from lms.dashboards.hamlet_forms import ChangeForm
from lms.dashboards.hamlets import hamlets_of
from lms.dashboards.verbs import VERBS, Verb
from lms.fieldwork.looking import note_list
from lms.learners.models import Learner
from lms.learners.moving import waiting_in
from lms.lib.text import TextError


@require_safe
@in_commune(Data.PLACES)
def hamlets(request: HttpRequest, commune: Unit) -> HttpResponse:
    """List a commune's hamlets, those that wait, and what became of former ones."""
    today = timezone.localdate()
    context = {
        "commune": commune,
        "found": hamlets_of(commune, on=today),
        "sees_figures": opens(request, Data.REPORTS),
        "sees_names": opens(request, Data.ROSTER),
        "moves": _other_communes(request, commune).exists(),
    }
    return render(request, "dashboards/hamlets.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_commune(Data.PLACES)
def change(request: HttpRequest, commune: Unit, verb: str) -> HttpResponse:
    """Ask for a change of hamlets, show what it would do, and carry it out."""
    kind = _verb(verb)
    chosen = _chosen(kind, commune, request.POST or request.GET)
    if len(chosen) < kind.fewest:
        messages.error(request, _("Please tick at least two hamlets first."))
        return redirect("dashboards:hamlets", commune.code)
    form = _form(request, kind, commune)
    outcome = _outcome(request, kind, commune, chosen, form)
    if outcome and _confirmed(request):
        return _done(request, commune, outcome)
    context = {"commune": commune, "verb": kind, "chosen": chosen, "form": form}
    context["outcome"] = outcome
    status = 422 if form.errors else 200
    return render(request, "dashboards/hamlet_change.html", context, status=status)


def _form(request: HttpRequest, kind: Verb, commune: Unit) -> ChangeForm:
    """Return the form of a change; answer 404 where it needs an office above."""
    form = kind.form(request.POST if request.method == "POST" else None)
    if kind.elsewhere:
        others = _other_communes(request, commune)
        if not others.exists():
            raise Http404
        form.offer(others.in_order())
    return form


def _other_communes(request: HttpRequest, commune: Unit) -> UnitQuerySet:
    """Return the communes of today, beside this one, whose places they look after."""
    today = timezone.localdate()
    theirs = units_open_to(request.user, Data.PLACES, on=today).on(today)
    return theirs.communes().exclude(pk=commune.pk)


def _verb(name: str) -> Verb:
    if name not in VERBS:
        raise Http404
    return VERBS[name]


def _chosen(kind: Verb, commune: Unit, data: QueryDict) -> Sequence[Unit]:
    """Return the hamlets that were ticked, of those that may be changed so."""
    there = Unit.objects.on(timezone.localdate()).hamlets().filter(parent=commune)
    pool = hamlets_waiting(commune) if kind.of_waiting else there.in_order()
    ids = {each for text in data.getlist("hamlet") if (each := _id(text))}
    chosen = list(pool.filter(pk__in=ids))
    if kind.most and len(chosen) != kind.most:
        raise Http404
    return chosen


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _confirmed(request: HttpRequest) -> bool:
    return "confirmed" in request.POST


def _outcome(
    request: HttpRequest,
    kind: Verb,
    commune: Unit,
    chosen: Sequence[Unit],
    form: ChangeForm,
) -> Outcome | None:
    """Return what the change does, or would do until it is confirmed."""
    if not form.is_valid():
        return None
    at, data = timezone.now(), form.cleaned_data
    who: dict[str, Any] = {"by": request.user, "at": at, "source": data["source"]}
    make = kind.make(list(chosen), commune, data)
    try:
        return carry_out(lambda: make(**who), at=at, only_check=not _confirmed(request))
    except (CommunesError, TextError) as problem:
        form.add_error(None, problem.for_resident)
        return None


def _done(request: HttpRequest, commune: Unit, outcome: Outcome) -> HttpResponse:
    messages.success(request, " ".join([_("It is done."), *outcome.sentences()]))
    if outcome.waiting and opens(request, Data.ROSTER):
        divided = outcome.change.olds[0]
        return redirect("dashboards:hamlet_residents", commune.code, divided.pk)
    return redirect("dashboards:hamlets", commune.code)


@require_http_methods(["GET", "HEAD", "POST"])
@in_commune(Data.PLACES, Data.ROSTER)
def residents(request: HttpRequest, commune: Unit, hamlet_id: UUID) -> HttpResponse:
    """List who waits in a divided hamlet, and take down where they live now."""
    divided = Unit.objects.hamlets().filter(parent=commune, successions__share="part")
    hamlet = get_object_or_404(divided.distinct(), pk=hamlet_id)
    parts = [link.new for link in hamlet.successions.select_related("new")]
    problem = ""
    if request.method == "POST":
        problem = _settle(request, hamlet, parts)
        if not problem:
            return redirect("dashboards:hamlet_residents", commune.code, hamlet.pk)
    waiting = waiting_in([hamlet]).values("learner")
    found = Learner.objects.filter(pk__in=waiting).select_related("user")
    people = list(found.by_given_name())
    named = {each.pk: hamlet.pk for each in people if each.user.is_active}
    note_list(request, [hamlet], named, "")
    context = {"commune": commune, "hamlet": hamlet, "parts": parts}
    context |= {"people": people, "problem": problem}
    status = 422 if problem else 200
    return render(request, "dashboards/hamlet_residents.html", context, status=status)


def _settle(request: HttpRequest, hamlet: Unit, parts: list[Unit]) -> str:
    """Return why it could not be taken down; nothing where it was."""
    into = {str(part.pk): part for part in parts}.get(request.POST.get("into", ""))
    if into is None:
        return _("Please choose the hamlet they live in now.")
    ticked = [each for text in request.POST.getlist("who") if (each := _id(text))]
    everybody = "everybody" in request.POST
    try:
        moved = settle_residents(
            hamlet, into, None if everybody else ticked, at=timezone.now()
        )
    except CommunesError as problem:
        return problem.for_resident
    sentence = ngettext(
        "%(count)d resident lives in %(hamlet)s now.",
        "%(count)d residents live in %(hamlet)s now.",
        moved,
    )
    messages.success(request, sentence % {"count": moved, "hamlet": into})
    return ""
