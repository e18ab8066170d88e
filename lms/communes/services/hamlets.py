"""Hamlets: the owner's own list, for want of an official one."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.communes.errors import (
    CommunesError,
    LoadRefused,
    NoSuchCommune,
    NotInACommune,
    UnitNotInForce,
    UnknownKindWord,
)
from lms.communes.models import COMMUNE_KINDS, KIND_WORDS, Kind, Unit
from lms.communes.reports import HamletReport
from lms.communes.tables import Row, read_table
from lms.lib.text import TextError, clean_line, spelling

_COLUMNS = ["commune_code", "kind_word", "name"]
_KNOWN_AS = {
    "ma_xa": "commune_code",
    "loai": "kind_word",
    "ten": "name",
    "hamlet": "name",
    "hamlet_name": "name",
    "ten_xom": "name",
}
_WORDS = KIND_WORDS[Kind.HAMLET]
# The longer words first: "tiểu khu" is no hamlet called "khu".
_WORD_IN_FRONT = re.compile(
    "({}) +".format("|".join(sorted(_WORDS, key=len, reverse=True))), re.IGNORECASE
)

Named = tuple[UUID, str, str]  # the commune, the word, the spelling of the name


@dataclass
class _Register:
    """The communes of today by code, and their hamlets by name."""

    communes: dict[str, Unit]
    hamlets: dict[Named, Unit]

    @classmethod
    def of(cls, day: date) -> "_Register":
        communes = Unit.objects.on(day).communes()
        hamlets = Unit.objects.on(day).hamlets()
        return cls(
            {commune.code: commune for commune in communes},
            {_named(hamlet): hamlet for hamlet in hamlets},
        )


@transaction.atomic
def add_hamlet(commune: Unit, name: str, *, kind_word: str = "", at: datetime) -> Unit:
    """Add a hamlet to a commune of today and return it, or the one there by that name.

    The word before the name may stand in the name: *Xóm Mẫu*.
    Raises: `NotInACommune`, `UnitNotInForce`, `UnknownKindWord`, `TextError`.
    """
    today = timezone.localdate(at)
    if not commune.in_force_on(today):
        raise UnitNotInForce
    wanted = _hamlet(commune, kind_word, name)
    there = Unit.objects.on(today).hamlets().filter(parent=commune)
    same = (hamlet for hamlet in there if _named(hamlet) == _named(wanted))
    found = next(same, None)
    if found is None:
        wanted.save()
    return found or wanted


def load_hamlets(
    path: Path, *, at: datetime, only_check: bool = False, skip_refused: bool = False
) -> HamletReport:
    """Add the hamlets of a CSV file to the communes of today; return what was done.

    Columns: commune_code, kind_word, name. All or nothing, unless ``skip_refused``:
    then the good lines are loaded, and the others stand in the report. A second run
    changes nothing; a hamlet that stands in no line is left alone.
    Raises: ``FileUnreadable`` or ``LoadRefused``, and then nothing was written.
    """
    rows = read_table(path, _COLUMNS, _KNOWN_AS)
    report = HamletReport(only_checked=only_check)
    with transaction.atomic():
        register = _Register.of(timezone.localdate(at))
        wanted = _read(rows, register, report)
        if report.refused and not skip_refused:
            raise LoadRefused(report.refused)
        _write(wanted, register, report)
        transaction.set_rollback(only_check)
    return report


def _read(
    rows: list[Row], register: _Register, report: HamletReport
) -> dict[Named, Unit]:
    """Return the hamlets of the good lines; put the others into the report."""
    wanted: dict[Named, Unit] = {}
    for row in rows:
        try:
            hamlet = _hamlet(_commune(row, register), row["kind_word"], row["name"])
        except (CommunesError, TextError) as problem:
            report.refused.append(row.problem(problem.for_resident))
            continue
        if wanted.setdefault(_named(hamlet), hamlet) is not hamlet:
            sentence = _("%(hamlet)s stands in an earlier line for this commune.")
            report.refused.append(row.problem(sentence % {"hamlet": hamlet}))
    return wanted


def _write(
    wanted: dict[Named, Unit], register: _Register, report: HamletReport
) -> None:
    new, respelt = [], []
    for named, hamlet in wanted.items():
        known = register.hamlets.get(named)
        if known is None:
            new.append(hamlet)
        elif known.name != hamlet.name:
            known.name = hamlet.name
            respelt.append(known)
    Unit.objects.bulk_create(new, batch_size=500)
    for hamlet in respelt:
        hamlet.save()
    report.added, report.corrected = len(new), len(respelt)
    report.unchanged = len(wanted) - len(new) - len(respelt)
    report.communes = len({hamlet.parent_id for hamlet in wanted.values()})


def _commune(row: Row, register: _Register) -> Unit:
    """Return the commune of a row. Excel takes leading zeros away: all have five."""
    code = row["commune_code"]
    commune = register.communes.get(code.zfill(5) if code else "")
    if commune is None:
        raise NoSuchCommune(code)
    return commune


def _hamlet(commune: Unit, kind_word: str, name: str) -> Unit:
    """Return a new hamlet, not saved, in force for as long as its commune has been."""
    if commune.kind not in COMMUNE_KINDS:
        raise NotInACommune
    name = clean_line(name, 80, required=True)
    word = clean_line(kind_word, 20).lower()
    in_front = _WORD_IN_FRONT.match(name)
    if in_front and word in {"", in_front[1].lower()}:
        word, name = in_front[1].lower(), name[in_front.end() :]
    if word not in _WORDS:
        raise UnknownKindWord(_WORDS)
    hamlet = Unit(
        kind=Kind.HAMLET,
        kind_word=word,
        name=name,
        parent=commune,
        valid_from=commune.valid_from,
    )
    hamlet.derive()
    return hamlet


def _named(hamlet: Unit) -> Named:
    return hamlet.parent_id, hamlet.kind_word, spelling(hamlet.name)
