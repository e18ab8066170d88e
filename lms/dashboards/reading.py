"""What the commune's page and the province's page show, read from roll-ups only."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language

from courses.models import CoursePage
from lms.communes.models import Unit
from lms.communes.population import Adults, adults_known
from lms.communes.population import together as all_adults
from lms.dashboards.above import hide_in_commune, hide_in_province
from lms.dashboards.counting import Tally, together
from lms.dashboards.reports import Course, Line, Report
from lms.dashboards.rollups import counted_at, tallies_kept


def report_on_commune(commune: Unit, *, on: date, from_above: bool = False) -> Report:
    """Return a commune's figures by hamlet; small ones hidden where seen from above."""
    hamlets = _hamlets(commune, on=on)
    adults = adults_known([commune, *hamlets], on=on)
    lines = _hamlet_lines(hamlets, adults)
    total = _together(commune, lines, adults.get(commune.pk))
    report = _report(commune, lines, total, lines, on=on)
    if from_above:
        province = report_on_province(commune.parent, on=on)
        hide_in_commune(report, province.line_of(commune))
    return report


def report_on_province(province: Unit, *, on: date) -> Report:
    """Return a province's figures by commune, small ones hidden.

    Communes whose hamlets nobody has entered yet are left out: nothing can be there.
    """
    hamlets = _hamlets(province, on=on)
    communes = Unit.objects.filter(pk__in={each.parent_id for each in hamlets})
    in_order = list(communes.in_order())
    adults = adults_known([*in_order, *hamlets], on=on)
    of_hamlets = _hamlet_lines(hamlets, adults)
    inside: dict[UUID, list[Line]] = {each.pk: [] for each in in_order}
    for line in of_hamlets:
        inside[line.unit.parent_id].append(line)
    lines = [_together(each, inside[each.pk], adults.get(each.pk)) for each in in_order]
    total = _together(province, lines, None)
    report = _report(province, lines, total, of_hamlets, on=on)
    hide_in_province(report, inside)
    return report


def _report(
    unit: Unit, lines: list[Line], total: Line, hamlets: list[Line], *, on: date
) -> Report:
    moment = counted_at(each.unit.pk for each in hamlets)
    return Report(unit, lines, total, courses_of(total.tally.courses), moment, on)


def _hamlets(unit: Unit, *, on: date) -> list[Unit]:
    """Return the hamlets in force below a unit, in Vietnamese order."""
    return list(Unit.objects.on(on).hamlets().within(unit).in_order())


def _hamlet_lines(hamlets: list[Unit], adults: dict[UUID, Adults]) -> list[Line]:
    tallies = tallies_kept(hamlet.pk for hamlet in hamlets)
    lines = []
    for hamlet in hamlets:
        tally, known = tallies.get(hamlet.pk, Tally()), adults.get(hamlet.pk)
        covered = tally.certified_adults if known else 0
        lines.append(Line(hamlet, tally, known, covered, counted=int(bool(known))))
    return lines


def _together(unit: Unit, lines: list[Line], own: Adults | None) -> Line:
    """Return one line for several places.

    Set against the adults of all of them; where one is not known, against the unit's
    ``own`` count; where there is none, it says for how many places they are known.
    """
    tally = together(line.tally for line in lines)
    known = [line for line in lines if line.adults]
    counted, of = sum(line.counted for line in lines), sum(line.of for line in lines)
    if own and counted < of:
        return Line(unit, tally, own, tally.certified_adults, counted=of, of=of)
    adults = all_adults(line.adults for line in known if line.adults)
    covered = sum(line.covered for line in known)
    return Line(unit, tally, adults, covered, counted, of)


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
