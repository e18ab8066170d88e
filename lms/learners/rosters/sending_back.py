"""The lines that were not taken, as a sheet to correct and to send again."""

from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from lms.learners.models import Outcome, RosterImport, RosterLine
from lms.learners.rosters.lines import FIELDS
from lms.learners.rosters.remarks import from_json

_WIDE = {"full_name": 28, "hamlet": 24, "household": 28, "note": 30}
_REASON = 60


def as_workbook(roster: RosterImport) -> bytes:
    """Return an .xlsx of the refused and undecided lines, each with the reason.

    The headings are such as are recognised when it is sent again. Every cell is text,
    whatever it begins with: nothing in it runs.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("To correct"))
    titles = [*_headings().values(), _("Line in the list"), _("Why it was not taken")]
    for number, name in enumerate([*FIELDS, "line", "reason"]):
        letter = "ABCDEFGHIJ"[number]
        wide = _REASON if name == "reason" else _WIDE.get(name, 16)
        sheet.column_dimensions[letter].width = wide
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, title, bold=True) for title in titles])
    for line in roster.lines.to_send_back().order_by("number").iterator():
        sheet.append([_text(sheet, text) for text in _row(line)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


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


def _text(sheet: WriteOnlyWorksheet, text: str, *, bold: bool = False) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type, cell.number_format = "s", "@"
    if bold:
        cell.font = Font(bold=True)
    return cell


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
