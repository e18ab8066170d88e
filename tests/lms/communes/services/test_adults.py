from datetime import date, timedelta

import pytest

from lms.communes.errors import CountedTomorrow, NoSuchNumberOfAdults, UnitNotInForce
from lms.communes.models import AdultCount
from lms.communes.population import adults_known
from lms.communes.services import (
    add_hamlet,
    enter_adult_count,
    merge_hamlets,
    rename_hamlet,
)
from lms.lib.text import TextMissing, TextTooLong


@pytest.fixture
def enter(make_user, noon):
    officer = make_user("officer")

    def enter(unit, adults=150, **changes):
        known = {
            "counted_on": date(2026, 11, 1),
            "source": "Household book",
            "by": officer,
            "at": noon,
        }
        return enter_adult_count(unit, adults, **known | changes)

    return enter


def test_a_count_is_kept_with_its_source_and_day(hamlet, enter, noon):
    count = enter(hamlet, 150, source="  Sổ hộ\u200b khẩu ")

    count.refresh_from_db()
    assert (count.adults, count.counted_on) == (150, date(2026, 11, 1))
    assert (count.source, count.entered_at) == ("Sổ hộ khẩu", noon)
    assert count.entered_by.username == "officer"


def test_a_second_press_adds_nothing(hamlet, enter):
    assert enter(hamlet) == enter(hamlet)
    assert AdultCount.objects.count() == 1


def test_a_correction_is_a_further_count(hamlet, enter, noon):
    wrong = enter(hamlet, 1500)

    right = enter(hamlet, 150, at=noon + timedelta(minutes=1))

    assert set(AdultCount.objects.all()) == {wrong, right}
    assert AdultCount.objects.newest_for([hamlet]).get() == right


def test_going_back_to_an_earlier_number_is_a_further_count_too(hamlet, enter, noon):
    enter(hamlet, 150)
    enter(hamlet, 160, at=noon + timedelta(minutes=1))

    again = enter(hamlet, 150, at=noon + timedelta(minutes=2))

    assert AdultCount.objects.newest_for([hamlet]).get() == again
    assert AdultCount.objects.count() == 3


@pytest.mark.parametrize("adults", [0, -1, 20_001, 10**20])
def test_a_number_that_cannot_be_is_refused(hamlet, enter, adults):
    with pytest.raises(NoSuchNumberOfAdults):
        enter(hamlet, adults)


def test_a_commune_has_room_for_more_adults_than_a_hamlet(van_son, enter):
    assert enter(van_son, 20_001).adults == 20_001


def test_today_is_the_last_day_of_counting(hamlet, enter, today):
    enter(hamlet, counted_on=today)
    with pytest.raises(CountedTomorrow):
        enter(hamlet, counted_on=today + timedelta(days=1))


def test_today_is_the_day_in_viet_nam(hamlet, enter, noon, today):
    late = noon.replace(hour=17, minute=30)  # half past midnight there

    assert enter(hamlet, counted_on=today + timedelta(days=1), at=late)


def test_a_unit_is_counted_while_it_exists(van_son, unit, enter):
    with pytest.raises(UnitNotInForce):
        enter(van_son, counted_on=date(2025, 6, 30))
    assert enter(unit("xã Ngổ Luông", old=True), counted_on=date(2025, 6, 30))


@pytest.mark.parametrize(
    ("source", "error"), [(" ", TextMissing), ("x" * 201, TextTooLong)]
)
def test_a_count_names_its_source(hamlet, enter, source, error):
    with pytest.raises(error):
        enter(hamlet, source=source)


def test_a_count_of_before_a_new_name_is_one_of_the_hamlet_of_then(
    hamlet, enter, noon, today
):
    renamed = rename_hamlet(hamlet, "Xóm Mới", on=today - timedelta(days=3), at=noon)
    [new] = renamed.news

    count = enter(unit=new, counted_on=today - timedelta(days=9))

    assert count.unit == hamlet
    known = adults_known([new], on=today)[new.pk]
    assert known.number == count.adults


def test_a_count_of_before_a_merger_is_nobodys(van_son, hamlet, enter, noon, today):
    other = add_hamlet(van_son, "Xóm Thử", at=noon)
    merged = merge_hamlets([hamlet, other], "Gộp", on=today, at=noon)

    with pytest.raises(UnitNotInForce):
        enter(unit=merged.news[0], counted_on=today - timedelta(days=9))
    with pytest.raises(UnitNotInForce):
        enter(unit=merged.olds[0], counted_on=today)
