"""How a line of the log looks: one for each thing that happened, whoever caused it."""

import copy
import logging
from textwrap import indent
from types import TracebackType

_Raised = (
    tuple[type[BaseException], BaseException, TracebackType | None]
    | tuple[None, None, None]
)


class Lines(logging.Formatter):
    """Writes each record as one line, which nothing inside it can end.

    What people send (a path, a host, a name) may hold ends of lines, also Unicode's,
    signs that turn the direction of writing, and halves of letters. They are shown
    and not written, so that nobody can add a line of their own, or hide one. The
    traceback of a fault follows, set in. A refusal is no fault and has none.
    """

    def format(self, record: logging.LogRecord) -> str:
        if _is_refusal(record):
            record = copy.copy(record)
            record.exc_info = record.exc_text = None
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (theirs)
        return shown(super().formatMessage(record))

    def formatException(self, raised: _Raised) -> str:  # noqa: N802 (theirs)
        lines = super().formatException(raised).split("\n")
        return indent("\n".join(map(shown, lines)), "    ")


def _is_refusal(record: logging.LogRecord) -> bool:
    """Tell whether Django answered with one of the statuses that blame the asker."""
    return 400 <= getattr(record, "status_code", 0) < 500


def shown(text: str) -> str:
    """Return the text with each sign that cannot be seen as Python would write it."""
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode()
        for sign in text
    )
