"""Who moves here from another commune: where they live, or that they have not come."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.roles import Data
from lms.communes.errors import CommunesError
from lms.communes.models import Unit
from lms.dashboards.access import in_commune
from lms.dashboards.moving_here import send_back, take_in
from lms.dashboards.person_forms import MoveHomeForm
from lms.fieldwork.looking import note_list
from lms.learners.errors import CardClosed
from lms.learners.models import Learner, Relocation
from lms.learners.relocating import waiting_for

keeps_people = in_commune(Data.ROSTER, Data.PROGRESS, Data.CERTIFICATES, Data.PLACES)
DAY = timedelta(days=1)


@require_safe
@keeps_people
def moving_here(request: HttpRequest, commune: Unit) -> HttpResponse:
    """List who was given to the commune; that their names were read is logged."""
    waiting = list(waiting_for(commune).select_related("learner", "departure"))
    note_list(request, [commune], {e.learner_id: commune.pk for e in waiting}, "")
    context = {"commune": commune, "waiting": waiting}
    return render(request, "dashboards/moving_here.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_people
def take_person_in(
    request: HttpRequest, commune: Unit, relocation_id: UUID
) -> HttpResponse:
    """Ask in which hamlet somebody lives now; or hear that they have not come."""
    found = waiting_for(commune).select_related("learner", "departure")
    wanted = get_object_or_404(found, pk=relocation_id)
    form = _form(request, commune, wanted)
    away = request.POST.get("answer") == "away"
    if (away or form.is_valid()) and _answered(request, wanted, form, away=away):
        return redirect("dashboards:moving_here", commune.code)
    context = {"commune": commune, "wanted": wanted, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboards/take_in.html", context, status=status)


def _form(request: HttpRequest, commune: Unit, wanted: Relocation) -> MoveHomeForm:
    today = timezone.localdate()
    hamlets = Unit.objects.on(today).hamlets().filter(parent=commune).in_order()
    first = min(wanted.departure.last_on + DAY, today)
    return MoveHomeForm(
        request.POST if request.method == "POST" else None,
        commune=commune,
        hamlets=hamlets,
        others=Learner.objects.none(),
        today=today,
        initial={"on": first},
    )


def _answered(
    request: HttpRequest, wanted: Relocation, form: MoveHomeForm, *, away: bool
) -> bool:
    """Return whether it was written down; what speaks against it stands in the form."""
    who = {"by": request.user, "at": timezone.now()}
    try:
        if away:
            send_back(wanted, **who)
        else:
            data = form.cleaned_data
            take_in(wanted, data["hamlet"], from_on=data["on"], **who)
    except (CommunesError, CardClosed) as problem:
        form.add_error(None, problem.for_resident)
        return False
    taken, back = _("They live here now."), _("Their commune is told.")
    messages.success(request, back if away else taken)
    return True
