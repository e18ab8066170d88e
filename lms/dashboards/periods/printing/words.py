"""All that a printed report says, in its order; no document yet.

In Vietnamese, whatever language the screen is in, and so not in the catalogues: it is
an office's paper. Source for what stands where: Decree 30/2020/NĐ-CP, annex I.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import override

from lms.communes.models import Unit
from lms.dashboards.models import ReportLayout
from lms.dashboards.periods.chain import State
from lms.dashboards.periods.composing import day_of
from lms.dashboards.periods.reading import ReportPage
from lms.dashboards.periods.sheet import Cell, Sheet

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT = "Bản chưa duyệt"
FIVES = (
    "Số người được ghi theo từng năm người: 10+ là từ 10 đến 14, <5 là từ 0 đến 4, "
    "để không ai suy ra được từng người."
)


@dataclass(frozen=True)
class Table:
    """A table with a caption; the first column holds words, the others numbers."""

    caption: str
    head: list[str]
    rows: list[list[str]]
    total: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PrintedReport:
    """The words of a printed report. Personal data: none."""

    left: list[str]  # the office above, the office; the last one stands out
    number: str
    place_and_day: str
    title: str
    about: str
    opening: list[str]
    tables: list[Table]
    notes: list[str]
    closing: list[str]
    recipients: list[str]
    signed: list[str]
    day: date
    country: str = COUNTRY
    motto: str = MOTTO


def printed(page: ReportPage, *, layout: ReportLayout) -> PrintedReport:
    """Return what is printed of a report, as whoever prints it may see it."""
    with override("vi"):
        return _printed(page, layout)


def _printed(page: ReportPage, layout: ReportLayout) -> PrintedReport:
    named = _named(page)
    left = [_filled(each, named).upper() for each in (layout.superior, layout.agency)]
    day = page.on
    place = page.commune.name
    return PrintedReport(
        left=[each for each in left if each.strip()],
        number=layout.number,
        place_and_day=f"{place}, ngày {day:%d} tháng {day:%m} năm {day.year}",
        title=layout.title,
        about=_filled(layout.about, named),
        opening=_filled(layout.opening, named).splitlines(),
        tables=_tables(page.sheet),
        notes=_notes(page),
        closing=_filled(layout.closing, named).splitlines(),
        recipients=layout.recipients.splitlines(),
        signed=[each for each in (layout.capacity, layout.signatory) if each],
        day=day,
    )


def _named(page: ReportPage) -> dict[str, str]:
    content = page.content
    return {
        "commune": _lower(content["commune"]["name"], page.commune),
        "province": _lower(content["province"]["name"], page.period.province),
        "period": content["period"]["vi"],
        "first": f"{day_of(content, 'first_on'):%d/%m/%Y}",
        "last": f"{day_of(content, 'last_on'):%d/%m/%Y}",
    }


def _lower(name: str, unit: Unit) -> str:
    """Return the frozen name as it stands in a sentence: `xã Vân Sơn`."""
    return unit.label if name == str(unit) else name


def _filled(text: str, named: dict[str, str]) -> str:
    """Return a text with what stands in braces; other braces stay as they are."""
    for key, words in named.items():
        text = text.replace(f"{{{key}}}", words)
    return text


def _tables(sheet: Sheet) -> list[Table]:
    head = ["Địa bàn", *(str(each.label) for each in sheet.columns)]
    rows = [[row.place["name"], *_cells(row.cells)] for row in sheet.rows]
    figures = Table(
        "Bảng 1. Số liệu theo địa bàn",
        head,
        rows,
        ["Tổng cộng", *_cells(sheet.total.cells)],
    )
    if not sheet.courses:
        return [figures]
    heads = ["Khóa học", "Đã bắt đầu", "Hoàn thành", "Mới hoàn thành trong kỳ"]
    courses = [[title, *_cells(cells)] for title, cells in sheet.courses]
    return [figures, Table("Bảng 2. Số liệu theo khóa học", heads, courses)]


def _cells(cells: list[Cell]) -> list[str]:
    return [str(each.figure) for each in cells]


def _notes(page: ReportPage) -> list[str]:
    """Return where the figures come from, what was corrected, and the seal."""
    sheet, notes = page.sheet, []
    if page.outside:
        notes.append(FIVES)
    said = sheet.content["definitions"]
    notes += [
        f"{said[column.key]['vi']['label']}: {said[column.key]['vi']['counts']}"
        for column in sheet.columns
        if column.key in said
    ]
    if known := sheet.content["total"].get("adults_from"):
        notes.append("Nguồn số người lớn: " + "; ".join(known["sources"]) + ".")
    for what, each in page.corrections:
        notes.append(
            f"Điều chỉnh ngày {each.at:%d/%m/%Y}: {each.place}, {what}: "
            f"{each.was or 0} thành {each.is_now or 0}. {each.reason}"
        )
    if page.state != State.ACCEPTED:
        return [*notes, f"{DRAFT}."]
    return [*notes, f"Mã niêm phong (SHA-256): {page.report.sha256}"]
