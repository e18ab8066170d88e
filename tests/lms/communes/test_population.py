from datetime import date

import pytest
from django.contrib.auth import get_user_model

from lms.communes.models import Unit
from lms.communes.population import adults_known
from lms.communes.services import (
    add_hamlet,
    enter_adult_count,
    merge_hamlets,
    split_hamlet,
)

ON = date(2026, 11, 1)
SPRING, SUMMER = date(2026, 3, 1), date(2026, 7, 1)


@pytest.fixture
def other(van_son, noon):
    return add_hamlet(van_son, "Xóm Thử", at=noon)


@pytest.fixture
def count(db, noon):
    clerk = get_user_model().objects.create_user("clerk", password=None)

    def count(unit, adults, on, source="Sổ A"):
        return enter_adult_count(
            unit, adults, counted_on=on, source=source, by=clerk, at=noon
        )

    return count


def known(units, today):
    fresh = Unit.objects.filter(pk__in=[unit.pk for unit in units])
    return {adults.number for adults in adults_known(fresh, on=today).values()}


def test_a_merged_hamlet_has_the_adults_of_those_it_was_made_of(
    hamlet, other, count, noon, today
):
    count(hamlet, 120, SPRING)
    count(other, 80, SUMMER, "Sổ B")
    [new] = merge_hamlets([hamlet, other], "Mẫu", on=ON, at=noon).news

    adults = adults_known([Unit.objects.get(pk=new.pk)], on=today)[new.pk]

    assert (adults.number, adults.since, adults.until) == (200, SPRING, SUMMER)
    assert adults.sources == ("Sổ A", "Sổ B")


def test_a_count_of_its_own_comes_first(hamlet, other, count, noon, today):
    count(hamlet, 120, SPRING)
    count(other, 80, SPRING)
    [new] = merge_hamlets([hamlet, other], "Mẫu", on=ON, at=noon).news
    count(new, 190, today)

    assert known([new], today) == {190}


def test_where_one_of_them_was_not_counted_nothing_is_known(
    hamlet, other, count, noon, today
):
    count(hamlet, 120, SPRING)
    [new] = merge_hamlets([hamlet, other], "Mẫu", on=ON, at=noon).news

    assert known([new], today) == set()


def test_no_part_of_a_divided_hamlet_has_its_adults(hamlet, count, noon, today):
    count(hamlet, 120, SPRING)

    news = split_hamlet(hamlet, ["Mẫu 1", "Mẫu 2"], on=ON, at=noon).news

    assert known(news, today) == set()


def test_no_further_query_where_each_has_a_count(
    hamlet, count, today, django_assert_num_queries
):
    count(hamlet, 120, SPRING)

    with django_assert_num_queries(1):
        adults_known([hamlet], on=SPRING)
