"""Getting a card by oneself, and reading what is kept."""

from urllib.parse import urlencode

from django.contrib.auth import login
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lms.accounts.views import safe_next
from lms.communes.models import Unit
from lms.communes.search import communes_with_hamlets, find_units
from lms.learners import consent, services
from lms.learners.cards import new_card, put_away, show_next
from lms.learners.forms import RegistrationForm
from lms.learners.limiting import too_many
from lms.learners.models import Learner
from lms.learners.phones import made_here, remember

TOO_MANY = "too_many"
SIGN_IN_WITH = "django.contrib.auth.backends.ModelBackend"


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Ask for the commune, by its name or one it had before."""
    query, today = request.GET.get("q", ""), timezone.localdate()
    found = communes_with_hamlets(find_units(query, today=today), on=today)
    context = {"query": query, "found": found, "next": safe_next(request)}
    context["nothing_typed"] = "q" in request.GET and not query.strip()
    return render(request, "learners/find_commune.html", context)


@never_cache
def register_in(request: HttpRequest, code: str) -> HttpResponse:
    """Register a resident of one commune; a second press makes no second card."""
    today = timezone.localdate()
    commune = get_object_or_404(Unit.objects.on(today).communes(), code=code)
    hamlets = Unit.objects.on(today).hamlets().filter(parent=commune)
    form = RegistrationForm(hamlets.in_order(), request.POST or None)
    known = form.is_valid() and known_on_this_phone(request, form)
    if form.is_valid() and not known and not has_to_wait(request, form):
        return make_card(request, form)
    context = {"commune": commune, "form": form, "wording": consent.LEARNING}
    context |= {"next": safe_next(request), "known": known}
    waits = form.has_error(NON_FIELD_ERRORS, TOO_MANY)
    status = 429 if waits else 422 if form.errors else 409 if known else 200
    return render(request, "learners/register.html", context, status=status)


def known_on_this_phone(request: HttpRequest, form: RegistrationForm) -> bool:
    """Return whether to ask first if it is somebody who got a card here just before.

    Not of the form that made that card, and not where it was answered already.
    """
    person = form.person()
    if request.POST.get("another") == "yes" or not made_here(request, person):
        return False
    made = services.id_of(person, form.record_id)
    return not Learner.objects.filter(pk=made).exists()


def has_to_wait(request: HttpRequest, form: RegistrationForm) -> bool:
    """Return whether too many cards were made from there; the form then says so."""
    waits = too_many(request, at=timezone.now())
    if waits:
        sentence = _(
            "Very many cards were made from this place within a short time. Please "
            "wait an hour, or ask your helper: they can make your card at once."
        )
        form.add_error(None, ValidationError(sentence, code=TOO_MANY))
    return waits


def make_card(request: HttpRequest, form: RegistrationForm) -> HttpResponse:
    at, person = timezone.now(), form.person()
    card = services.register_once(person, form.record_id, at=at)
    if card is None and request.user.is_anonymous:
        card = services.card_again(services.id_of(person, form.record_id), at=at)
    if card:
        login(request, card.learner.user, backend=SIGN_IN_WITH)
        show_next(request, card)
    query = urlencode({"next": safe_next(request)})
    answer = redirect(f"{reverse('learners:card')}?{query}")
    remember(request, answer, person)
    return answer


@require_safe
@never_cache
def card(request: HttpRequest) -> HttpResponse:
    """Show the card that was just made, until its owner has written it down."""
    card = new_card(request)
    if card is None:
        return redirect("journey:me")
    context = {"card": card, "next": safe_next(request)}
    return render(request, "learners/card.html", context)


@require_POST
def card_kept(request: HttpRequest) -> HttpResponse:
    """Take the PIN off this phone: it has been written down."""
    put_away(request)
    return redirect(safe_next(request) or "journey:me")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about a resident, why, and how to take it back."""
    return render(request, "learners/privacy.html", {"wording": consent.LEARNING})
