"""The one way a resident's view begins: who is learning here?"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from courses.models import LessonPage
from lms.journey.reading import lesson_named
from lms.journey.sitting import sitting_of

View = Callable[..., HttpResponse]


def for_learner(view: View) -> View:
    """Give the view a `Sitting`; send others to sign in, or say what is missing."""

    @never_cache
    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sitting = sitting_of(request)
        if sitting:
            return view(request, sitting, *args, **kwargs)
        if request.user.is_authenticated:
            return render(request, "journey/not_a_learner.html", status=403)
        query = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('accounts:sign_in')}?{query}")

    return checked


def lesson_or_404(key: UUID) -> LessonPage:
    lesson = lesson_named(key)
    if lesson is None:
        raise Http404
    return lesson
