"""Open figures as the public page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.dashboards.figures import Figure
from lms.dashboards.opening.reading import OpenReport
from lms.dashboards.periods.sheet import OUTSIDE, told_figure


@dataclass(frozen=True)
class ShownCommune:
    """One commune on the page: its name, its figures, whether they were corrected."""

    name: str
    code: str
    figures: list[Figure]
    corrected: bool


def shown(reports: Iterable[OpenReport]) -> list[ShownCommune]:
    """Return the rows of the page, each figure by its column in `OUTSIDE`."""
    return [_row(each) for each in reports]


def _row(each: OpenReport) -> ShownCommune:
    commune, read = each.report.content["commune"], each.corrected or each.told
    return ShownCommune(
        commune["name"],
        commune["code"],
        [told_figure(column.key, read[column.key]) for column in OUTSIDE],
        each.corrected is not None,
    )
