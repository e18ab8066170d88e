"""How many of those registered have begun, completed a course, got a certificate."""

from django.utils.translation import gettext as _

from lms.dashboards.charts.bars import ROW, Bar, laid
from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.figures import CERTIFIED, COMPLETED, REGISTERED, STARTED, Figure

STAGES = (REGISTERED, STARTED, COMPLETED, CERTIFIED)


@chart("funnel")
def funnel(seen: Seen) -> Chart | None:
    figures = [(stage, seen.report.total.figure(stage.key)) for stage in STAGES]
    everybody = figures[0][1]
    if not everybody.number:
        return None
    rows = [[s.label, f, _share(f, everybody)] for s, f in figures]
    return Chart(
        key="funnel",
        title=_("From registering to the certificate"),
        says="; ".join(f"{stage.label}: {figure}" for stage, figure in figures),
        headings=[_("Stage"), _("People"), _("Of those registered")],
        rows=rows,
        template="bars",
        height=ROW * len(rows),
        shapes=laid(
            Bar(
                s.label, _says(f, everybody), _seen(f), everybody.number, _of(everybody)
            )
            for s, f in figures
        ),
    )


def _of(everybody: Figure) -> int:
    return everybody.number or 0


def _seen(figure: Figure) -> int | None:
    return None if figure.hidden else figure.number


def _share(figure: Figure, everybody: Figure) -> str:
    if figure.hidden or everybody.hidden or figure.number is None:
        return "…"
    return f"{100 * figure.number // _of(everybody)} %"


def _says(figure: Figure, everybody: Figure) -> str:
    share = _share(figure, everybody)
    return str(figure) if share in ("…", "100 %") else f"{figure} · {share}"
