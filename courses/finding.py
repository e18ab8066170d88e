"""Lessons by the words in them."""

from collections.abc import Sequence

from wagtail.models import Locale

from courses.models import LessonPage
from lms.lib.text import search_words

AT_MOST = 24


def find_lessons(query: str) -> Sequence[LessonPage]:
    """Return the lessons in the language on screen that hold every word typed.

    Where none does, those whose title holds words beginning like the typed ones.
    """
    if not search_words(query):
        return []
    lessons = LessonPage.objects.live().public().filter(locale=Locale.get_active())
    found = list(lessons.search(query, operator="and")[:AT_MOST])
    return found or list(lessons.autocomplete(query, operator="and")[:AT_MOST])
