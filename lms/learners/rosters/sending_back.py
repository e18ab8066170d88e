"""The lines that were not taken, as a sheet to correct and to send again."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lms.learners.models import Outcome, RosterImport, RosterLine
from lms.learners.rosters.lines import FIELDS
from lms.learners.rosters.remarks import COLUMNS, FAULTS, Remark, from_json
from lms.lib.sheets.books import Page, workbook


def as_workbook(roster: RosterImport) -> bytes:
    """Return an .xlsx of the refused and undecided lines, each with all its faults.

    The headings are such as are recognised when it is sent again. Every cell is text,
    whatever it begins with: nothing in it runs.
    """
    lines = roster.lines.to_send_back().order_by("number").iterator()
    headings = [str(COLUMNS[name]) for name in FIELDS]
    titles = [*headings, _("Line in the list"), _("Why it was not taken")]
    return workbook([Page(_("To correct"), titles, (list(_row(e)) for e in lines))])


def why(line: RosterLine) -> str:
    """Return why a line was not taken: a sentence for each fault, with its column."""
    if line.reason:
        return " ".join(fault.with_column for fault in faults(line))
    if line.outcome == Outcome.LIKELY:
        return _("Perhaps this person is here already; nobody has decided.")
    return ""


def faults(line: RosterLine) -> list[Remark]:
    """Return all that is wrong with a line that was not taken, the gravest first."""
    reason = from_json(line.reason)
    others = map(from_json, line.remarks if line.outcome == Outcome.REFUSED else ())
    return [*([reason] if reason else []), *(e for e in others if e.key in FAULTS)]


def _row(line: RosterLine) -> Iterator[str]:
    for name in FIELDS:
        yield line.cells.get(name, "")
    yield str(line.number)
    yield why(line)
