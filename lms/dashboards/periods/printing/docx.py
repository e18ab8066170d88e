"""A printed report as a document that an office can still write into."""

from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lms.dashboards.periods.printing.words import PrintedReport, Table

FONT = "Times New Roman"  # as the decree asks; every office machine has it
CENTRE, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)
BOTH = WD_ALIGN_PARAGRAPH.JUSTIFY


def as_docx(words: PrintedReport) -> bytes:
    """Return the report as .docx: A4, the margins and sizes of Decree 30/2020."""
    paper = _paper(words)
    _head(paper, words)
    _line(paper.add_paragraph(), words.title, 14, CENTRE, bold=True, before=12)
    _line(paper.add_paragraph(), words.about, 14, CENTRE, bold=True, after=12)
    for text in words.opening:
        _line(paper.add_paragraph(), text, 14, BOTH, after=6)
    for table in words.tables:
        _table(paper, table)
    for text in words.notes:
        _line(paper.add_paragraph(), text, 11, BOTH, italic=True)
    for text in words.closing:
        _line(paper.add_paragraph(), text, 14, BOTH, before=6)
    _foot(paper, words)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def _paper(words: PrintedReport) -> Paper:
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    normal = paper.styles["Normal"]
    normal.font.name = FONT
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    normal.paragraph_format.space_after = Pt(0)
    paper.core_properties.title = f"{words.title.capitalize()}: {words.about}"
    paper.core_properties.author = words.left[-1]
    paper.core_properties.language = "vi-VN"
    return paper


def _head(paper: Paper, words: PrintedReport) -> None:
    """Write the office on the left, the country on the right."""
    left, right = _two(paper, Cm(7), Cm(9.5))
    for number, text in enumerate(words.left):
        last = number == len(words.left) - 1
        _line(_next(left), text, 12, CENTRE, bold=last)
    _line(_next(left), words.number, 13, CENTRE, before=6)
    _line(_next(right), words.country, 12, CENTRE, bold=True)
    motto = _next(right)
    _line(motto, words.motto, 13, CENTRE, bold=True)
    motto.runs[0].underline = True
    _line(_next(right), words.place_and_day, 13, CENTRE, italic=True, before=6)


def _foot(paper: Paper, words: PrintedReport) -> None:
    """Write to whom it goes on the left, and leave room to sign on the right."""
    paper.add_paragraph()
    left, right = _two(paper, Cm(8), Cm(8.5))
    if words.recipients:
        _line(_next(left), "Nơi nhận:", 12, LEFT, bold=True, italic=True)
    for text in words.recipients:
        _line(_next(left), text, 11, LEFT)
    for text in words.signed:
        _line(_next(right), text, 13, CENTRE, bold=True)
    for _room in range(5):
        _line(_next(right), "", 13, CENTRE)


def _table(paper: Paper, table: Table) -> None:
    _line(paper.add_paragraph(), table.caption, 13, LEFT, bold=True, before=6, after=3)
    rows = [table.head, *table.rows, *([table.total] if table.total else [])]
    drawn = paper.add_table(rows=len(rows), cols=len(table.head), style="Table Grid")
    drawn.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = 9 if len(table.head) > 8 else 11
    for number, row in enumerate(rows):
        strong = number == 0 or row is table.total
        for place, (cell, text) in enumerate(
            zip(drawn.rows[number].cells, row, strict=True)
        ):
            side = CENTRE if number == 0 else RIGHT if place else LEFT
            _line(cell.paragraphs[0], text, size, side, bold=strong)
    _repeat(drawn.rows[0])
    _line(paper.add_paragraph(), "", 6, LEFT)


def _repeat(row: object) -> None:
    """Have the head of a table stand on every page it goes over."""
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]
    mark = properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"})
    properties.append(mark)


def _two(paper: Paper, *widths: Cm) -> tuple[_Cell, ...]:
    """Return two cells side by side, without lines around them."""
    table = paper.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = width
    return tuple(table.rows[0].cells)


def _next(cell: _Cell) -> Paragraph:
    """Return the next paragraph to write: the first is there from the start."""
    first = cell.paragraphs[0]
    return (
        first
        if not first.runs and len(cell.paragraphs) == 1
        else (cell.add_paragraph())
    )


def _line(
    paragraph: Paragraph,
    text: str,
    size: int,
    side: WD_ALIGN_PARAGRAPH,
    *,
    bold: bool = False,
    italic: bool = False,
    before: int = 0,
    after: int = 0,
) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    paragraph.alignment = side
    paragraph.paragraph_format.space_before = Pt(before)
    paragraph.paragraph_format.space_after = Pt(after)
