"""What follows where a course takes fewer lessons than before, in whichever way.

A lesson goes offline by hand, or on the day its trainer had chosen, or is moved into
another course. Whoever had done all the others waits for nothing then.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import DraftStateMixin, Page, Revision

from courses.models import CoursePage, LessonPage
from lms.progress.services import ask_for_course

log = logging.getLogger(__name__)

# As the editor's history names them.
APPEARED, ENDED = "wagtail.publish.scheduled", "wagtail.unpublish.scheduled"


def publish_scheduled(*, at: datetime) -> int:
    """Do what the editor was told to do by now; return how many things have ended.

    What Wagtail's command of this name does, each thing for itself: one that cannot be
    done is logged, and holds nothing else back. The clock tries it again.
    """
    ended = [_done(partial(_end, each, at=at), each) for each in _ending(at)]
    for revision in _due(at):
        _done(partial(revision.publish, log_action=APPEARED), revision)
    return sum(ended)


def _ending(at: datetime) -> Iterator[DraftStateMixin]:
    """Give what is to be seen no more by now: pages, then snippets."""
    drafted = [m for m in apps.get_models() if issubclass(m, DraftStateMixin)]
    snippets = [model for model in drafted if not issubclass(model, Page)]
    for model in (Page, *snippets):
        ending = model.objects.filter(live=True, expire_at__lt=at)
        yield from ending.order_by("expire_at")


def _due(at: datetime) -> QuerySet[Revision]:
    """Return the drafts that are to appear by now, in the order of their days."""
    drafts = Revision.objects.filter(approved_go_live_at__lt=at)
    return drafts.order_by("approved_go_live_at", "pk")


def _end(ending: DraftStateMixin, *, at: datetime) -> None:
    ending.unpublish(set_expired=True, log_action=ENDED)
    if isinstance(ending, Page):
        ask_for_courses_of([ending], at=at)


def _done(work: Callable[[], object], what: Model) -> bool:
    """Do this whole or not at all; return whether it could be done."""
    try:
        with transaction.atomic():
            work()
    except Exception:  # whatever is wrong with one draft, the others are not
        log.exception("Not published as planned: %s %s", what._meta.label, what.pk)
        return False
    return True


def ask_for_courses_of(pages: Iterable[Page], *, at: datetime) -> None:
    """Ask for the courses of lessons that are no longer there to be done."""
    lessons = (each.specific_deferred for each in pages)
    courses = {e.course for e in lessons if isinstance(e, LessonPage)}
    for course in courses:
        ask_for_course(course, at=at)


def ask_for_every_course(*, at: datetime) -> None:
    """Ask for all courses: of a lesson that was moved nothing tells where it lay."""
    for course in CoursePage.objects.live():
        ask_for_course(course, at=at)
