"""Sees that a lesson in a further language asks its questions in that language.

A signal, since Wagtail's own views translate pages and tell of it in no other way.
"""

from typing import Any

from wagtail.signals import copy_for_translation_done

from courses.models import LessonPage
from courses.services import ask_in_own_language


def _translated(target_obj: Any, **_told: object) -> None:
    if isinstance(target_obj, LessonPage):
        ask_in_own_language(target_obj)


def listen() -> None:
    """Connect; called once, when the app is ready."""
    copy_for_translation_done.connect(_translated, dispatch_uid="own_language")
