"""A certificate for its holder, and for whoever wants to check it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lms.certificates import services
from lms.certificates.access import certificate_for
from lms.certificates.forms import CheckForm, FileForm, HolderForm
from lms.certificates.limiting import too_many
from lms.certificates.models import Certificate
from lms.certificates.numbers import NumberError, check_number
from lms.certificates.services.examining import examine


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Show a certificate on the screen, and where to download or check it."""
    certificate = certificate_for(request, certificate_id)
    sheet, at = certificate.sheet, timezone.now()
    wanted = sheet is None and not certificate.withdrawn_at
    waits = wanted and bool(services.why_sheets_wait(at=at))
    if wanted and not waits:  # being drawn, or lost: then this draws it again
        services.ask_for_sheet(certificate, at=at)
    context = {"certificate": certificate, "sheet": sheet, "waits": waits}
    return render(request, "certificates/mine.html", context)


@require_safe
@never_cache
@login_required
def pdf(request: HttpRequest, certificate_id: UUID) -> HttpResponse:
    """Answer with the PDF; where it is still being drawn, with a page that says so."""
    certificate = certificate_for(request, certificate_id)
    sheet = certificate.sheet
    if sheet is None:
        return redirect("certificates:mine", certificate.pk)
    return FileResponse(
        sheet.open(),
        as_attachment=True,
        filename=f"{certificate.number}.pdf",
        content_type="application/pdf",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check(request: HttpRequest) -> HttpResponse:
    """Ask for a number and lead to what it stands for; or look at a file."""
    if request.method == "POST":
        return check_file(request)
    form = CheckForm(request.GET if "number" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:check_number", form.cleaned_data["number"])
    context = {"form": form, "file_form": FileForm()}
    status = 422 if form.errors else 200
    return render(request, "certificates/check.html", context, status=status)


def check_file(request: HttpRequest) -> HttpResponse:
    """Say whether a file is a certificate of ours, and unchanged."""
    form = FileForm(request.POST, request.FILES)
    context = {"form": CheckForm(), "file_form": form}
    if not form.is_valid():
        return render(request, "certificates/check.html", context, status=422)
    if too_many(request, at=timezone.now()):
        context["too_many"] = True
        return render(request, "certificates/check.html", context, status=429)
    verdict = examine(form.cleaned_data["file"])
    return render(request, "certificates/file_checked.html", {"verdict": verdict})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_number_page(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether a certificate of this number exists, and what it says."""
    try:
        number = check_number(number)
    except NumberError as problem:
        context = {"problem": problem.for_resident}
        return render(request, "certificates/checked.html", context, status=404)
    found = Certificate.every.filter(number=number).first()
    context = {"certificate": found, "number": number}
    if found and found.holder_seal and not found.withdrawn_at:
        context |= compared(request, found)
    status = 200 if found else 404
    return render(request, "certificates/checked.html", context, status=status)


def compared(request: HttpRequest, certificate: Certificate) -> dict[str, object]:
    """Return what the page says of a name that stands on somebody's paper."""
    form = HolderForm(request.POST if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        context["same"] = services.is_holder(certificate, form.cleaned_data["name"])
        context["compared"] = form.cleaned_data["name"]
    return context
