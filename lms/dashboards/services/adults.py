"""Takes down how many adults live in several places, from one list."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from lms.accounts.models import User
from lms.communes.errors import CommunesError
from lms.communes.models import AdultCount, Kind, Unit
from lms.communes.services import enter_adult_count
from lms.dashboards.errors import EntryRefused
from lms.dashboards.services.rollups import add_up


@transaction.atomic
def enter_adults(
    numbers: Iterable[tuple[Unit, int]],
    *,
    counted_on: date,
    source: str,
    by: User,
    at: datetime,
) -> list[AdultCount]:
    """Return the new counts of several places from one list: all of them, or none.

    Raises: `EntryRefused` for the first number that is not accepted.
    """
    entered = []
    for unit, adults in numbers:
        try:
            count = enter_adult_count(
                unit, adults, counted_on=counted_on, source=source, by=by, at=at
            )
        except CommunesError as problem:
            raise EntryRefused(unit, problem) from problem
        entered.append(count)
    places = (count.unit for count in entered)
    add_up({u.parent_id if u.kind == Kind.HAMLET else u.pk for u in places}, at=at)
    return entered
