"""A chart as a picture for a letter or a message: with its title, place and day."""

from dataclasses import dataclass
from functools import cache
from threading import Lock

import typst
from django.template.loader import render_to_string
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lms.certificates.drawing import FONTS
from lms.dashboards.charts.base import Chart
from lms.dashboards.reports import Report
from lms.lib.text import fold

MARGIN, HEAD, FOOT = 24, 80, 48
PIXELS_PER_INCH = 216  # three to a unit: sharp in print at a third of a page
SHEET = b"""\
#let size = json(bytes(sys.inputs.size))
#set page(width: size.at(0) * 1pt, height: size.at(1) * 1pt, margin: 0pt)
#image(bytes(sys.inputs.drawing), format: "svg", width: 100%)
"""

_drawing = Lock()  # a compiler draws one picture at a time


@dataclass(frozen=True)
class Sheet:
    """The paper around a chart, in the units of its drawing."""

    chart: Chart

    @property
    def width(self) -> int:
        return self.chart.width + 2 * MARGIN

    @property
    def height(self) -> int:
        return HEAD + self.chart.height + FOOT

    @property
    def foot(self) -> int:
        return self.height - 20


def picture_name(chart: Chart, report: Report) -> str:
    """Return what the picture is called: place, code, and what it shows."""
    place = slugify(fold(str(report.unit)))
    return f"{place}-{report.unit.code}-{chart.key}.png"


def draw_picture(chart: Chart, report: Report) -> bytes:
    """Return a chart as a PNG."""
    sheet = Sheet(chart)
    svg = as_svg(chart, report)
    with _drawing:
        return _compiler().compile(
            input=SHEET,
            sys_inputs={"size": f"[{sheet.width}, {sheet.height}]", "drawing": svg},
            format="png",
            ppi=PIXELS_PER_INCH,
        )


def as_svg(chart: Chart, report: Report) -> str:
    """Return a chart as a file of its own, with the colours of a page by day."""
    above = report.unit.parent
    words = {
        "chart": chart,
        "place": f"{report.unit}, {above.label}" if above else str(report.unit),
        "counted": _counted(report),
        "sheet": Sheet(chart),
    }
    return render_to_string("dashboards/charts/picture.svg", words)


def _counted(report: Report) -> str:
    if not report.counted_at:
        return _("Nothing has been counted yet.")
    moment = localtime(report.counted_at).strftime("%H:%M, %d/%m/%Y")
    return _("Counted at %(moment)s") % {"moment": moment}


@cache
def _compiler() -> typst.Compiler:
    """Return the one compiler of this process, made when it first draws."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )
    return typst.Compiler(font_paths=fonts)
