"""What serving a lesson costs, beside a view that does nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.urls import reverse

from courses.models import LessonPage
from tests.bench.callers import Rush
from tests.bench.cpu import Used
from tests.bench.site import Site

EMPTY, KEPT, MADE, OWN = "empty view", "kept ready", "made anew", "resident's own part"
ROUNDS = 3  # by turns, so that other work on the machine meets them all


@dataclass(frozen=True)
class Cost:
    """The medians of several rounds. Units: CPU milliseconds for one request."""

    per_second: float
    web: float
    database: float
    cache: float

    @property
    def cpu(self) -> float:
        return self.web + self.database + self.cache


def measure_lessons(site: Site, lesson: LessonPage, cookie: str) -> dict[str, Cost]:
    """Return the cost of each kind of request by its name."""
    own = reverse("journey:lesson_fragment", args=[lesson.translation_key])
    # A query takes a request past the pages kept ready; no page looks at it.
    kinds: dict[str, tuple[int, Callable[[int], bytes]]] = {
        EMPTY: (2400, lambda n: site.address.get(f"/bench/empty/?n={n}")),
        KEPT: (2400, lambda n: site.address.get(lesson.url)),
        MADE: (120, lambda n: site.address.get(f"{lesson.url}?n={n}")),
        OWN: (240, lambda n: site.address.get(own, cookie)),
    }
    rounds: dict[str, list[Cost]] = {name: [] for name in kinds}
    for number in range(ROUNDS + 1):
        for name, (times, request) in kinds.items():
            cost = _cost(site, [request(n) for n in range(times)])
            if number:  # the first round warms up
                rounds[name].append(cost)
    return {name: _typical(costs) for name, costs in rounds.items()}


def _cost(site: Site, requests: list[bytes]) -> Cost:
    with Used(site.families) as used:
        rush: Rush = site.address.rush(requests)
    assert {answer.status for answer in rush.answers} == {200}
    each = {who: 1000 * s / len(requests) for who, s in used.seconds.items()}
    return Cost(rush.per_second, **each)


def _typical(costs: list[Cost]) -> Cost:
    names = ("per_second", "web", "database", "cache")
    return Cost(*(median(getattr(cost, name) for cost in costs) for name in names))
