from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from lms.communes.models import AdultCount, Unit


@pytest.fixture
def count(make_user, noon):
    officer = make_user("officer")

    def add(unit, adults, counted_on, *, minutes=0):
        return AdultCount.objects.create(
            unit=unit,
            adults=adults,
            counted_on=counted_on,
            source="Household book",
            entered_by=officer,
            entered_at=noon + timedelta(minutes=minutes),
        )

    return add


def test_the_newest_day_of_counting_stands_for_a_unit(van_son, hamlet, count):
    count(van_son, 5000, date(2026, 6, 1), minutes=9)
    newest = count(van_son, 5100, date(2026, 11, 1))
    other = count(hamlet, 150, date(2025, 12, 1))

    found = AdultCount.objects.newest_for(Unit.objects.all())
    assert set(found) == {newest, other}


def test_of_one_day_the_count_entered_last_corrects_the_other(van_son, count):
    day = date(2026, 11, 1)
    corrected = count(van_son, 5100, day, minutes=5)
    count(van_son, 51000, day)

    assert AdultCount.objects.newest_for(Unit.objects.all()).get() == corrected


def test_a_report_on_an_earlier_day_reads_the_count_of_that_time(van_son, count):
    then = count(van_son, 5000, date(2026, 6, 1))
    count(van_son, 5100, date(2026, 11, 1))

    found = AdultCount.objects.newest_for(Unit.objects.all(), on=date(2026, 10, 31))
    assert found.get() == then


def test_other_units_are_left_out(van_son, hamlet, count):
    count(van_son, 5000, date(2026, 6, 1))

    assert not AdultCount.objects.newest_for(Unit.objects.hamlets()).exists()


def test_the_newest_of_all_units_take_one_query(
    van_son, hamlet, count, django_assert_num_queries
):
    for adults in (1, 2, 3):
        count(van_son, adults, date(2026, 6, adults))
        count(hamlet, adults, date(2026, 6, adults))

    with django_assert_num_queries(1):
        found = list(AdultCount.objects.newest_for(Unit.objects.all()))
    assert {each.adults for each in found} == {3}


def test_a_count_is_of_one_adult_at_least(van_son, count):
    with pytest.raises(IntegrityError), transaction.atomic():
        count(van_son, 0, date(2026, 6, 1))
