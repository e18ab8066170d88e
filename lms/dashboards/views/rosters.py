"""Where a commune sends its lists of residents, and decides what comes of them."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from lms.accounts.roles import Data
from lms.communes.models import Unit
from lms.dashboards.access import in_commune
from lms.dashboards.roster_forms import ColumnsForm, SheetForm, UploadForm
from lms.dashboards.roster_reading import job_of, lines_shown, stays_of, tabs
from lms.jobs.models import Job
from lms.learners.models import RosterImport, State
from lms.learners.rosters.applying import ask_to_apply
from lms.learners.rosters.deciding import decide, decide_rest, undecided
from lms.learners.rosters.errors import NotNow, RosterError
from lms.learners.rosters.sending_back import as_workbook
from lms.learners.rosters.starting import (
    ask_to_check,
    book_of,
    choose_sheet,
    drop,
    start,
    try_again,
)
from lms.learners.rosters.undoing import ask_to_undo
from lms.lib.sheets.cells import Book
from lms.lib.sheets.errors import REFUSALS, SheetError

A_PAGE = 25
LISTS = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Names are written here as well as read: more than helpers may do.
in_office = in_commune(Data.ROSTER, Data.PLACES)


def about_a_list(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the list of this id, of this commune."""

    @wraps(view)
    def found(request: HttpRequest, commune: Unit, roster_id: UUID) -> HttpResponse:
        lists = RosterImport.objects.filter(commune=commune)
        return view(request, get_object_or_404(lists, pk=roster_id))

    return in_office(found)


@require_http_methods(["GET", "HEAD", "POST"])
@in_office
def rosters(request: HttpRequest, commune: Unit) -> HttpResponse:
    """Take a list in; show those that came before."""
    posted = request.method == "POST"
    form = UploadForm(*([request.POST, request.FILES] if posted else []))
    if form.is_valid() and (roster := _started(request, commune, form)):
        return redirect(*_page(roster, "roster_columns"))
    lists = RosterImport.objects.filter(commune=commune).order_by("-uploaded_at")
    context = {"commune": commune, "form": form}
    context["lists"] = lists.select_related("uploaded_by")[:LISTS]
    status = 422 if form.errors else 200
    return render(request, "dashboards/rosters.html", context, status=status)


def _started(
    request: HttpRequest, commune: Unit, form: UploadForm
) -> RosterImport | None:
    """Return the import; where the file is refused, the form says why."""
    file, now = form.cleaned_data["file"], timezone.now()
    try:
        return start(commune, file, file.name, by=request.user, at=now)
    except (SheetError, RosterError) as problem:
        form.add_error("file", problem.for_resident)
        return None


