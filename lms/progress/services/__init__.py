"""Writes what a resident has done. Each step hands on its record, or None to stop."""

from lms.progress.services.completing import (
    COMPLETE_COURSE,
    ask_for_course,
    complete_course,
    complete_lesson,
    confirm,
    confirm_wholes,
    enrol,
    waiting_for_course,
)
from lms.progress.services.programmes import (
    COMPLETE,
    all_of,
    ask_for_completions,
    ask_for_who_has_become_due,
    complete_programmes,
    save_programme,
    set_rule,
    waiting_for,
)
from lms.progress.services.undoing import undo_completion, wholes_not_done

__all__ = [
    "COMPLETE",
    "COMPLETE_COURSE",
    "all_of",
    "ask_for_completions",
    "ask_for_course",
    "ask_for_who_has_become_due",
    "complete_course",
    "complete_lesson",
    "complete_programmes",
    "confirm",
    "confirm_wholes",
    "enrol",
    "save_programme",
    "set_rule",
    "undo_completion",
    "waiting_for",
    "waiting_for_course",
    "wholes_not_done",
]
