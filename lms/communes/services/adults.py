"""Entering how many adults, or households, there are somewhere."""

from datetime import date, datetime
from typing import TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from lms.communes.errors import (
    CountedTomorrow,
    NoSuchNumberOfAdults,
    NoSuchNumberOfHouseholds,
    UnitNotInForce,
)
from lms.communes.models import AdultCount, HouseholdCount, Kind, Unit
from lms.communes.models.adults import PlaceCount
from lms.communes.services.tracing import as_on
from lms.lib.text import clean_line

# Far above any real place; a number beyond it has a digit too many.
_MOST = {Kind.HAMLET: 20_000, Kind.PROVINCE: 20_000_000}
_MOST_ELSEWHERE = 1_000_000

Count = TypeVar("Count", bound=PlaceCount)


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

    As `_enter` does it. Raises: `NoSuchNumberOfAdults` besides.
    """
    unit = _of_then(unit, counted_on, at=at)
    check_adults(unit, adults, counted_on=counted_on)
    about = AdultCount(unit=unit, adults=adults, counted_on=counted_on)
    return _enter(about, source, by=by, at=at)


def enter_household_count(
    unit: Unit,
    households: int,
    *,
    counted_on: date,
    source: str,
    by: AbstractBaseUser,
    at: datetime,
) -> HouseholdCount:
    """Add the fact that there were so many households in the unit that day; return it.

    As `_enter` does it. Raises: `NoSuchNumberOfHouseholds` besides.
    """
    unit = _of_then(unit, counted_on, at=at)
    check_households(unit, households, counted_on=counted_on)
    about = HouseholdCount(unit=unit, households=households, counted_on=counted_on)
    return _enter(about, source, by=by, at=at)


def _of_then(unit: Unit, day: date, *, at: datetime) -> Unit:
    """Return the place of then, where it had another name that day."""
    if day > timezone.localdate(at):
        raise CountedTomorrow
    return as_on(unit, day) or unit


def _enter(count: Count, source: str, *, by: AbstractBaseUser, at: datetime) -> Count:
    """Keep the count and return it.

    Of a place that had another name that day it is a number of the place of then.
    Where the newest count of that day says just this, it is returned as it stands, so
    that a second press adds nothing.
    Raises: `CountedTomorrow`, `UnitNotInForce`, `TextError`.
    """
    count.source = clean_line(source, 200, required=True)
    known = type(count).objects.filter(unit=count.unit, counted_on=count.counted_on)
    newest = known.order_by("entered_at", "pk").last()
    if newest and (newest.number, newest.source) == (count.number, count.source):
        return newest
    count.entered_by, count.entered_at = by, at
    count.save(force_insert=True)
    return count


def check_adults(unit: Unit, adults: int, *, counted_on: date | None) -> None:
    """Raise `NoSuchNumberOfAdults` or `UnitNotInForce` where it cannot be right.

    Without a day, only the number is looked at.
    """
    if not _possible(unit, adults):
        raise NoSuchNumberOfAdults
    if counted_on and not unit.in_force_on(counted_on):
        raise UnitNotInForce


def check_households(unit: Unit, households: int, *, counted_on: date | None) -> None:
    """Raise `NoSuchNumberOfHouseholds` or `UnitNotInForce` in the same way."""
    if not _possible(unit, households):
        raise NoSuchNumberOfHouseholds
    if counted_on and not unit.in_force_on(counted_on):
        raise UnitNotInForce


def _possible(unit: Unit, number: int) -> bool:
    return 1 <= number <= _MOST.get(unit.kind, _MOST_ELSEWHERE)