@require_safe
@about_a_list
def roster(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Show how far a list is, and what there is to do with it now."""
    if roster.state == State.LOOKED:
        return redirect(*_page(roster, "roster_columns"))
    context = {"commune": roster.commune, "roster": roster, "State": State}
    context |= _lines(request, roster)
    if roster.works:
        job = job_of(roster)
        context |= {"job": job, "stuck": job and job.state == Job.State.FAILED}
    if roster.problem:
        context["problem"] = REFUSALS[roster.problem].sentence
    return render(request, "dashboards/roster.html", context)


def _lines(request: HttpRequest, roster: RosterImport) -> dict[str, object]:
    """Return the lines of the tab that is asked for, and what may be said of them."""
    found = tabs(roster, request.GET.get("tab", ""))
    chosen = next((tab.outcome for tab in found if tab.chosen), "")
    lines = roster.lines.filter(outcome=chosen).select_related("hamlet")
    page = Paginator(lines.order_by("number"), A_PAGE).get_page(request.GET.get("page"))
    return {
        "tabs": found,
        "tab": chosen,
        "page_of": page,
        "lines": lines_shown(page.object_list),
        "undecided": undecided(roster).count(),
        "to_send_back": roster.lines.to_send_back().count(),
        "stays": stays_of(roster) if roster.state == State.UNDONE else [],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@about_a_list
def columns(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Show which columns were recognised, with first lines; let them be corrected."""
    if roster.state not in RosterImport.CAN_BE_CHECKED:
        messages.error(request, NotNow().for_resident)
        return redirect(*_page(roster))
    try:
        book = book_of(roster)
    except (SheetError, OSError) as problem:
        raise Http404 from problem
    posted = request.POST if request.method == "POST" else None
    if posted and "look" in posted:
        return _look_again(request, roster, book)
    hamlets = Unit.objects.on(timezone.localdate()).hamlets()
    there = hamlets.filter(parent=roster.commune).in_order()
    form = ColumnsForm(roster, book.sheets[roster.sheet], there, posted)
    if form.is_valid() and _is_being_checked(form, roster):
        return redirect(*_page(roster))
    context = {"commune": roster.commune, "roster": roster, "book": book}
    context |= {"form": form, "sheet_form": SheetForm(roster, book)}
    context["sheet"] = book.sheets[roster.sheet]
    status = 422 if form.errors else 200
    return render(request, "dashboards/roster_columns.html", context, status=status)


def _look_again(request: HttpRequest, roster: RosterImport, book: Book) -> HttpResponse:
    form = SheetForm(roster, book, request.POST)
    if form.is_valid():
        chosen = form.cleaned_data
        at = timezone.now()
        choose_sheet(roster, chosen["sheet"], chosen["lettering"], at=at)
    return redirect(*_page(roster, "roster_columns"))


def _is_being_checked(form: ColumnsForm, roster: RosterImport) -> bool:
    """Return whether the dry run goes on; where it does not, the form says why."""
    try:
        ask_to_check(
            roster,
            at=timezone.now(),
            fields=form.fields_chosen(),
            first_row=form.cleaned_data["first_row"],
            hamlet=form.cleaned_data["hamlet"],
        )
    except RosterError as problem:
        form.add_error(None, problem.for_resident)
    return form.is_valid()


@require_POST
@about_a_list
def decisions(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Keep what is said of lines: of those on the page, or of all nobody decided on."""
    rest = request.POST.get("rest", "")
    try:
        if rest:
            changed = decide_rest(roster, rest, by=request.user)
        else:
            changed = decide(roster, _said(request), by=request.user)
    except RosterError as problem:
        messages.error(request, problem.for_resident)
        return redirect(*_page(roster))
    sentence = ngettext(
        "%(count)d line is decided anew.", "%(count)d lines are decided anew.", changed
    )
    messages.success(request, sentence % {"count": changed})
    there, query = _page(roster), request.POST.get("back", "")
    return redirect(f"{_address(there)}?{query}" if query else _address(there))


def _said(request: HttpRequest) -> list[tuple[int, str, UUID | None]]:
    """Return line number, choice and person for each line of the form."""
    said = []
    for name, value in request.POST.items():
        number = name.removeprefix("line-")
        if name.startswith("line-") and number.isascii() and number.isdecimal():
            choice, _colon, who = str(value).partition(":")
            said.append((int(number[:9]), choice, _id(who)))
    return said


@require_POST
@about_a_list
def act(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Take a list over, back, or aside; or ask again for work that had failed."""
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    try:
        verb(roster, at=timezone.now())
    except RosterError as problem:
        messages.error(request, problem.for_resident)
    return redirect(*_page(roster))


@require_safe
@about_a_list
def refused(request: HttpRequest, roster: RosterImport) -> HttpResponse:
    """Answer with the refused and undecided lines, to correct and to send again."""
    answer = HttpResponse(as_workbook(roster), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="to-correct.xlsx"'
    return answer


VERBS = {"apply": ask_to_apply, "undo": ask_to_undo, "drop": drop, "again": try_again}


def _page(roster: RosterImport, name: str = "roster") -> tuple[str, str, UUID]:
    return f"dashboards:{name}", roster.commune.code, roster.pk


def _address(page: tuple[str, str, UUID]) -> str:
    name, *args = page
    return reverse(name, args=args)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
