from datetime import date, timedelta

import pytest

from lms.accounts.roles import Role
from lms.communes.services import enter_adult_count
from lms.dashboards.models import OfficialFigure, Target
from lms.dashboards.reading import report_on_commune, report_on_province
from lms.dashboards.services import rebuild
from lms.dashboards.services.entries import enter_official, enter_target
from lms.dashboards.targets import official_of, targets_of
from lms.progress.services import all_of, save_programme

YEAR = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31), "source": "KH 1"}
ADULTS = {"programme": None, "audience": "adults", "measure": "share"}


@pytest.fixture
def programme(course, noon):
    words = {"title_vi": "Học vụ số", "title_en": "D"}
    return save_programme("bdhvs", rule=all_of([course]), at=noon, **words)


@pytest.fixture
def learnt(van_son, hamlet, programme, course, resident, learn, officer, noon):
    """Two adults and a child have completed the programme, of 10 adults."""
    for born in (1960, 1966, 2012):
        learn(resident(hamlet, born=born), course)
    resident(hamlet)
    known = {"counted_on": noon.date(), "source": "Sổ", "by": officer}
    enter_adult_count(hamlet, 10, at=noon, **known)
    rebuild(at=noon)


@pytest.fixture
def enter(van_son, officer, noon):
    def enter(unit=van_son, at=noon, **about):
        return enter_target(unit, by=officer, at=at, **{**YEAR, **ADULTS, **about})

    return enter


def standing(commune, today, **how):
    [found] = targets_of(report_on_commune(commune, on=today, **how))
    return found


@pytest.mark.parametrize(
    ("about", "reached", "percent"),
    [
        ({"value": 40}, "20 %", 50),
        ({"audience": "adults", "measure": "number", "value": 2}, "2", 100),
        ({"audience": "everybody", "measure": "number", "value": 4}, "3", 75),
    ],
)
@pytest.mark.parametrize("of_programme", [True, False])
def test_how_far_a_target_is_reached(
    learnt, enter, programme, van_son, today, about, reached, percent, of_programme
):
    enter(**about, programme=programme if of_programme else None)

    found = standing(van_son, today)

    assert (str(found.reached), found.percent) == (reached, percent)
    assert found.is_reached == (percent == 100)
    assert found.days_left == 37


def test_of_two_about_the_same_the_newer_holds(enter, van_son, today, noon):
    enter(value=40, at=noon - timedelta(days=1))
    enter(value=60)

    assert standing(van_son, today).target.value == 60
    assert Target.objects.count() == 2


def test_without_adults_a_share_is_not_known(
    hamlet, enter, van_son, today, noon, programme
):
    enter(value=40, programme=programme)
    rebuild(at=noon)

    found = standing(van_son, today)

    assert (str(found.reached), found.percent, found.is_reached) == ("–", None, False)


def test_a_target_of_another_time_or_place_is_not_shown(enter, tan_lac, van_son, today):
    enter(value=40, until_on=date(2026, 6, 30))
    enter(value=40, unit=tan_lac)

    assert targets_of(report_on_commune(van_son, on=today)) == []


def test_from_above_few_are_not_told(
    learnt, enter, programme, van_son, province, today
):
    few = {"measure": "number", "value": 9}
    enter(**few, programme=programme)
    enter(**few)
    enter(**few, programme=programme, unit=province)

    seen = targets_of(report_on_commune(van_son, on=today, from_above=True))
    seen += targets_of(report_on_province(province, on=today))

    assert [str(each.reached) for each in seen] == ["…"] * 3
    assert [each.percent for each in seen] == [None] * 3


def test_what_offices_say_stands_by_itself(van_son, officer, today, noon):
    for day, value in [(1, 40), (20, 45)]:
        said = {"kind": "payment_share", "said_on": date(2026, 11, day), **YEAR}
        enter_official(van_son, value=value, by=officer, at=noon, **said)

    [shown] = official_of(van_son, today)

    assert (shown.value, shown.in_per_cent) == (45, True)


TYPED = {
    "audience": "adults",
    "measure": "share",
    "value": "80",
    "from_on": "01/01/2026",
    "until_on": "31/12/2026",
    "source": "KH 12",
}


def test_an_officer_enters_a_target_and_sees_it(client, officer, van_son, hamlet):
    client.force_login(officer)

    client.post("/communes/05152/targets/", TYPED)

    target = Target.objects.get()
    assert (target.unit, target.value, target.entered_by) == (van_son, 80, officer)
    assert "KH 12" in client.get("/communes/05152/").content.decode()
    assert "KH 12" in client.get("/communes/05152/targets/").content.decode()


@pytest.mark.parametrize("value", ["1.128", "1,128", "1 128", "1\u00a0128"])
def test_a_target_has_its_thousands_apart_or_not(client, officer, value):
    client.force_login(officer)

    client.post(
        "/communes/05152/targets/", {**TYPED, "measure": "number"} | {"value": value}
    )

    assert Target.objects.get().value == 1128


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": "101"},
        {"value": "1.0"},
        {"value": "20,5"},
        {"value": "0"},
        {"value": "-1"},
        {"value": "99999999999999999999"},
        {"audience": "everybody"},
        {"until_on": "31/12/2025"},
        {"source": ""},
        {"source": "\x00"},
        {"programme": "x"},
        {"measure": "x"},
    ],
)
def test_a_target_that_cannot_be_is_refused(client, officer, wrong):
    client.force_login(officer)

    answer = client.post("/communes/05152/targets/", {**TYPED, **wrong})

    assert answer.status_code == 422
    assert not Target.objects.exists()


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        *[("41,5", 1), ("41.5", 1), ("101", 0), ("1.128", 0), ("0.415", 0)],
        *[("-1", 0), ("1e400", 0), ("NaN", 0)],
    ],
)
def test_an_official_figure_is_entered(client, make_staff, province, value, kept):
    client.force_login(make_staff("p", province, Role.PROVINCIAL_OFFICER))
    typed = {"kind": "payment_share", "value": value, "said_on": "01/11/2026"}

    client.post("/provinces/25/official/", {**TYPED, **typed})

    assert OfficialFigure.objects.count() == kept
