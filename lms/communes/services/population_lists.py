"""Adults, or households, per hamlet or commune from a list, with source and day."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from lms.communes.errors import (
    CommunesError,
    LoadRefused,
    NoNumberGiven,
    NoSuchHamlet,
    NumberUnread,
)
from lms.communes.models import Unit
from lms.communes.models.adults import PlaceCount
from lms.communes.reports import PopulationReport
from lms.communes.services.adults import enter_adult_count, enter_household_count
from lms.communes.services.hamlet_lists import Communes
from lms.communes.services.hamlets import hamlet_known_as
from lms.communes.tables import Row, day_of, read_table
from lms.lib.numbers import NumberError, whole_number
from lms.lib.text import TextError

_KNOWN_AS = {
    "ma_xa": "commune_code",
    "xa": "commune",
    "ten_xa": "commune",
    "huyen": "district",
    "xom": "hamlet",
    "ten_xom": "hamlet",
    "nguoi_lon": "adults",
    "so_ho": "households",
    "ho": "households",
    "counted_on": "valid_on",
    "ngay": "valid_on",
    "nguon": "source",
}

_ENTER = {"adults": enter_adult_count, "households": enter_household_count}


def load_population(
    path: Path,
    *,
    by: AbstractBaseUser,
    at: datetime,
    source: str = "",
    only_check: bool = False,
    skip_refused: bool = False,
) -> PopulationReport:
    """Enter the adults and households of a list; return what was done.

    Columns: commune_code, or commune with perhaps district; hamlet, empty for the
    commune as a whole; adults, households, or both; counted_on; source, or one for all.
    All or nothing, unless ``skip_refused``. A second run adds nothing.
    Raises: ``FileUnreadable`` or ``LoadRefused``, and then nothing was written.
    """
    one_of = [("commune_code", "commune"), tuple(_ENTER)]
    rows = read_table(path, ["valid_on"], _KNOWN_AS, one_of=one_of)
    report = PopulationReport(only_checked=only_check)
    with transaction.atomic():
        communes = Communes.of(timezone.localdate(at))
        for row in rows:
            try:
                counts = _enter(row, communes, source, by, at)
            except (CommunesError, TextError) as problem:
                report.refused.append(row.problem(problem.for_resident))
                continue
            for count in counts:
                report.take(count, is_new=count.entered_at == at)
        if report.refused and not skip_refused:
            raise LoadRefused(report.refused)
        transaction.set_rollback(only_check)
    return report


@transaction.atomic
def _enter(
    row: Row, communes: Communes, source: str, by: AbstractBaseUser, at: datetime
) -> list[PlaceCount]:
    """Return the counts of a row: one or both, all of them kept or none."""
    unit = _unit(row, communes)
    about: dict[str, Any] = {"counted_on": day_of(row["valid_on"]), "by": by, "at": at}
    about["source"] = row.get("source") or source
    given = [column for column in _ENTER if row.get(column)]
    if not given:
        raise NoNumberGiven
    return [_ENTER[each](unit, _number(row, each), **about) for each in given]


def _unit(row: Row, communes: Communes) -> Unit:
    """Return the hamlet of a row as it was on its day, or the commune as a whole."""
    commune, name = communes.named_in(row), row.get("hamlet")
    if not name:
        return commune
    found = hamlet_known_as(name, commune, on=day_of(row["valid_on"]))
    if found is None:
        raise NoSuchHamlet(name, commune.label)
    return found


def _number(row: Row, column: str) -> int:
    """Return the number in a column. Raises: `NumberUnread`, which names it."""
    try:
        return whole_number(row[column])
    except NumberError as problem:
        raise NumberUnread(column, row[column], problem.for_resident) from problem
