"""Alone, with help, checked: how courses were completed, as parts of all."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lms.dashboards.charts.base import WIDTH, Chart, Seen, Words, chart
from lms.dashboards.figures import Figure, parts_of_hundred

GAP, LINE, TOP = 3, 28, 48


@dataclass(frozen=True)
class Part:
    """One part of the bar, with its line in the key below."""

    label: Words
    says: str
    left: int
    width: int
    line: int


@chart("ways")
def ways(seen: Seen) -> Chart | None:
    how = seen.report.how
    if not any(figure.number for _column, figure in how):
        return None
    shares = _shares([figure for _column, figure in how])
    told = [(c, f, s) for (c, f), s in zip(how, shares, strict=True)]
    return Chart(
        key="ways",
        title=_("How courses were completed"),
        says="; ".join(f"{column.label}: {figure}" for column, figure in how),
        headings=[_("Way"), _("Courses"), _("Of all"), _("What is counted")],
        rows=[[c.label, f, _written(s), c.counts] for c, f, s in told],
        template="parts",
        height=TOP + LINE * len(how),
        shapes=_parts([(c.label, f, s) for c, f, s in told]),
    )


def _shares(figures: list[Figure]) -> list[int | None]:
    """Return of each figure its share of all in whole per cent; none of a hidden one.

    Those hidden are taken as one, so that no share is rounded by what they are.
    """
    shown = [figure.number or 0 for figure in figures if not figure.hidden]
    hidden = sum(figure.number or 0 for figure in figures if figure.hidden)
    shares = iter(parts_of_hundred([*shown, hidden]))
    return [None if figure.hidden else next(shares) for figure in figures]


def _parts(told: list[tuple[Words, Figure, int | None]]) -> list[Part]:
    """Return the parts side by side; a hidden one has its words and no place."""
    parts, left = [], 0
    for number, (label, figure, share) in enumerate(told):
        width = round(WIDTH * (share or 0) / 100)
        says = str(figure) if share is None else f"{figure} · {_written(share)}"
        shown = max(width - GAP, 1) if width else 0
        parts.append(Part(label, says, left, shown, TOP + LINE * number + 15))
        left += width
    return parts


def _written(share: int | None) -> str:
    return "…" if share is None else f"{share} %"
