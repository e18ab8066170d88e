"""Adults, and households, per hamlet or commune from a list, with source and day."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from lms.communes.errors import (
    CommunesError,
    LoadRefused,
    NoSuchHamlet,
    NoSuchNumberOfAdults,
    NoSuchNumberOfHouseholds,
)
from lms.communes.models import Unit
from lms.communes.models.adults import PlaceCount
from lms.communes.reports import PopulationReport
from lms.communes.services.adults import enter_adult_count, enter_household_count
from lms.communes.services.hamlet_lists import Communes
from lms.communes.services.hamlets import hamlet_known_as
from lms.communes.tables import Row, day_of, read_table
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

_WHOLE = re.compile(r"[0-9]{1,9}|[0-9]{1,3}([. \u00a0][0-9]{3}){1,2}")


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
    commune as a whole; adults; households, if any; counted_on; source, or one for all.
    All or nothing, unless ``skip_refused``. A second run adds nothing.
    Raises: ``FileUnreadable`` or ``LoadRefused``, and then nothing was written.
    """
    columns = ["adults", "valid_on"]
    names = ["commune_code", "commune"]
    rows = read_table(path, columns, _KNOWN_AS, one_of=names)
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
    """Return the counts of a row, both of them kept or none."""
    unit = _unit(row, communes)
    about: dict[str, Any] = {"counted_on": day_of(row["valid_on"]), "by": by, "at": at}
    about["source"] = row.get("source") or source
    adults = _number(row["adults"], NoSuchNumberOfAdults)
    counts: list[PlaceCount] = [enter_adult_count(unit, adults, **about)]
    if typed := row.get("households"):
        households = _number(typed, NoSuchNumberOfHouseholds)
        counts.append(enter_household_count(unit, households, **about))
    return counts


def _unit(row: Row, communes: Communes) -> Unit:
    """Return the hamlet of a row as it was on its day, or the commune as a whole."""
    commune, name = communes.named_in(row), row.get("hamlet")
    if not name:
        return commune
    found = hamlet_known_as(name, commune, on=day_of(row["valid_on"]))
    if found is None:
        raise NoSuchHamlet(name, commune.label)
    return found


def _number(typed: str, refusal: type[CommunesError]) -> int:
    """Return a whole number; in Vietnamese, points part the thousands.

    Only where they stand before three digits: 215.0 is not 2150.
    """
    if not _WHOLE.fullmatch(typed):
        raise refusal
    return int(re.sub(r"\D", "", typed))
