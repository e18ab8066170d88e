"""A resident's screens: my page, a lesson's questions, the result, my data."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from lms.journey import services
from lms.journey.access import for_learner, lesson_or_404
from lms.journey.errors import JourneyError
from lms.journey.forms import HonestyForm
from lms.journey.own_data import kept_about
from lms.journey.reading import (
    certificates_after,
    completion_of,
    passbook_of,
    programmes_of,
)
from lms.journey.sitting import Sitting, sitting_of, stand_up
from lms.learners import services as residents
from lms.learners.errors import CardClosed
from lms.learners.forms import CorrectionForm, WithdrawalBesideForm, WithdrawalForm
from lms.learners.models import Learner
from lms.looks.reading import lines_of, lists_with, looks_at
from lms.progress.standing import is_more_independent
from quizzes.errors import QuizError
from quizzes.forms import PaperForm
from quizzes.models import Attempt
from quizzes.services import review

A_PAGE = 50


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Show a resident their page; lead staff, who have none, to their work.

    "My page" stands in the head of every page, which is the same for everyone.
    """
    answer = passbook(request)
    refused = answer.status_code == HTTPStatus.FORBIDDEN
    if refused and not Learner.objects.of(request.user).exists():
        return redirect("dashboards:my_work")
    return answer


@for_learner
def passbook(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show a resident what comes next, how far they are, and their certificates."""
    book = passbook_of(sitting.learner)
    programmes = programmes_of(sitting.learner, on=timezone.localdate())
    context = {"sitting": sitting, "book": book, "programmes": programmes}
    return render(request, "journey/me.html", context)


@require_safe
@never_cache
def sitting_fragment(request: HttpRequest) -> HttpResponse:
    """Answer with whom a helper's phone works for now; with nothing on other phones."""
    return render(request, "journey/sitting_bar.html")


@require_safe
@never_cache
def lesson_fragment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer with the few lines of a lesson page that are one resident's own."""
    sitting, lesson = sitting_of(request), lesson_or_404(key)
    done = sitting and completion_of(sitting.learner, lesson)
    context = {"sitting": sitting, "lesson": lesson, "done": done}
    return render(request, "journey/lesson_fragment.html", context)


@require_safe
@never_cache
def course_fragment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Answer with how far one resident has come in a course."""
    sitting = sitting_of(request)
    courses = passbook_of(sitting.learner).courses if sitting else []
    lines = [line for line in courses if line.course.translation_key == key]
    return render(request, "journey/course_fragment.html", {"lines": lines})


@require_safe
@for_learner
def lesson_mine(request: HttpRequest, sitting: Sitting, key: UUID) -> HttpResponse:
    """Show what a resident can do with a lesson: questions, or Done."""
    lesson = lesson_or_404(key)
    done = completion_of(sitting.learner, lesson)
    counts = not done or is_more_independent(sitting.how, done.standing)
    context = {"sitting": sitting, "lesson": lesson, "done": done, "counts": counts}
    return render(request, "journey/lesson_mine.html", context)


@require_POST
@for_learner
def start_quiz(request: HttpRequest, sitting: Sitting, key: UUID) -> HttpResponse:
    """Begin the questions of a lesson, or go on with those begun before."""
    lesson, now = lesson_or_404(key), timezone.now()
    try:
        attempt = services.start_quiz(sitting.learner, lesson, how=sitting.how, at=now)
    except (JourneyError, QuizError) as problem:
        messages.error(request, problem.for_resident)
        return redirect("journey:lesson_mine", key)
    return redirect("journey:attempt", attempt.pk)


@require_POST
@for_learner
def mark_as_done(request: HttpRequest, sitting: Sitting, key: UUID) -> HttpResponse:
    """Note that a lesson without questions has been read."""
    lesson, now = lesson_or_404(key), timezone.now()
    try:
        services.mark_as_done(sitting.learner, lesson, how=sitting.how, at=now)
    except JourneyError as problem:
        messages.error(request, problem.for_resident)
    return redirect("journey:lesson_mine", key)


@for_learner
def attempt(request: HttpRequest, sitting: Sitting, attempt_id: UUID) -> HttpResponse:
    """Ask the questions; take the answers once."""
    attempt = own_attempt(sitting, attempt_id)
    if request.method == "POST":
        return hand_in(request, sitting, attempt)
    if attempt.handed_in_at:
        return redirect("journey:result", attempt.pk)
    return ask(request, sitting, attempt, PaperForm(attempt.paper), HonestyForm())


def hand_in(request: HttpRequest, sitting: Sitting, attempt: Attempt) -> HttpResponse:
    form, honesty = PaperForm(attempt.paper, request.POST), HonestyForm(request.POST)
    complete = [form.is_valid(), sitting.by_helper or honesty.is_valid()]
    if not all(complete) and attempt.handed_in_at:
        return redirect("journey:result", attempt.pk)
    if not all(complete):
        return ask(request, sitting, attempt, form, honesty, status=422)
    how = sitting.how if sitting.by_helper else honesty.how()
    try:
        services.hand_in(attempt.pk, form.answers, how=how, at=timezone.now())
    except (JourneyError, QuizError) as problem:
        messages.error(request, problem.for_resident)
    return redirect("journey:result", attempt.pk)


def ask(
    request: HttpRequest,
    sitting: Sitting,
    attempt: Attempt,
    form: PaperForm,
    honesty: HonestyForm,
    status: int = 200,
) -> HttpResponse:
    context = {
        "sitting": sitting,
        "attempt": attempt,
        "lesson": attempt.page.specific,
        "form": form,
        "honesty": None if sitting.by_helper else honesty,
    }
    return render(request, "journey/attempt.html", context, status=status)


@require_safe
@for_learner
def result(request: HttpRequest, sitting: Sitting, attempt_id: UUID) -> HttpResponse:
    """Show what was right, why, what to read again, and what comes next."""
    attempt = own_attempt(sitting, attempt_id)
    if not attempt.handed_in_at:
        return redirect("journey:attempt", attempt.pk)
    context = {
        "sitting": sitting,
        "attempt": attempt,
        "lesson": attempt.page.specific,
        "review": review(attempt),
        "certificates": certificates_after(attempt),
        "next_lesson": passbook_of(sitting.learner).next_lesson,
    }
    return render(request, "journey/result.html", context)


def own_attempt(sitting: Sitting, attempt_id: UUID) -> Attempt:
    """Return the attempt if it is this resident's, or answer 404."""
    attempts = Attempt.objects.filter(learner=sitting.learner)
    return get_object_or_404(
        attempts.select_related("edition", "learner", "page"), pk=attempt_id
    )


@require_safe
@for_learner
def my_data(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Show all that is kept about a resident, and what they may do about it."""
    context = {
        "sitting": sitting,
        "kept": kept_about(sitting.learner),
        "hamlet": sitting.learner.hamlet_on(timezone.localdate()),
    }
    return render(request, "journey/my_data.html", context)


@require_safe
@for_learner
def looks(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Tell a resident who opened their record, and where their name went."""
    learner = sitting.learner
    page = Paginator(looks_at(learner), A_PAGE).get_page(request.GET.get("page"))
    opened, taken = lists_with(learner, at=timezone.now())
    context = {"sitting": sitting, "page_of": page, "opened": opened}
    context |= {"lines": lines_of(page.object_list), "taken": lines_of(taken[:A_PAGE])}
    return render(request, "journey/looks.html", context)


@require_safe
@for_learner
def download_data(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Hand a resident all that is kept about them; never onto a helper's phone."""
    if sitting.by_helper:
        raise PermissionDenied
    name = f'attachment; filename="hoc-so-{sitting.learner.code}.json"'
    layout = {"ensure_ascii": False, "indent": 2}
    answer = JsonResponse(kept_about(sitting.learner), json_dumps_params=layout)
    answer["Content-Disposition"] = name
    return answer


@for_learner
def correct_data(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Let a resident put right what was written wrongly."""
    learner = sitting.learner
    typed = request.POST or None
    form = CorrectionForm(learner, typed, by_helper=sitting.by_helper)
    if form.is_valid():
        return put_right(request, learner, form)
    context = {"sitting": sitting, "form": form}
    status = 422 if form.errors else 200
    return render(request, "journey/correct_data.html", context, status=status)


def put_right(
    request: HttpRequest, learner: Learner, form: CorrectionForm
) -> HttpResponse:
    """Keep what was put right, unless the card was closed just now."""
    by, now = request.user, timezone.now()
    try:
        residents.correct(learner, **form.cleaned_data, by=by, at=now)
    except CardClosed as problem:
        messages.error(request, problem.for_resident)
        return redirect("journey:me")
    messages.success(request, _("It has been put right."))
    return redirect("journey:my_data")


@sensitive_post_parameters("pin")
@for_learner
def withdraw(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """Say what it means to take the agreement back, and take it back."""
    form = withdrawal_form(request, sitting)
    if not form.is_valid():
        context = {"sitting": sitting, "form": form}
        status = 422 if form.errors else 200
        return render(request, "journey/withdraw.html", context, status=status)
    by, now = request.user, timezone.now()
    residents.withdraw(sitting.learner, get_language(), by=by, at=now)
    return say_farewell(request, sitting)


def withdrawal_form(request: HttpRequest, sitting: Sitting) -> WithdrawalForm:
    """Return the form: on a helper's phone with the PIN, if there is one to know."""
    typed = request.POST if request.method == "POST" else None
    if sitting.by_helper and sitting.learner.user.has_usable_password():
        return WithdrawalBesideForm(sitting.learner, request, typed)
    return WithdrawalForm(typed)


def say_farewell(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """End the resident's session, or the helper's sitting beside them."""
    stand_up(request)
    if not sitting.by_helper:
        logout(request)
    sentence = _(
        "The agreement has been taken back. Nothing new is written down from now on; "
        "certificates stay valid."
    )
    messages.success(request, sentence)
    return redirect("fieldwork:desk" if sitting.by_helper else "learners:privacy")
