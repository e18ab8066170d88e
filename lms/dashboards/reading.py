"""What the commune's page and the province's page show, read from roll-ups only."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from courses.models import CoursePage
from lms.communes.models import Unit, UnitQuerySet
from lms.communes.population import adults_known
from lms.dashboards.above import hide_in_commune, hide_in_province
from lms.dashboards.adding_up import (
    coverage_kept,
    hamlet_lines,
    line_kept,
    line_together,
)
from lms.dashboards.counting import Tally
from lms.dashboards.models import Rollup
from lms.dashboards.reports import Course, Line, Report
from lms.dashboards.rollups import counted_at, rollups_of


def report_on_commune(commune: Unit, *, on: date, from_above: bool = False) -> Report:
    """Return a commune's figures by hamlet; small ones hidden where seen from above."""
    hamlets = _with_people(Unit.objects.hamlets().filter(parent=commune), on=on)
    adults = adults_known([commune, *hamlets], on=on, whole=commune)
    rollups = rollups_of((each.pk for each in [commune, *hamlets]), whole=True)
    homes = coverage_kept(rollups.pop(commune.pk, None))
    tallies = {pk: Tally.from_json(each.counts) for pk, each in rollups.items()}
    lines = hamlet_lines(hamlets, tallies, adults)
    total = line_together(commune, lines, adults.get(commune.pk))
    total = replace(total, coverage=homes)
    report = _report(commune, lines, total, rollups, on=on)
    report.apart = {pk: each.breakdowns for pk, each in rollups.items()}
    if from_above:
        province = report_on_province(commune.parent, on=on)
        hide_in_commune(report, province.line_of(commune))
    return report


def report_on_province(province: Unit, *, on: date) -> Report:
    """Return a province's figures by commune, small ones hidden.

    Communes whose hamlets nobody has entered yet are left out: nothing can be there.
    """
    below = Unit.objects.communes().filter(parent=province, rollup__isnull=False)
    communes = _with_people(below, on=on)
    rollups = rollups_of([province.pk, *(each.pk for each in communes)])
    total = line_kept(province, rollups.pop(province.pk, None))
    lines = [line_kept(each, rollups[each.pk]) for each in communes]
    report = _report(province, lines, total, rollups, on=on)
    hide_in_province(report, {pk: each.given_away for pk, each in rollups.items()})
    return report


def _report(
    unit: Unit,
    lines: list[Line],
    total: Line,
    rollups: dict[UUID, Rollup],
    *,
    on: date,
) -> Report:
    moment = counted_at(rollups.values())
    return Report(unit, lines, total, courses_of(total.tally.courses), moment, on)


def _with_people(units: UnitQuerySet, *, on: date) -> list[Unit]:
    """Return the units in force in Vietnamese order, with those that ended but hold
    people of whom nobody has said yet where they belong now."""
    still = units.filter(rollup__counts__registered__gt=0)
    there = Q(pk__in=units.on(on).values("pk")) | Q(pk__in=still.values("pk"))
    return list(units.filter(there).in_order())


def courses_of(keys: Iterable[UUID]) -> list[Course]:
    """Return the courses that are open, and those of these keys even if they are not.

    Of a course's languages that of the screen is taken, else one that is open.
    """
    wanted = Q(live=True) | Q(translation_key__in=list(keys))
    pages = CoursePage.objects.filter(wanted).select_related("locale")
    language = get_language()
    found: dict[UUID, CoursePage] = {}
    best_last = sorted(
        pages, key=lambda page: (page.locale.language_code == language, page.live)
    )
    for page in best_last:
        found[page.translation_key] = page
    by_code = sorted(found.values(), key=lambda page: (page.code, page.title))
    return [Course(page.translation_key, page.code, page.title) for page in by_code]
