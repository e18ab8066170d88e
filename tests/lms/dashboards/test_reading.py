from datetime import timedelta

import pytest

from lms.communes.services import add_hamlet, enter_adult_count
from lms.dashboards.reading import courses_of, report_on_commune, report_on_province
from lms.dashboards.services import rebuild


@pytest.fixture
def count_adults(officer, noon):
    def enter(unit, number, days_ago=0, source="Sổ dân cư"):
        day = noon.date() - timedelta(days=days_ago)
        enter_adult_count(
            unit, number, counted_on=day, source=source, by=officer, at=noon
        )

    return enter


@pytest.fixture
def certified(resident, learn, course):
    """Register and certify so many people of a hamlet."""

    def make(hamlet, number, **kwargs):
        for _ in range(number):
            learn(resident(hamlet, **kwargs), course)

    return make


def test_hamlets_stand_in_vietnamese_order_with_their_figures(
    van_son, resident, today, noon
):
    names = ["Xóm Đồi", "Xóm Dốc", "Xóm Ấm", "Khu 10", "Khu 9"]
    for name in names:
        resident(add_hamlet(van_son, name, at=noon))
    rebuild(at=noon)

    report = report_on_commune(van_son, on=today)

    assert [str(line.unit) for line in report.lines] == [
        "Khu 9",
        "Khu 10",
        "Xóm Ấm",
        "Xóm Dốc",
        "Xóm Đồi",
    ]
    assert report.total.number("registered") == 5
    assert report.counted_at == noon


def test_without_adults_there_are_counts_and_no_share(
    van_son, hamlet, certified, today, noon
):
    certified(hamlet, 1)
    rebuild(at=noon)

    report = report_on_commune(van_son, on=today)

    assert report.total.adults is None
    assert report.share.number is None
    assert str(report.lines[0].figure("share")) == "–"


def test_the_share_is_of_adults_and_rounded_down(
    van_son, hamlet, certified, count_adults, today, noon
):
    certified(hamlet, 2)
    certified(hamlet, 1, born=2012)
    count_adults(hamlet, 3, days_ago=54)
    rebuild(at=noon)

    report = report_on_commune(van_son, on=today)

    assert report.total.covered == 2
    assert report.share.number == 66
    assert report.days_old == 54
    assert report.total.adults.sources == ("Sổ dân cư",)


def test_hamlets_without_adults_stay_out_of_both_sides_of_the_share(
    van_son, hamlet, other_hamlet, certified, count_adults, today, noon
):
    certified(hamlet, 1)
    certified(other_hamlet, 3)
    count_adults(hamlet, 10)
    rebuild(at=noon)

    total = report_on_commune(van_son, on=today).total

    assert (total.covered, total.adults.number) == (1, 10)
    assert (total.counted, total.of, total.partly) == (1, 2, True)


def test_the_commune_s_own_count_is_used_while_a_hamlet_is_missing(
    van_son, hamlet, other_hamlet, certified, count_adults, today, noon
):
    certified(other_hamlet, 3)
    count_adults(hamlet, 10)
    count_adults(van_son, 30)
    rebuild(at=noon)

    total = report_on_commune(van_son, on=today).total
    assert (total.covered, total.adults.number, total.partly) == (3, 30, False)

    count_adults(other_hamlet, 25)
    assert report_on_commune(van_son, on=today).total.adults.number == 35


def test_a_course_nobody_began_is_listed_and_one_taken_offline_with_counts_too(
    van_son, hamlet, make_course, resident, learn, today, noon
):
    begun, fresh = make_course("D", "Chữ ký số"), make_course("C", "Dịch vụ công")
    never = make_course("E", "Trả tiền")
    learn(resident(hamlet), begun)
    rebuild(at=noon)
    begun.unpublish()
    never.unpublish()

    report = report_on_commune(van_son, on=today)

    assert [each.key for each in report.courses] == [
        fresh.translation_key,
        begun.translation_key,
    ]
    assert report.total.number(f"completed-{begun.translation_key}") == 1


def test_a_course_is_named_in_the_language_of_the_screen(
    course, django_assert_num_queries
):
    with django_assert_num_queries(1):
        [named] = courses_of([])

    assert named.title == "Dịch vụ công"


def test_a_province_adds_its_communes_up(
    van_son, tan_lac, hamlet, certified, count_adults, today, noon
):
    elsewhere = add_hamlet(tan_lac, "Xóm Khác", at=noon)
    certified(hamlet, 6)
    certified(elsewhere, 7)
    count_adults(hamlet, 60)
    rebuild(at=noon)

    report = report_on_province(van_son.parent, on=today)

    assert [line.unit for line in report.lines] == [tan_lac, van_son]
    assert [str(line.figure("registered")) for line in report.lines] == ["7", "6"]
    assert str(report.total.figure("registered")) == "13"
    assert (report.total.counted, report.total.of) == (1, 2)


def test_from_above_small_counts_cannot_be_told_from_the_totals(
    van_son, tan_lac, hamlet, other_hamlet, certified, today, noon
):
    certified(hamlet, 3)
    certified(other_hamlet, 8)
    certified(add_hamlet(tan_lac, "Xóm Khác", at=noon), 2)
    rebuild(at=noon)

    province = report_on_province(van_son.parent, on=today)
    commune = report_on_commune(van_son, on=today, from_above=True)

    assert {str(line.figure("registered")) for line in province.lines} == {"…"}
    assert str(province.total.figure("registered")) == "13"
    assert [str(line.figure("registered")) for line in commune.lines] == ["…", "8"]
    assert str(commune.total.figure("registered")) == "…"
    assert commune.how == []


def test_two_hamlets_of_four_are_not_told_by_a_commune_of_eight(
    van_son, tan_lac, hamlet, other_hamlet, certified, today, noon
):
    certified(hamlet, 4)
    certified(other_hamlet, 4)
    certified(add_hamlet(tan_lac, "Xóm Khác", at=noon), 9)
    rebuild(at=noon)

    commune = report_on_commune(van_son, on=today, from_above=True)
    province = report_on_province(van_son.parent, on=today)

    assert str(commune.total.figure("registered")) == "…"
    assert {str(line.figure("registered")) for line in province.lines} == {"…"}


def test_inside_the_commune_every_number_is_seen(
    van_son, hamlet, certified, noon, today
):
    certified(hamlet, 1)
    rebuild(at=noon)

    report = report_on_commune(van_son, on=today)

    assert str(report.lines[0].figure("registered")) == "1"
    assert [str(figure) for _column, figure in report.how] == ["1", "0", "0"]


def test_a_share_does_not_tell_how_few_young_people_are_certified(
    van_son, hamlet, certified, count_adults, noon, today
):
    certified(hamlet, 8)
    certified(hamlet, 2, born=2012)
    count_adults(hamlet, 50)
    rebuild(at=noon)

    report = report_on_commune(van_son, on=today, from_above=True)

    assert str(report.lines[0].figure("certified")) == "10"
    assert str(report.share) == "…"
