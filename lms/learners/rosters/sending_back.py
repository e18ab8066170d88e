"""The lines that were not taken, as a sheet to correct and to send again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lms.learners.models import Outcome, RosterImport, RosterLine
from lms.learners.rosters.lines import FIELDS
from lms.learners.rosters.remarks import from_json
from lms.lib.sheets.books import Page, workbook


def as_workbook(roster: RosterImport) -> bytes:
    """Return an .xlsx of the refused and undecided lines, each with the reason.

    The headings are such as are recognised when it is sent again. Every cell is text,
    whatever it begins with: nothing in it runs.
    """
    lines = roster.lines.to_send_back().order_by("number").iterator()
    titles = [*_headings().values(), _("Line in the list"), _("Why it was not taken")]
    return workbook([Page(_("To correct"), titles, (list(_row(e)) for e in lines))])


def why(line: RosterLine) -> str:
    """Return why a line was not taken, in a sentence."""
    if line.reason:
        return str(from_json(line.reason))
    if line.outcome == Outcome.LIKELY:
        return _("Perhaps this person is here already; nobody has decided.")
    return ""


def _row(line: RosterLine) -> Iterator[str]:
    for name in FIELDS:
        yield line.cells.get(name, "")
    yield str(line.number)
    yield why(line)


def _headings() -> dict[str, str]:
    return {
        "full_name": _("Full name"),
        "birth": _("Year of birth"),
        "sex": _("Sex"),
        "phone": _("Phone"),
        "hamlet": _("Hamlet"),
        "household": _("Household head"),
        "note": _("Note"),
    }
