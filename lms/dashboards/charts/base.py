"""What every chart is: a drawing, the same in words, and the same as a table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from lms.dashboards.breakdowns import Breakdowns
from lms.dashboards.figures import Figure, part_key
from lms.dashboards.reports import FIGURE, Report
from lms.lib.registers import Register

WIDTH = 360  # units of a drawing, about a phone's pixels: letters keep their size

Words = str | Promise


@dataclass(frozen=True)
class Seen:
    """What a chart is drawn of: a report, and its people by week, age and so on."""

    report: Report
    breakdowns: Breakdowns

    def part(self, key: str) -> dict[str, dict[str, int]]:
        return self.breakdowns.get(key, {})

    @property
    def nothing_apart(self) -> bool:
        """Return whether people may not be taken apart: in a commune, from above.

        Its parts are small, and with those of its neighbours and the province's they
        could be worked out even where they are not.
        """
        return self.report.from_above and self.report.unit.parent_id is not None

    def figure(
        self, kind: str, part: str, counted: str, number: int, *, hidden: bool = False
    ) -> Figure:
        """Return the number of a part, with the address of what it is made of."""
        key = part_key(kind, part, counted)
        return Figure(number, hidden, self.report.total.address.replace(FIGURE, key))

    def shows_total(self, key: str) -> bool:
        return key not in self.report.total.hidden


@dataclass(frozen=True)
class Chart:
    """A drawing of ``height`` units by a template, and what it says otherwise.

    ``says`` is the sentence that somebody hears who does not see it.
    """

    key: str
    title: Words
    says: Words
    headings: list[Words]
    rows: list[list[Words | Figure]]
    template: str
    height: int
    shapes: Any
    width: int = WIDTH

    @property
    def drawing(self) -> SafeString:
        """Return what stands inside the `<svg>`: the same on screen and in pictures."""
        words = {"shapes": self.shapes, "width": self.width, "height": self.height}
        return render_to_string(f"dashboards/charts/{self.template}.svg", words)


Draw = Callable[[Seen], Chart | None]

CHARTS: Register[Draw] = Register()


def chart(key: str) -> Callable[[Draw], Draw]:
    """File a chart under the key that its picture is asked for by."""
    return CHARTS.add(key)


def charts_of(seen: Seen) -> list[Chart]:
    """Return every chart of which there is something to show, in the page's order."""
    drawn = (CHARTS[key](seen) for key in ORDER)
    return [each for each in drawn if each]


ORDER = (
    *("trend", "funnel", "ways", "programmes"),
    *("skills", "households", "codes", "ages", "sexes"),
)
