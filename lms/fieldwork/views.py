"""The helper's desk: who is here, who is new, whose turn is it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lms.fieldwork.access import hamlets_of, resident_or_404, residents_of
from lms.fieldwork.looking import note_known, note_list, note_look
from lms.fieldwork.reading import asks_for_code, desk_lines, search
from lms.journey import sitting
from lms.learners import consent, services
from lms.learners.cards import new_card, put_away, show_next
from lms.learners.errors import CardClosed
from lms.learners.forms import CorrectionForm, HandOverForm, RegistrationForm
from lms.learners.models import Learner
from lms.lib.facts import Witness
from lms.looks.models import Seen

A_PAGE = 50
for_staff = login_required(login_url="accounts:staff_sign_in")


@require_safe
@never_cache
@for_staff
def desk(request: HttpRequest) -> HttpResponse:
    """List the helper's residents by given name, found with or without tone marks."""
    hamlets = list(hamlets_of(request))
    if not hamlets:
        raise PermissionDenied
    query = request.GET.get("q", "")
    people = search(residents_of(request), query).by_given_name()
    page = Paginator(people, A_PAGE).get_page(request.GET.get("page"))
    lines = desk_lines(page.object_list)
    note_list(request, hamlets, {e.learner.pk: e.hamlet.pk for e in lines}, query)
    context = {"hamlets": hamlets, "query": query, "page_of": page, "lines": lines}
    context["by_code"] = asks_for_code(query)
    return render(request, "fieldwork/desk.html", context)


@never_cache
@for_staff
def register(request: HttpRequest) -> HttpResponse:
    """Register a resident at the helper's side; a second press makes no second card."""
    hamlets = hamlets_of(request)
    if not hamlets.exists():
        raise PermissionDenied
    form = RegistrationForm(hamlets, request.POST or None)
    known = known_already(form) if form.is_valid() else []
    note_known(request, form, known)
    if form.is_valid() and (not known or request.POST.get("another") == "yes"):
        return make_card(request, form)
    context = {"form": form, "known": known, "wording": consent.LEARNING}
    status = 422 if form.errors else 409 if known else 200
    return render(request, "fieldwork/register.html", context, status=status)


def known_already(form: RegistrationForm) -> list[Learner]:
    """Return residents this may be, but for the one this very form has made."""
    likely = services.likely_same(form.person(), on=timezone.localdate())
    made = any(each.pk == form.record_id for each in likely)
    return [] if made else likely


def make_card(request: HttpRequest, form: RegistrationForm) -> HttpResponse:
    card = services.register_once(
        form.person(), form.record_id, at=timezone.now(), by=request.user
    )
    if card:
        show_next(request, card)
    return redirect("fieldwork:card")


@require_safe
@never_cache
@for_staff
def card(request: HttpRequest) -> HttpResponse:
    """Show the card just made, for the resident to take."""
    card = new_card(request)
    if card is None:
        return redirect("fieldwork:desk")
    return render(request, "fieldwork/card.html", {"card": card})


@require_POST
@for_staff
def card_kept(request: HttpRequest) -> HttpResponse:
    """Take the resident's PIN off the helper's phone; ask what comes next."""
    made = new_card(request)
    put_away(request)
    if made is None:
        return redirect("fieldwork:desk")
    return redirect("fieldwork:what_next", made.learner.pk)


@require_safe
@never_cache
@for_staff
def what_next(request: HttpRequest, learner_id: UUID) -> HttpResponse:
    """Offer to sit beside the resident whose card was just written down."""
    learner = resident_or_404(request, learner_id)
    return render(request, "fieldwork/what_next.html", {"learner": learner})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_staff
def renew_pin(request: HttpRequest, learner_id: UUID) -> HttpResponse:
    """Say what a new PIN does; make one for a resident who lost theirs when told to."""
    learner = resident_or_404(request, learner_id)
    if learner.only_listed:
        return redirect("fieldwork:hand_over", learner.pk)
    if request.method != "POST":
        return render(request, "fieldwork/renew_pin.html", {"learner": learner})
    note_look(request, learner, Seen.CARD)
    show_next(request, services.renew_pin(learner, by=request.user, at=timezone.now()))
    return redirect("fieldwork:card")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_staff
def hand_over(request: HttpRequest, learner_id: UUID) -> HttpResponse:
    """Read the agreement to somebody on a list; make the card where they agree."""
    learner = resident_or_404(request, learner_id)
    if not learner.only_listed:
        return redirect("fieldwork:renew_pin", learner.pk)
    note_look(request, learner, Seen.CARD)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _agreed_or_not(request, learner, form.cleaned_data["agreed"])
    context = {"learner": learner, "form": form, "wording": consent.LEARNING}
    status = 422 if form.errors else 200
    return render(request, "fieldwork/hand_over.html", context, status=status)


def _agreed_or_not(request: HttpRequest, learner: Learner, agreed: str) -> HttpResponse:
    """Make the card, or see that nobody is kept who does not want to be."""
    how = {"by": request.user, "at": timezone.now()}
    if agreed == "yes":
        show_next(request, services.hand_over(learner, get_language(), **how))
        return redirect("fieldwork:card")
    services.withdraw(learner, get_language(), **how)
    messages.success(request, _("This is noted. The list will not bring them back."))
    return redirect("fieldwork:desk")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_staff
def correct(request: HttpRequest, learner_id: UUID) -> HttpResponse:
    """Put right what was written wrongly, by whoever saw the identity card."""
    learner = resident_or_404(request, learner_id)
    form = CorrectionForm(learner, request.POST or None, by_helper=True)
    note_look(request, learner, Seen.CORRECTED if form.is_valid() else Seen.CORRECTION)
    if form.is_valid():
        return put_right(request, learner, form)
    context, status = {"learner": learner, "form": form}, 422 if form.errors else 200
    return render(request, "fieldwork/correct.html", context, status=status)


def put_right(
    request: HttpRequest, learner: Learner, form: CorrectionForm
) -> HttpResponse:
    """Keep what was put right, unless the card was closed just now."""
    by, now = request.user, timezone.now()
    try:
        services.correct(learner, **form.cleaned_data, by=by, at=now)
    except CardClosed as problem:
        messages.error(request, problem.for_resident)
        return redirect("fieldwork:desk")
    return redirect(f"{reverse('fieldwork:desk')}?q={learner.code}")


@require_POST
@for_staff
def sit(request: HttpRequest, learner_id: UUID) -> HttpResponse:
    """Let this phone work for a resident, its owner helping or checking."""
    learner = resident_or_404(request, learner_id)
    if learner.only_listed:
        return redirect("fieldwork:hand_over", learner.pk)
    checking = request.POST.get("witness") == Witness.CHECKED
    witness = Witness.CHECKED if checking else Witness.HELPED
    sitting.sit_beside(request, learner, witness)
    note_look(request, learner, Seen.SITTING)
    return redirect("journey:me")


@require_POST
@for_staff
def stand_up(request: HttpRequest) -> HttpResponse:
    """Finish with a resident; the phone is the helper's again."""
    sitting.stand_up(request)
    messages.success(request, _("This phone is yours again."))
    return redirect("fieldwork:desk")
