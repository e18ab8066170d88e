"""Where a commune puts one resident's row right: another hamlet, gone, forgotten."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lms.accounts.roles import Data
from lms.communes.errors import CommunesError
from lms.communes.models import Unit
from lms.dashboards.access import in_commune
from lms.dashboards.person_forms import PersonForm
from lms.dashboards.persons import (
    PERSON_VERBS,
    PersonVerb,
    carry_out,
    departed_from,
    residents_of,
)
from lms.learners.errors import CardClosed
from lms.learners.models import Learner


@require_http_methods(["GET", "HEAD", "POST"])
@in_commune(Data.ROSTER, Data.PROGRESS, Data.CERTIFICATES, Data.PLACES)
def person(
    request: HttpRequest, commune: Unit, learner_id: UUID, verb: str
) -> HttpResponse:
    """Ask what is to be done to a resident's row, and do it."""
    kind = _verb(verb)
    learner = _resident(commune, learner_id, kind)
    form = _form(request, kind, commune, learner)
    if form.is_valid() and _done(request, kind, learner, form):
        return redirect("dashboards:people", commune.code)
    context = {"commune": commune, "verb": kind, "learner": learner, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboards/person.html", context, status=status)


def _form(
    request: HttpRequest, kind: PersonVerb, commune: Unit, learner: Learner
) -> PersonForm:
    today = timezone.localdate()
    hamlets = Unit.objects.on(today).hamlets().filter(parent=commune).in_order()
    others = residents_of(commune, on=today).taking_part().exclude(pk=learner.pk)
    posted = request.POST if request.method == "POST" else None
    who = {"commune": commune, "hamlets": hamlets, "others": others}
    return kind.form(posted, **who, learner=learner, today=today)


def _verb(name: str) -> PersonVerb:
    if name not in PERSON_VERBS:
        raise Http404
    return PERSON_VERBS[name]


def _resident(commune: Unit, learner_id: UUID, kind: PersonVerb) -> Learner:
    """Return who lives there; for some changes also who lived there last."""
    today = timezone.localdate()
    there = residents_of(commune, on=today).select_related("user")
    learner = get_object_or_404(there, pk=learner_id)
    gone = learner.left_on and learner.left_on < today
    joined = learner.mergers.filter(taken_back_at=None).exists()
    if joined != kind.of_joined or (gone and not kind.of_departed):
        raise Http404
    if kind.only_departed:
        get_object_or_404(departed_from(commune, on=today), learner=learner)
    return learner


def _done(
    request: HttpRequest, kind: PersonVerb, learner: Learner, form: PersonForm
) -> bool:
    """Return whether it was done; what speaks against it stands in the form."""
    try:
        carry_out(kind, learner, form.cleaned_data, by=request.user, at=timezone.now())
    except (CommunesError, CardClosed) as problem:
        form.add_error(None, problem.for_resident)
        return False
    messages.success(request, str(kind.done))
    return True
