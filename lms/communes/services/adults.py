"""Entering how many adults live somewhere."""

from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from lms.communes.errors import CountedTomorrow, NoSuchNumberOfAdults, UnitNotInForce
from lms.communes.models import AdultCount, Kind, Unit
from lms.communes.services.tracing import as_on
from lms.lib.text import clean_line

# Far above any real place; a number beyond it has a digit too many.
_MOST_ADULTS = {Kind.HAMLET: 20_000, Kind.PROVINCE: 20_000_000}
_MOST_ELSEWHERE = 1_000_000


def enter_adult_count(
    unit: Unit,
    adults: int,
    *,
    counted_on: date,
    source: str,
    by: AbstractBaseUser,
    at: datetime,
) -> AdultCount:
    """Add the fact that so many adults lived in the unit that day; return it.

    Of a place that had another name that day it is a number of the place of then.
    Where the newest count of that day says just this, it is returned as it stands, so
    that a second press adds nothing.
    Raises: `NoSuchNumberOfAdults`, `CountedTomorrow`, `UnitNotInForce`, `TextError`.
    """
    source = clean_line(source, 200, required=True)
    if counted_on > timezone.localdate(at):
        raise CountedTomorrow
    unit = as_on(unit, counted_on) or unit
    check_adults(unit, adults, counted_on=counted_on)
    of_that_day = AdultCount.objects.filter(unit=unit, counted_on=counted_on)
    newest = of_that_day.order_by("entered_at", "pk").last()
    if newest and (newest.adults, newest.source) == (adults, source):
        return newest
    return AdultCount.objects.create(
        unit=unit,
        adults=adults,
        counted_on=counted_on,
        source=source,
        entered_by=by,
        entered_at=at,
    )


def check_adults(unit: Unit, adults: int, *, counted_on: date | None) -> None:
    """Raise `NoSuchNumberOfAdults` or `UnitNotInForce` where it cannot be right.

    Without a day, only the number is looked at.
    """
    if not 1 <= adults <= _MOST_ADULTS.get(unit.kind, _MOST_ELSEWHERE):
        raise NoSuchNumberOfAdults
    if counted_on and not unit.in_force_on(counted_on):
        raise UnitNotInForce
