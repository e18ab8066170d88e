"""Who is in charge of what: appointed, listed, ended by the office above."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lms.accounts.roles import Data, Role
from lms.accounts.services import new_password
from lms.communes.errors import CommunesError
from lms.communes.models import Kind, Position, Unit
from lms.dashboards.access import in_office
from lms.dashboards.hiring import give, hire_new, renew, take_back
from lms.dashboards.in_charge import (
    ended_in,
    held_in,
    lines,
    roles_for,
    units_of,
)
from lms.dashboards.in_charge_forms import AppointForm, EndForm
from lms.dashboards.staff_cards import StaffCard, new_card, put_away, show_next

A_PAGE = 50
HISTORY = 60  # positions shown, the last to end first


@require_safe
@in_office(Data.PLACES)
def in_charge(request: HttpRequest, office: Unit) -> HttpResponse:
    """List who holds what in an office's units, and what was held before."""
    today = timezone.localdate()
    roles = roles_for(request.user, office, on=today)
    held = Paginator(held_in(office, on=today), A_PAGE)
    page = held.get_page(request.GET.get("page"))
    context = {
        "office": office,
        "gives": roles,
        "page_of": page,
        "lines": lines(page.object_list, roles, request.user, on=today),
        "ended": ended_in(office, on=today)[:HISTORY],
        "is_province": office.kind == Kind.PROVINCE,
    }
    return render(request, "dashboards/in_charge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_office(Data.PLACES)
def appoint(request: HttpRequest, office: Unit) -> HttpResponse:
    """Give a position to somebody with a sign-in, or make one for somebody new."""
    today = timezone.localdate()
    roles = roles_for(request.user, office, on=today)
    if not roles:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = AppointForm(roles, units_of(office, on=today), posted, today=today)
    if form.is_valid() and _given(request, form):
        done = "staff_card" if form.cleaned_data["full_name"] else "in_charge"
        return redirect(f"dashboards:{done}", office.code)
    context = {"office": office, "form": form}
    status = 422 if form.errors else 200
    return render(request, "dashboards/appoint.html", context, status=status)


def _given(request: HttpRequest, form: AppointForm) -> bool:
    """Return whether the position was given; who is new gets a card."""
    data, at = form.cleaned_data, timezone.now()
    role, when = Role(data["role"]), {"by": request.user, "at": at}
    when |= {"from_on": data["from_on"], "until_on": data["until_on"]}
    try:
        if data["user_name"]:
            give(data["user_name"], data["unit"], role, **when)
            sentence = _("%(name)s has the position now.")
            messages.success(request, sentence % {"name": data["user_name"]})
            return True
        name, password = data["full_name"], new_password()
        user = hire_new(name, role, [data["unit"]], password=password, **when)
        show_next(request, StaffCard(user, password))
    except CommunesError as problem:
        form.add_error(None, problem.for_resident)
        return False
    return True


@require_safe
@in_office(Data.PLACES)
def card(request: HttpRequest, office: Unit) -> HttpResponse:
    """Show what somebody new signs in with, until it is written down."""
    made = new_card(request)
    if made is None:
        return redirect("dashboards:in_charge", office.code)
    context = {"office": office, "card": made}
    return render(request, "dashboards/staff_card.html", context)


@require_POST
@in_office(Data.PLACES)
def card_kept(request: HttpRequest, office: Unit) -> HttpResponse:
    """Take the first password off this device."""
    put_away(request)
    return redirect("dashboards:in_charge", office.code)


@require_http_methods(["GET", "HEAD", "POST"])
@in_office(Data.PLACES)
def end(request: HttpRequest, office: Unit, position_id: UUID) -> HttpResponse:
    """Ask from when somebody's position ends, and end it."""
    today, position = timezone.localdate(), _theirs(request, office, position_id)
    posted = request.POST if request.method == "POST" else None
    form = EndForm(posted, today=max(today, position.from_on))
    if form.is_valid() and _ended(request, form, position):
        return redirect("dashboards:in_charge", office.code)
    context = {"office": office, "form": form, "position": position}
    status = 422 if form.errors else 200
    return render(request, "dashboards/end_position.html", context, status=status)


def _ended(request: HttpRequest, form: EndForm, position: Position) -> bool:
    """Return whether it was ended; what speaks against it stands in the form."""
    last_on = form.cleaned_data["last_on"] or form.today
    try:
        take_back(
            position,
            last_on=last_on,
            at_once=form.at_once,
            by=request.user,
            at=timezone.now(),
        )
    except CommunesError as problem:
        form.add_error("last_on", problem.for_resident)
        return False
    messages.success(request, _("It is written down when the position ends."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@in_office(Data.PLACES)
def password(request: HttpRequest, office: Unit, position_id: UUID) -> HttpResponse:
    """Give somebody who has forgotten their password a new first one."""
    position = _theirs(request, office, position_id)
    if request.method != "POST":
        context = {"office": office, "position": position}
        return render(request, "dashboards/new_password.html", context)
    try:
        made = renew(position.user, by=request.user, at=timezone.now())
    except CommunesError as problem:
        messages.error(request, problem.for_resident)
        return redirect("dashboards:in_charge", office.code)
    show_next(request, StaffCard(position.user, made))
    return redirect("dashboards:staff_card", office.code)


def _theirs(request: HttpRequest, office: Unit, position_id: UUID) -> Position:
    """Return a position that goes on and that they give, held by somebody else."""
    today = timezone.localdate()
    roles = roles_for(request.user, office, on=today)
    running = held_in(office, on=today).filter(role__in=roles)
    return get_object_or_404(running.exclude(user=request.user), pk=position_id)
