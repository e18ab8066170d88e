"""Hamlets from a list: the owner's own, for want of an official one."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Self

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.communes.errors import (
    AlreadyEnded,
    CommunesError,
    LoadRefused,
    NoSuchCommune,
    NoSuchCommuneName,
    SeveralCommunes,
)
from lms.communes.models import Share, Unit
from lms.communes.reports import HamletReport
from lms.communes.services.hamlets import Named, by_name, hold_names, named, new_hamlet
from lms.communes.services.settling import carry_over_hamlets, hamlets_waiting
from lms.communes.tables import Row, day_of, read_table
from lms.lib.text import TextError, clean_line, spelling

_COLUMNS = ["name"]
_ONE_OF = ["commune_code", "commune"]
_KNOWN_AS = {
    "ma_xa": "commune_code",
    "xa": "commune",
    "ten_xa": "commune",
    "commune_name": "commune",
    "huyen": "district",
    "ngay": "valid_on",
    "loai": "kind_word",
    "ten": "name",
    "hamlet": "name",
    "hamlet_name": "name",
    "ten_xom": "name",
}


@dataclass
class Communes:
    """The communes of all times, to be found by code or by name as lists have them."""

    today: date
    by_code: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, today: date) -> Self:
        found = cls(today)
        for commune in Unit.objects.communes().with_address():
            found.by_code[commune.code].append(commune)
            also = commune.also_written
            names = [commune.name, commune.label, also, f"{commune.kind_word} {also}"]
            for name in {spelling(name) for name in names}:
                found.by_name[name].append(commune)
        return found

    def named_in(self, row: Row) -> Unit:
        """Return the commune of a row: that of its day, else of today, else former.

        By its code, or by its name and perhaps its former district.
        Raises: `NoSuchCommune`, `NoSuchCommuneName`, `SeveralCommunes`.
        """
        code, name = row.get("commune_code"), clean_line(row.get("commune"), 80)
        if code or not name:  # Excel takes leading zeros away: all have five digits
            day = day_of(row.get("valid_on")) if row.get("valid_on") else self.today
            found = self.by_code[code.zfill(5)] if code else []
            found = [each for each in found if each.in_force_on(day)]
        else:
            found = self._by_name(row, name)
        if not found:
            raise NoSuchCommune(code) if code or not name else NoSuchCommuneName(name)
        if len(found) > 1:
            raise SeveralCommunes(name)
        return found[0]

    def by_code_on(self, code: str, day: date) -> Unit:
        """Return the commune that has this code on that day; raise otherwise."""
        for commune in self.by_code[code.zfill(5)]:
            if commune.in_force_on(day):
                return commune
        raise NoSuchCommune(code)

    def _by_name(self, row: Row, name: str) -> list[Unit]:
        found = self.by_name.get(spelling(name), [])
        if district := spelling(row.get("district")):
            return [each for each in found if _lies_in(each, district)]
        day = day_of(row.get("valid_on")) if row.get("valid_on") else self.today
        return [each for each in found if each.in_force_on(day)] or found


def _lies_in(commune: Unit, district: str) -> bool:
    above = commune.parent
    return bool(above) and district in {spelling(above.name), spelling(above.label)}


def load_hamlets(
    path: Path, *, at: datetime, only_check: bool = False, skip_refused: bool = False
) -> HamletReport:
    """Add the hamlets of a list to their communes; return what was done.

    Columns: commune_code, or commune with perhaps district; valid_on, the day of a
    list of the past; kind_word; name. Hamlets of a commune that has gone over whole go
    over with it; those of a divided one wait. All or nothing, unless ``skip_refused``:
    then the good lines are loaded, and the others stand in the report. A second run
    changes nothing; a hamlet that stands in no line is left alone.
    Raises: ``FileUnreadable`` or ``LoadRefused``, and then nothing was written.
    """
    rows = read_table(path, _COLUMNS, _KNOWN_AS, one_of=[_ONE_OF])
    report = HamletReport(only_checked=only_check)
    with transaction.atomic():
        hold_names(Unit.objects.communes().values_list("pk", flat=True))
        wanted = _read(rows, timezone.localdate(at), report)
        if report.refused and not skip_refused:
            raise LoadRefused(report.refused)
        _write(wanted, report)
        _carry_over(wanted, report, at=at)
        transaction.set_rollback(only_check)
    return report


def _read(
    rows: list[Row], today: date, report: HamletReport
) -> list[tuple[Unit, Unit | None]]:
    """Return the hamlet of each good line, and the one of that name already there.

    The other lines stand in the report.
    """
    communes, earlier = Communes.of(today), set()
    known = by_name(Unit.objects.all())
    wanted = []
    for row in rows:
        try:
            hamlet = _hamlet(row, communes)
            there = _there(hamlet, known)
        except (CommunesError, TextError) as problem:
            report.refused.append(row.problem(problem.for_resident))
            continue
        if named(hamlet) in earlier:
            sentence = _("%(hamlet)s stands in an earlier line for this commune.")
            report.refused.append(row.problem(sentence % {"hamlet": hamlet}))
            continue
        earlier.add(named(hamlet))
        wanted.append((hamlet, there))
    return wanted


def _hamlet(row: Row, communes: Communes) -> Unit:
    commune = communes.named_in(row)
    word, begins = row.get("kind_word"), commune.valid_from
    return new_hamlet(commune, row["name"], kind_word=word, valid_from=begins)


def _there(hamlet: Unit, known: dict[Named, Unit]) -> Unit | None:
    """Return the hamlet of that name, and refuse one that has ended since.

    An old list must not bring back what was renamed or merged.
    """
    there = known.get(named(hamlet))
    if there and there.valid_until and there.valid_until != hamlet.valid_until:
        raise AlreadyEnded(str(there), f"{there.valid_until:%d/%m/%Y}")
    return there


def _write(wanted: list[tuple[Unit, Unit | None]], report: HamletReport) -> None:
    new = [hamlet for hamlet, there in wanted if there is None]
    respelt = []
    for hamlet, there in wanted:
        if there and there.name != hamlet.name:
            there.name = hamlet.name
            respelt.append(there)
    Unit.objects.bulk_create(new, batch_size=500)
    for hamlet in respelt:
        hamlet.save()
    report.added, report.corrected = len(new), len(respelt)
    report.unchanged = len(wanted) - len(new) - len(respelt)
    report.communes = len({hamlet.parent_id for hamlet, _there in wanted})


def _carry_over(
    wanted: list[tuple[Unit, Unit | None]], report: HamletReport, *, at: datetime
) -> None:
    """Let hamlets of former communes follow them; put those that wait in the report."""
    former = {hamlet.parent for hamlet, _there in wanted if hamlet.valid_until}
    whole = Unit.objects.filter(pk__in=[each.pk for each in former])
    for commune in whole.filter(successions__share=Share.WHOLE).in_order():
        report.carried += len(carry_over_hamlets(commune, at=at).pairs)
    left = hamlets_waiting().filter(parent__in=former)
    report.waiting = [f"{each} ({each.parent.label})" for each in left]
