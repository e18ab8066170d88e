"""Changes of many hamlets from one list: a line for each old and new hamlet."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from lms.communes.errors import CommunesError, LoadRefused, NoSuchHamlet, TooFew
from lms.communes.models import Unit
from lms.communes.services import (
    Change,
    merge_hamlets,
    move_hamlet,
    rename_hamlet,
    split_hamlet,
)
from lms.communes.services.hamlet_lists import Communes
from lms.communes.services.hamlets import hamlet_called
from lms.communes.tables import Row, day_of, read_table
from lms.dashboards.changing import Outcome, carry_out, recount_around
from lms.lib.text import TextError, spelling

_KNOWN_AS = {
    "ma_xa": "commune_code",
    "xa": "commune",
    "cu": "old",
    "ten_cu": "old",
    "moi": "new",
    "ten_moi": "new",
    "ma_xa_moi": "new_commune_code",
    "ngay": "on",
    "quyet_dinh": "source",
}
DAY = timedelta(days=1)

Group = list[Row]


@dataclass
class MergeReport:
    """What a list of changes did, change by change."""

    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def hamlets(self) -> list[Unit]:
        """Return the hamlets that ended or began."""
        changes = (each.change for each in self.outcomes)
        return [unit for change in changes for unit in (*change.olds, *change.news)]

    def sentences(self) -> list[str]:
        return [line for each in self.outcomes for line in each.sentences()]


def merge_units(path: Path, *, at: datetime, only_check: bool = False) -> MergeReport:
    """Carry out the changes of a list, the earliest first; all of them, or none.

    Columns: commune_code or commune, old, new, on, and perhaps new_commune_code and
    source. Several lines with one new hamlet merge, several with one old divide.
    Raises: ``FileUnreadable`` or ``LoadRefused``, and then nothing was written.
    """
    names = ["commune_code", "commune"]
    rows = read_table(path, ["old", "new", "on"], _KNOWN_AS, one_of=[names])
    report, refused = MergeReport(), []
    with transaction.atomic():
        communes = Communes.of(timezone.localdate(at))
        for group in _groups(rows):
            try:
                make = _change(group, communes)
                make = partial(make, source=group[0].get("source"), at=at)
                report.outcomes.append(carry_out(make, at=at, counts=False))
            except (CommunesError, TextError) as problem:
                refused.append(group[0].problem(problem.for_resident))
        if refused:
            raise LoadRefused(refused)
        if not only_check:
            recount_around(report.hamlets, at=at)
        transaction.set_rollback(only_check)
    return report


def _groups(rows: list[Row]) -> list[Group]:
    """Return the lines that are one change together, by day and then as they stand."""
    divided = Counter(_key(row, "old") for row in rows)
    groups: dict[tuple, Group] = {}
    for row in rows:
        side = "old" if divided[_key(row, "old")] > 1 else "new"
        groups.setdefault((side, *_key(row, side)), []).append(row)
    return sorted(groups.values(), key=lambda group: _sort_day(group[0]))


def _key(row: Row, side: str) -> tuple[str, ...]:
    place = row.get("commune_code"), spelling(row.get("commune"))
    return *place, row["on"], spelling(row[side])


def _sort_day(row: Row) -> date:
    try:
        return day_of(row["on"])
    except CommunesError:
        return date.max  # refused later, with its line


def _change(group: Group, communes: Communes) -> Callable[..., Change]:
    """Return the service that makes this change, waiting for who and when."""
    first, on = group[0], day_of(group[0]["on"])
    commune = communes.named_in(first)
    olds = list(dict.fromkeys(_old(row, commune, on) for row in group))
    news = list(dict.fromkeys(row["new"] for row in group))
    if len(news) > 1:
        return partial(split_hamlet, olds[0], news, on=on)
    if len(olds) > 1:
        return partial(merge_hamlets, olds, news[0], on=on)
    if len(group) > 1:
        raise TooFew
    if code := first.get("new_commune_code"):
        into = communes.by_code_on(code, on)
        return partial(move_hamlet, olds[0], into, name=news[0], on=on)
    return partial(rename_hamlet, olds[0], news[0], on=on)


def _old(row: Row, commune: Unit, on: date) -> Unit:
    found = hamlet_called(row["old"], commune, on=on - DAY)
    if found is None:
        raise NoSuchHamlet(row["old"], commune.label)
    return found
