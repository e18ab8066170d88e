"""Where staff begin, and what an operator looks at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lms.dashboards.access import for_operator, for_staff
from lms.dashboards.machine import health
from lms.dashboards.periods.duties import duties_of
from lms.dashboards.work import doors_of
from lms.learners.models import Learner


@require_safe
@for_staff
def my_work(request: HttpRequest) -> HttpResponse:
    """Show staff what their positions open; lead a resident to their own page."""
    today = timezone.localdate()
    doors = doors_of(request.user, on=today)
    if not doors and Learner.objects.of(request.user).exists():
        return redirect("journey:me")
    context = {"doors": doors, "duties": duties_of(request.user, on=today)}
    return render(request, "dashboards/my_work.html", context)


@require_safe
@for_operator
def machine(request: HttpRequest) -> HttpResponse:
    """Show an operator whether every part answers, and which long work failed."""
    return render(request, "dashboards/machine.html", {"health": health()})
