"""Counts a report afresh from the facts, by where people lived on its last day."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import override

from lms.communes.models import Unit
from lms.communes.population import Adults, adults_known
from lms.dashboards.adding_up import hamlet_lines, line_together
from lms.dashboards.counting import Tally, count, together
from lms.dashboards.figures import INSIDE
from lms.dashboards.inhabitants import Inhabitants
from lms.dashboards.models import Period
from lms.dashboards.periods.content import Content
from lms.dashboards.reading import courses_of
from lms.dashboards.reports import Line
from lms.learners.models import Residence

FORMAT = 1
NEW = ("registered", "started", "completed", "certified", "certificates")
LANGUAGES = ("vi", "en")
DAY = timedelta(days=1)
AT_ONCE = 5  # hamlets; between them it is told how far the work is

Tell = Callable[[int, int], None]


def tell_nobody(done: int, total: int) -> None:
    """Tell nobody how far the work is."""


def compose(period: Period, commune: Unit, *, tell: Tell = tell_nobody) -> Content:
    """Return what the facts say about a commune and a period, as plain data.

    It takes a second for ten thousand residents: not to be called in a request.
    """
    hamlets = list(reporting_hamlets(period, commune))
    before, now = _counted([each.pk for each in hamlets], period, tell)
    adults = adults_known([commune, *hamlets], on=period.last_on)
    lines = hamlet_lines(hamlets, now, adults)
    total = line_together(commune, lines, adults.get(commune.pk))
    courses = _courses(total.tally.courses)
    then = together(before.values())
    return {
        "format": FORMAT,
        "period": _period(period),
        "commune": _unit(commune),
        "province": _unit(period.province),
        "places": [_place(line, before[line.unit.pk], courses) for line in lines],
        "total": {
            **_place(total, then, courses),
            "counted": total.counted,
            "of": total.of,
        },
        "courses": courses,
        "definitions": _definitions(),
    }


def _counted(
    ids: list[UUID], period: Period, tell: Tell
) -> tuple[dict[UUID, Tally], dict[UUID, Tally]]:
    """Return what was there before the period, and what at its end, hamlet by hamlet.

    Before comes first: what arrives in between is new, and never less than nothing.
    """
    before: dict[UUID, Tally] = {}
    now: dict[UUID, Tally] = {}
    for start in range(0, len(ids), AT_ONCE):
        tell(start, len(ids))
        some, on = tuple(ids[start : start + AT_ONCE]), period.last_on
        before |= count(Inhabitants(some, on, up_to=period.first_on - DAY))
        now |= count(Inhabitants(some, on))
    return before, now


def reporting_hamlets(period: Period, commune: Unit) -> Iterable[Unit]:
    """Return the hamlets in force on the last day, and those with people still."""
    living = Residence.objects.on(period.last_on).filter(hamlet__parent=commune)
    there = Q(pk__in=period.hamlets_of(commune).order_by().values("pk"))
    held = Q(pk__in=living.order_by().values("hamlet"))
    hamlets = Unit.objects.hamlets().filter(parent=commune)
    return hamlets.filter(there | held).in_order()


def _period(period: Period) -> dict[str, Any]:
    days = {name: getattr(period, name) for name in ("first_on", "last_on", "due_on")}
    return {
        "id": str(period.pk),
        "kind": period.kind,
        "vi": period.title_vi,
        "en": period.title_en,
        **{name: day.isoformat() for name, day in days.items()},
    }


def _unit(unit: Unit) -> dict[str, Any]:
    return {"id": str(unit.pk), "code": unit.code, "name": str(unit)}


def _place(line: Line, before: Tally, courses: dict[str, Any]) -> dict[str, Any]:
    figures = {key: number or 0 for key, number in line.numbers.items()}
    for key in ("adults", "covered", "share"):
        figures[key] = line.numbers[key]
    for name in NEW:
        figures[f"new-{name}"] = getattr(line.tally, name) - getattr(before, name)
    for key in courses:
        started, completed = (f"{name}-{key}" for name in ("started", "completed"))
        figures.setdefault(started, 0)
        figures.setdefault(completed, 0)
        earlier = before.courses[UUID(key)].completed
        figures[f"new-{completed}"] = figures[completed] - earlier
    return {
        "id": str(line.unit.pk),
        "name": str(line.unit),
        "figures": figures,
        "adults_from": line.adults and _adults(line.adults),
    }


def _adults(adults: Adults) -> dict[str, Any]:
    return {
        "since": adults.since.isoformat(),
        "until": adults.until.isoformat(),
        "sources": list(adults.sources),
    }


def _courses(keys: Iterable[UUID]) -> dict[str, Any]:
    """Return code and title in each language of every course that is open or counted.

    One that has no page any more keeps its key for a name.
    """
    wanted = list(keys)
    found: dict[str, Any] = {str(key): {"code": "", "vi": "", "en": ""} for key in keys}
    for language in LANGUAGES:
        with override(language):
            for course in courses_of(wanted):
                row = found.setdefault(str(course.key), {})
                row |= {"code": course.code, language: course.title}
    return found


def _definitions() -> dict[str, Any]:
    """Return what each figure is called and counts, in each language, as of today."""
    said: dict[str, Any] = {}
    for language in LANGUAGES:
        with override(language):
            for column in INSIDE:
                words = {"label": str(column.label), "counts": str(column.counts)}
                said.setdefault(column.key, {})[language] = words
    return said


def day_of(content: Content, name: str) -> date:
    """Return a day of the period that a report is about."""
    return date.fromisoformat(content["period"][name])
