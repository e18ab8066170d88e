"""Where each commune lies, by the lists that come with the project."""

import csv
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from lms.communes.models import Unit
from lms.communes.plane import Spot, spot

FILES = "*-unit-positions-*.csv"
DATA = Path(__file__).parent / "data"


def spots_of(units: Iterable[Unit]) -> dict[UUID, Spot]:
    """Return a point inside each unit that the lists know, on the sheet of maps.

    A unit of another period may carry the same code and lie elsewhere: the first day
    has to be that of the list.
    """
    known = _spots()
    found = ((unit.pk, known.get((unit.code, unit.valid_from))) for unit in units)
    return {pk: place for pk, place in found if place}


@cache
def _spots() -> dict[tuple[str, date | None], Spot]:
    spots: dict[tuple[str, date | None], Spot] = {}
    for file in sorted(DATA.glob(FILES)):
        since = date.fromisoformat(file.stem[-10:])
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                where = spot(float(row["lon"]), float(row["lat"]))
                spots[row["commune_code"], since] = where
    return spots
