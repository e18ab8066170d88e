"""Signing in and out, and where to find help."""

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from lms.accounts.forms import ResidentSignInForm, StaffSignInForm


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

    def form_invalid(self, form: StaffSignInForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


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
