"""Takes out of a report what is not to be seen by whoever looks from above."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from lms.dashboards.counting import COUNTS_OF_PEOPLE
from lms.dashboards.figures import HOW
from lms.dashboards.hiding import SMALL, gives_away, hidden_in, is_small
from lms.dashboards.household_figures import (
    HOUSEHOLDS,
    HOUSEHOLDS_COVERED,
    HOUSEHOLDS_SHARE,
)
from lms.dashboards.reports import Line, Report

_PEOPLE = [*COUNTS_OF_PEOPLE]


def told_by(hamlets: list[Line]) -> set[str]:
    """Return the counts of a commune that would tell of a single hamlet in it."""
    keys = {key for line in hamlets for key in line.numbers if _counts_people(key)}
    return {k for k in keys if gives_away([hamlet.number(k) for hamlet in hamlets])}


def hide_in_province(report: Report, told: Mapping[UUID, Collection[str]]) -> None:
    """Hide small counts of communes, and those ``told`` that tell of a hamlet."""
    for key in _hide(report):
        column = _column(report.lines, key)
        counts = column.values()
        also = [commune for commune, keys in told.items() if key in keys]
        total_shown = not is_small(sum(counts)) and not gives_away(counts)
        hidden = hidden_in(column, total_shown=total_shown, also=also)
        _mark(report.lines, key, hidden)
        if not total_shown or len(hidden) == 1:
            report.total.hidden.add(key)
    _hide_shares(report)


def hide_in_commune(report: Report, seen: Line | None) -> None:
    """Hide small counts of hamlets; ``seen`` is the commune as the province sees it."""
    report.total.hidden |= seen.hidden if seen else set()
    for key in _hide(report):
        column = _column(report.lines, key)
        total_shown = key not in report.total.hidden
        _mark(report.lines, key, hidden_in(column, total_shown=total_shown))
    _hide_shares(report)


def _hide(report: Report) -> list[str]:
    """Say that a report is seen from above; return the keys of what counts people."""
    report.from_above = True
    for line in [*report.lines, report.total]:
        line.hidden |= {key for key in line.numbers if _says_how(key)}
    of_courses = [column.key for each in report.courses for column in each.columns]
    return [*_PEOPLE, *of_courses]


def _counts_people(key: str) -> bool:
    return key in _PEOPLE or key.startswith(("started-", "completed-"))


def _says_how(key: str) -> bool:
    """Return whether it says how courses were completed: shown as a total alone."""
    return key.partition("-")[0] in {each.key for each in HOW}


def _column(lines: Iterable[Line], key: str) -> dict[UUID, int]:
    return {line.unit.pk: line.number(key) for line in lines}


def _mark(lines: Iterable[Line], key: str, hidden: set[UUID]) -> None:
    for line in lines:
        if line.unit.pk in hidden:
            line.hidden.add(key)


def _hide_shares(report: Report) -> None:
    """Hide what would tell how few adults are certified, or how few younger people.

    Of many adults, a share in whole per cent tells neither.
    """
    for line in [*report.lines, report.total]:
        _hide_households(line)
        young = line.tally.certified - line.tally.certified_adults
        if "certified_adults" not in line.hidden and not is_small(young):
            continue
        line.hidden.add("covered")
        if line.adults and line.adults.number < 100 * SMALL:
            line.hidden.add("share")


def _hide_households(line: Line) -> None:
    """Hide what would tell how few households a share is made of, or leaves out.

    Where only some hamlets are counted, theirs together could be set against those of
    each hamlet, so that a hidden one follows.
    """
    homes = line.coverage
    elsewhere = line.number(HOUSEHOLDS.key) - homes.covered  # where nobody counted
    tells = is_small(homes.covered) or elsewhere > 0
    if not tells and HOUSEHOLDS.key not in line.hidden:
        return
    line.hidden.add(HOUSEHOLDS_COVERED)
    if homes.known and homes.known.number < 100 * SMALL:
        line.hidden.add(HOUSEHOLDS_SHARE.key)
