"""Everything that is written here, but for `sheets`, which the worker alone loads."""

from lms.certificates.services.asking import (
    DRAW,
    STAMP,
    ask_for_sheet,
    ask_for_stamp,
    ask_for_what_waits,
    why_sheets_wait,
)
from lms.certificates.services.holders import forget_holder, is_holder, seal_of
from lms.certificates.services.issuing import issue_for_course, issue_for_programme
from lms.certificates.services.withdrawing import withdraw

__all__ = [
    "DRAW",
    "STAMP",
    "ask_for_sheet",
    "ask_for_stamp",
    "ask_for_what_waits",
    "forget_holder",
    "is_holder",
    "issue_for_course",
    "issue_for_programme",
    "seal_of",
    "why_sheets_wait",
    "withdraw",
]
