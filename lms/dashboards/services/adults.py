"""Takes down how many adults, or households, several places have, from one list."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from django.db import transaction
from django.utils.timezone import localdate

from lms.accounts.models import User
from lms.communes.errors import CommunesError
from lms.communes.models import Unit
from lms.communes.models.adults import PlaceCount
from lms.communes.services import enter_adult_count, enter_household_count
from lms.dashboards.errors import EntryRefused
from lms.dashboards.services.following import communes_counting
from lms.dashboards.services.rollups import add_up

Count = TypeVar("Count", bound=PlaceCount)


@transaction.atomic
def enter_adults(
    numbers: Iterable[tuple[Unit, int]],
    *,
    counted_on: date,
    source: str,
    by: User,
    at: datetime,
    enter: Callable[..., Count] = enter_adult_count,
) -> list[Count]:
    """Return the new counts of several places from one list: all of them, or none.

    Raises: `EntryRefused` for the first number that is not accepted.
    """
    entered = []
    for unit, number in numbers:
        try:
            count = enter(
                unit, number, counted_on=counted_on, source=source, by=by, at=at
            )
        except CommunesError as problem:
            raise EntryRefused(unit, problem) from problem
        entered.append(count)
    places = (count.unit for count in entered)
    add_up(communes_counting(places, on=localdate(at)), at=at)
    return entered


enter_households = partial(enter_adults, enter=enter_household_count)
