"""Taking lists with names out: what for is asked; long ones are made by the worker.

For those who answer for the commune: a helper works with names on the screen.
"""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lms.accounts.roles import NAMING, Data
from lms.communes.models import Unit
from lms.dashboards import services
from lms.dashboards.access import in_commune, looks_from_above
from lms.dashboards.evidence import evidence_of
from lms.dashboards.exports import FILES
from lms.dashboards.models import NamesFile
from lms.dashboards.models.names_files import names_file_name
from lms.dashboards.names_lists import EvidenceList, NamesList, PeopleList
from lms.dashboards.reading import report_on_commune
from lms.dashboards.services.names_files import LONG, MAKE
from lms.dashboards.taking_out import PurposeForm, TakingOutForm
from lms.jobs.models import Job

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
answers_for_names = in_commune(*NAMING, Data.PLACES)


@get_or_post
@answers_for_names
def take_out(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Ask what a list of residents is for; hand it out once that is written down."""
    now = timezone.now()
    today = timezone.localdate(now)
    hamlets = Unit.objects.on(today).hamlets().within(commune).in_order()
    form = TakingOutForm(hamlets, request.POST if request.method == "POST" else None)
    if form.is_valid():
        place = form.cleaned_data["hamlet"] or commune
        return _handed_out(request, commune, PeopleList(place, on=today), form)
    waiting = NamesFile.objects.waiting_for(request.user, commune, at=now)
    context = {"commune": commune, "form": form, "waiting": waiting}
    status = 422 if form.errors else 200
    return render(request, "dashboards/take_out.html", context, status=status)


@get_or_post
@in_commune(*NAMING, Data.PLACES, Data.REPORTS)
def take_out_figure(request: HttpRequest, commune: Unit, key: str) -> HttpResponse:
    """Ask the same of the rows that a figure is made of."""
    if looks_from_above(request):
        raise Http404
    report = report_on_commune(commune, on=timezone.localdate())
    evidence = evidence_of(report, key, request.GET.get("hamlet", ""))
    if evidence is None or evidence.rows is None:
        raise Http404
    form = PurposeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _handed_out(request, commune, EvidenceList(evidence), form)
    context = {"commune": commune, "form": form, "evidence": evidence}
    status = 422 if form.errors else 200
    return render(request, "dashboards/take_out.html", context, status=status)


def _handed_out(
    request: HttpRequest, commune: Unit, names: NamesList, form: PurposeForm
) -> HttpResponse:
    """Answer with the list; where it is long, with the page that says how far it is."""
    now, kind = timezone.now(), form.cleaned_data["kind"]
    asked = {"purpose": form.cleaned_data["purpose"], "kind": kind}
    asked |= {"by": request.user, "at": now}
    if len(names) > LONG:
        language = request.LANGUAGE_CODE
        wanted = services.ask_for_names_file(names, language=language, **asked)
        return redirect("dashboards:names_file", commune.code, wanted.pk)
    content = services.hand_out(names, **asked)
    day, figure = timezone.localdate(now), names.what.get("figure", "")
    name = names_file_name(names.place, figure, day, kind)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=FILES[kind].content_type, headers=headers)


@require_safe
@answers_for_names
def names_file(request: HttpRequest, commune: Unit, file_id: UUID) -> HttpResponse:
    """Show how far a long list is, and where to fetch it."""
    wanted = _mine(request, commune, file_id)
    job = (
        Job.objects.filter(kind=MAKE, key=str(wanted.pk)).order_by("created_at").last()
    )
    stuck = not wanted.made_at and job and job.state == Job.State.FAILED
    context = {"commune": commune, "wanted": wanted, "job": job, "stuck": stuck}
    return render(request, "dashboards/names_file.html", context)


@require_safe
@answers_for_names
def fetch_names_file(
    request: HttpRequest, commune: Unit, file_id: UUID
) -> HttpResponse:
    """Answer with a long list that is made."""
    wanted = _mine(request, commune, file_id)
    if not wanted.made_at:
        return redirect("dashboards:names_file", commune.code, wanted.pk)
    if not (wanted.file and wanted.file.storage.exists(wanted.file.name)):
        raise Http404  # such as after a restore: files made for a day are not backed up
    kind = FILES[wanted.file_kind].content_type
    file = wanted.file.open("rb")
    return FileResponse(
        file, as_attachment=True, filename=wanted.name, content_type=kind
    )


def _mine(request: HttpRequest, commune: Unit, file_id: UUID) -> NamesFile:
    """Return a list that whoever asks has asked for; to others it does not exist."""
    mine = NamesFile.objects.waiting_for(request.user, commune, at=timezone.now())
    return get_object_or_404(mine.select_related("unit"), pk=file_id)
