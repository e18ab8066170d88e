"""Twelve weeks: how many were registered, had completed, held a certificate by then."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from lms.dashboards.breakdowns.weeks import week_of
from lms.dashboards.charts.base import Chart, Seen, Words, chart
from lms.dashboards.figures import BY_WEEK, CERTIFIED, COMPLETED, REGISTERED, Figure
from lms.dashboards.hiding import is_small

WEEKS = 12
HEIGHT, TOP, FLOOR, RIGHT, APART = 230, 22, 190, 200, 34
DIGIT = 7  # as wide as one of an axis' numbers
LINES = (REGISTERED, COMPLETED, CERTIFIED)
DAY = "%d/%m"


@dataclass(frozen=True)
class Line:
    """A line with a point for each week shown, and its words beside the last."""

    label: Words
    number: Figure
    points: list[tuple[int, int]]
    words_at: int

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)

    @property
    def end(self) -> tuple[int, int]:
        return self.points[-1]


@chart("trend")
def trend(seen: Seen) -> Chart | None:
    counted = seen.part("week")
    if not counted or seen.nothing_apart:
        return None
    this_week = week_of(seen.report.on)
    weeks = [this_week - timedelta(weeks=n) for n in reversed(range(WEEKS))]
    sums = {line.key: _sums(seen, line.key, weeks) for line in LINES}
    rows = [
        [week.strftime("%d/%m/%Y"), *(sums[line.key][n] for line in LINES)]
        for n, week in enumerate(weeks)
    ]
    return Chart(
        key="trend",
        title=_("Week by week"),
        says="; ".join(_told(line.label, sums[line.key]) for line in LINES),
        headings=[_("By the end of the week from"), *(line.label for line in LINES)],
        rows=[list(row) for row in rows],
        template="lines",
        height=HEIGHT,
        shapes=_shapes(sums, weeks),
    )


def _sums(seen: Seen, key: str, weeks: list[date]) -> list[Figure]:
    """Return how many there were by the end of each week, counted back from today.

    From above a week is left out that would tell of fewer than five in one step.
    """
    number, from_above = seen.report.total.number(key), seen.report.from_above
    shown = number
    sums: list[Figure] = []
    for week in reversed(weeks):
        hidden = not seen.shows_total(key) or (
            from_above and (is_small(number) or is_small(shown - number))
        )
        shown = shown if hidden else number
        sums.append(seen.figure(BY_WEEK, week.isoformat(), key, number, hidden=hidden))
        number -= seen.part("week").get(week.isoformat(), {}).get(key, 0)
    return sums[::-1]


def _told(label: Words, sums: list[Figure]) -> str:
    return _("%(what)s: from %(first)s to %(last)s in twelve weeks") % {
        "what": label,
        "first": sums[0],
        "last": sums[-1],
    }


def _shapes(sums: dict[str, list[Figure]], weeks: list[date]) -> dict[str, object]:
    shown = [f.number or 0 for line in sums.values() for f in line if not f.hidden]
    top = _round_up(max(shown, default=0))
    left = 10 + DIGIT * len(str(Figure(top)))
    lines = [
        Line(line.label, sums[line.key][-1], points, points[-1][1])
        for line in LINES
        if (points := _points(sums[line.key], top, left))
    ]
    heights = [(Figure(n), _down(n, top)) for n in (0, top // 2, top)]
    days = [(weeks[n].strftime(DAY), _across(n, left)) for n in (0, 5, WEEKS - 1)]
    return {"lines": _apart(lines), "heights": heights, "days": days, "left": left}


def _round_up(number: int) -> int:
    """Return the next number that halves well: 2, 4, 6, 10, 20, 40, 60, 100 …"""
    ten = 1
    while True:
        for step in (2, 4, 6, 10):
            if number <= step * ten:
                return step * ten
        ten *= 10


def _points(sums: list[Figure], top: int, left: int) -> list[tuple[int, int]]:
    return [
        (_across(n, left), _down(figure.number or 0, top))
        for n, figure in enumerate(sums)
        if not figure.hidden
    ]


def _across(week: int, left: int) -> int:
    return left + round((RIGHT - left) * week / (WEEKS - 1))


def _down(number: int, top: int) -> int:
    return FLOOR - round((FLOOR - TOP) * number / top)


def _apart(lines: list[Line]) -> list[Line]:
    """Return the lines with their words far enough apart to be read, highest first."""
    placed: list[Line] = []
    lowest = FLOOR + 14 - APART * len(lines)
    for line in sorted(lines, key=lambda each: each.end[1]):
        lowest += APART
        room = placed[-1].words_at + APART if placed else 0
        at = min(max(line.end[1], room), lowest)
        placed.append(Line(line.label, line.number, line.points, at))
    return placed
