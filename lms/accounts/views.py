"""Signing in and out, a new password or PIN, and where to find help."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from lms.accounts import services
from lms.accounts.attempts import name_tried
from lms.accounts.codes import typed_code
from lms.accounts.forms import (
    FirstPasswordForm,
    PasswordForm,
    PinForm,
    ResidentSignInForm,
    StaffSignInForm,
)
from lms.accounts.models import User

CHOOSING = "first_password_of"  # key of the session
SIGN_IN_WITH = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("pin")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign a resident in by code and PIN."""
    form = ResidentSignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        login(request, form.user)
        return redirect(safe_next(request) or "journey:me")
    status = 422 if form.errors else 200
    context = {"form": form, "next": safe_next(request)}
    return render(request, "accounts/sign_in.html", context, status=status)


class StaffSignIn(LoginView):
    """Sign staff in by user name and password."""

    form_class = StaffSignInForm
    template_name = "accounts/staff_sign_in.html"
    next_page = "dashboards:my_work"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead staff who have signed in to their work.

        Not those whom a closed door sent here: it would send them again, for ever.
        Nor a resident: somebody on the staff may want to sign in on that phone.
        """
        here = request.user.is_authenticated and not request.user.signs_in_by_card
        if here and not safe_next(request):
            return redirect(self.next_page)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: StaffSignInForm) -> HttpResponse:
        """Sign in; not yet with a password that somebody else knows."""
        user = form.get_user()
        if not user.must_choose_password:
            return super().form_valid(form)
        keep_for_first_password(self.request, user)
        query = urlencode({"next": safe_next(self.request)})
        return redirect(f"{reverse('accounts:first_password')}?{query}")

    def form_invalid(self, form: StaffSignInForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]
) -> HttpResponse:
    """Say that the name is closed for a while, in words for whoever has such a name."""
    by_card = typed_code(name_tried(request, credentials) or "") is not None
    page = "accounts/locked.html" if by_card else "accounts/staff_locked.html"
    return render(request, page, status=settings.AXES_HTTP_RESPONSE_CODE)


def keep_for_first_password(request: HttpRequest, user: User) -> None:
    """Remember who has shown a first password, until they have chosen another.

    With its hash: where a newer one was made, this one no longer leads anywhere.
    """
    kept = {"user": str(user.pk), "hash": user.get_session_auth_hash()}
    request.session.cycle_key()
    request.session[CHOOSING] = kept


def who_must_choose(request: HttpRequest) -> User | None:
    kept: dict[str, str] = request.session.get(CHOOSING, {})
    must = User.objects.filter(is_active=True, must_choose_password=True)
    user = must.filter(pk=kept.get("user")).first()
    return user if user and user.get_session_auth_hash() == kept["hash"] else None


@never_cache
@sensitive_post_parameters()
def first_password(request: HttpRequest) -> HttpResponse:
    """Let somebody new choose a password, and sign them in with it."""
    user = who_must_choose(request)
    if user is None:
        return redirect("accounts:staff_sign_in")
    form = FirstPasswordForm(user, request.POST or None)
    if form.is_valid():
        services.change_password(user, form.cleaned_data["new_password1"])
        login(request, user, backend=SIGN_IN_WITH)
        messages.success(request, _("From now on your new password holds."))
        return redirect(safe_next(request) or "dashboards:my_work")
    status = 422 if form.errors else 200
    context = {"form": form, "next": safe_next(request)}
    return render(request, "accounts/first_password.html", context, status=status)


@never_cache
@sensitive_post_parameters()
@login_required(login_url="accounts:staff_sign_in")
def password(request: HttpRequest) -> HttpResponse:
    """Let staff choose a new password; who has a card has a PIN instead."""
    if request.user.signs_in_by_card:
        return redirect("accounts:pin")
    form = PasswordForm(request, request.POST or None)
    if form.is_valid():
        said = _("From now on your new password holds.")
        return keep(request, form, said, then="dashboards:my_work")
    status = 422 if form.errors else 200
    return render(request, "accounts/password.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters()
@login_required
def pin(request: HttpRequest) -> HttpResponse:
    """Let a resident choose a PIN; staff have a password instead."""
    if not request.user.signs_in_by_card:
        return redirect("accounts:password")
    form = PinForm(request, request.POST or None)
    if form.is_valid():
        said = _("From now on your new PIN holds. Write it on your card.")
        return keep(request, form, said, then="journey:me")
    status = 422 if form.errors else 200
    return render(request, "accounts/pin.html", {"form": form}, status=status)


def keep(
    request: HttpRequest, form: PasswordForm | PinForm, said: str, then: str
) -> HttpResponse:
    """Change it and stay signed in here; wherever else somebody had, they are out."""
    services.change_password(request.user, form.new_secret)
    update_session_auth_hash(request, request.user)
    messages.success(request, said)
    return redirect(then)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, so that the next person on this phone starts afresh."""
    logout(request)
    sentence = _("You have signed out. Nothing of yours stays on this phone.")
    messages.success(request, sentence)
    return redirect("accounts:sign_in")


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show who helps, and how to sign in, listen, and learn with this site."""
    return render(request, "accounts/help.html")


def safe_next(request: HttpRequest) -> str:
    """Return the path to go on to, or nothing where it does not lie on this site.

    A bare word is no path: `redirect` would look for a view of that name.
    """
    wanted = request.POST.get("next") or request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else ""
