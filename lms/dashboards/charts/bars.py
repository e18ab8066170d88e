"""Lying bars with their words above them, for anything that has names and numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from lms.dashboards.charts.base import WIDTH, Words

ROW, BAR = 44, 14


@dataclass(frozen=True)
class Bar:
    """A bar ``part`` long inside one ``whole`` long, the longest of all being ``of``.

    Units: people. Without a number it says only its words.
    """

    label: Words
    says: Words
    part: int | None
    whole: int | None
    of: int


@dataclass(frozen=True)
class Laid:
    """A bar where it lies on the drawing."""

    bar: Bar
    words_at: int
    top: int
    part: int
    whole: int
    height: int = BAR


def laid(bars: Iterable[Bar]) -> list[Laid]:
    """Return the bars one below the other."""
    return [
        Laid(
            bar, n * ROW + 15, n * ROW + 23, _long(bar.part, bar), _long(bar.whole, bar)
        )
        for n, bar in enumerate(bars)
    ]


def _long(number: int | None, bar: Bar) -> int:
    """Return how long a number is drawn: somebody is never nothing."""
    if not number or not bar.of:
        return 0
    return max(2, round(WIDTH * min(number, bar.of) / bar.of))
