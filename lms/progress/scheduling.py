"""What follows where a course takes fewer lessons than before, in whichever way.

A lesson goes offline by hand, or on the day its trainer had chosen, or is moved into
another course. Whoever had done all the others waits for nothing then.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.management import call_command
from django.db import transaction
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from lms.progress.services import ask_for_course

NEARLY = timedelta(minutes=5)  # Wagtail looks at the clock itself, a little later


def publish_scheduled(*, at: datetime) -> int:
    """Do what Wagtail was told to do by now; return how many pages have ended.

    All of it or nothing: a worker that dies in between leaves it to the next one.
    """
    with transaction.atomic():
        ending = Page.objects.filter(live=True, expire_at__lt=at + NEARLY)
        ids = list(ending.values_list("pk", flat=True))
        call_command("publish_scheduled", verbosity=0)
        ended = list(Page.objects.filter(pk__in=ids, live=False))
        ask_for_courses_of(ended, at=at)
    return len(ended)


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
