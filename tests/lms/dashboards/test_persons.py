"""The officer puts one resident's row right, and the figures follow."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from lms.accounts.roles import Role
from lms.communes.services import add_hamlet
from lms.dashboards.services import differing, rebuild
from lms.learners.errors import CardClosed
from lms.learners.households import heads_on
from lms.learners.leaving import depart, take_departure_back
from lms.learners.models import Departure, Learner, WhyLeft
from lms.learners.services import withdraw
from lms.looks.models import Look, Seen
from tests.lms.dashboards.kept import registered, tallies_kept

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def mau(resident, hamlet, noon):
    return resident(hamlet, at=noon - 30 * DAY)


@pytest.fixture
def page(client, officer):
    client.force_login(officer)
    return client


def there(learner, verb, commune="05152"):
    return reverse("dashboards:person", args=[commune, learner.pk, verb])


def test_who_moves_counts_in_the_other_hamlet(
    page, mau, hamlet, other_hamlet, course, learn, today, noon, officer
):
    learn(mau, course)
    rebuild(at=noon)
    wish = {"hamlet": other_hamlet.pk, "on": today.isoformat()}
    people = page.get(reverse("dashboards:people", args=["05152"])).text
    assert there(mau, "move") in people

    answer = page.post(there(mau, "move"), wish)

    assert answer.status_code == 302
    assert (registered(hamlet), registered(other_hamlet)) == (0, 1)
    assert tallies_kept([other_hamlet.pk])[other_hamlet.pk].certified == 1
    assert differing(at=noon) == []
    assert Look.objects.get(seen=Seen.MOVED).by == officer


@pytest.fixture
def family(mau, resident, hamlet, other_hamlet, noon):
    """Two of one household, one next door, and one of that name elsewhere."""
    past = noon - 30 * DAY
    mate = resident(hamlet, "Bùi Thị Con", at=past)
    others = resident(hamlet, "Hà Thị Bên", at=past), resident(other_hamlet, at=past)
    for learner in (mau, mate, others[1]):
        learner.household = "Bùi Văn Chủ"
        learner.save()
    return mate, others


def test_a_household_moves_whole_or_is_left(
    page, mau, family, hamlet, other_hamlet, today, noon
):
    mate, others = family
    wish = {"hamlet": other_hamlet.pk, "on": today.isoformat()}
    asked = page.get(there(mau, "move")).text
    assert "Bùi Thị Con" in asked
    assert "Hà Thị Bên" not in asked

    assert page.post(there(mau, "move"), wish).status_code == 422  # who moves?
    assert page.post(there(mau, "move"), {**wish, "household": "x"}).status_code == 422
    page.post(there(mau, "move"), {**wish, "household": "alone"})

    mau.refresh_from_db()
    assert (mau.hamlet_on(today), mau.household) == (other_hamlet, "")
    assert heads_on(today - DAY, [(mau.pk, "")]) == {mau.pk: "bùi văn chủ"}
    assert mate.hamlet_on(today) == hamlet

    page.post(there(mate, "move"), {**wish, "household": "whole"})
    mate.refresh_from_db()
    assert (mate.hamlet_on(today), mate.household) == (other_hamlet, "Bùi Văn Chủ")
    assert others[0].hamlet_on(today) == hamlet


def test_all_of_a_household_move_and_each_is_logged(
    page, mau, family, hamlet, other_hamlet, today, noon
):
    mate, _others = family
    rebuild(at=noon)
    wish = {"hamlet": other_hamlet.pk, "on": today.isoformat(), "household": "whole"}

    page.post(there(mau, "move"), wish)

    assert [e.hamlet_on(today) for e in (mau, mate)] == [other_hamlet] * 2
    assert Look.objects.filter(seen=Seen.MOVED).count() == 2
    assert differing(at=noon) == []


def test_one_who_cannot_move_keeps_the_household_where_it_is(
    page, mau, family, hamlet, other_hamlet, today, noon
):
    mate, _others = family
    mate.residences.update(from_on=today)
    day = (today - DAY).isoformat()
    wish = {"hamlet": other_hamlet.pk, "on": day, "household": "whole"}

    assert page.post(there(mau, "move"), wish).status_code == 422
    assert [e.hamlet_on(today) for e in (mau, mate)] == [hamlet] * 2


def test_who_withdrew_is_not_named_among_the_household(page, mau, family, noon):
    mate, _others = family
    withdraw(mate, "vi", by=mate.user, at=noon)

    assert "Bùi Thị Con" not in page.get(there(mau, "move")).text


def test_who_comes_back_to_another_hamlet_left_the_household(
    page, mau, family, hamlet, other_hamlet, today, officer, noon
):
    depart(mau, WhyLeft.MOVED_AWAY, last_on=today - 5 * DAY, by=officer, at=noon)
    wish = {"hamlet": other_hamlet.pk, "on": today.isoformat()}

    assert page.post(there(mau, "move"), wish).status_code == 302
    mau.refresh_from_db()
    assert mau.household == ""


@pytest.mark.parametrize("why", ["moved_away", "died"])
def test_who_has_left_is_not_counted_and_stands_apart(
    page, mau, hamlet, today, noon, why
):
    rebuild(at=noon)
    gone = {"why": why, "last_on": (today - DAY).isoformat()}

    answer = page.post(there(mau, "leave"), gone)

    assert answer.status_code == 302
    assert registered(hamlet) == 0
    assert differing(at=noon) == []
    people = page.get(reverse("dashboards:people", args=["05152"])).text
    assert "Have left" in people
    assert (there(mau, "move") in people) is (why == "moved_away")
    assert page.get(there(mau, "leave")).status_code == 404


def test_who_moved_away_comes_back(page, mau, hamlet, today, noon):
    gone = {"why": "moved_away", "last_on": (today - 9 * DAY).isoformat()}
    page.post(there(mau, "leave"), gone)

    page.post(there(mau, "move"), {"hamlet": hamlet.pk, "on": today.isoformat()})

    assert registered(hamlet) == 1
    people = page.get(reverse("dashboards:people", args=["05152"])).text
    assert "Have left" not in people


@pytest.mark.parametrize("why", ["moved_away", "died"])
@pytest.mark.parametrize("days", [0, 9])
def test_a_departure_pressed_by_mistake_is_taken_back(
    page, mau, hamlet, course, learn, today, noon, officer, why, days
):
    learn(mau, course)
    rebuild(at=noon)
    before = tallies_kept([hamlet.pk])
    gone = {"why": why, "last_on": (today - days * DAY).isoformat()}
    page.post(there(mau, "leave"), gone)
    people = page.get(reverse("dashboards:people", args=["05152"])).text
    assert there(mau, "back") in people
    assert mau.full_name in page.get(there(mau, "back")).text

    answer = page.post(there(mau, "back"))

    assert answer.status_code == 302
    assert tallies_kept([hamlet.pk]) == before
    assert differing(at=noon) == []
    mau.user.refresh_from_db()
    assert mau.user.is_active
    assert mau.hamlet_on(today - DAY) == mau.hamlet_on(today) == hamlet
    assert Look.objects.get(seen=Seen.RETURNED).by == officer
    said = Departure.objects.get()
    assert (said.taken_back_by, said.taken_back_at) == (officer, noon)
    assert page.get(there(mau, "back")).status_code == 404
    page.post(there(mau, "leave"), gone)  # and may be written down anew
    assert Departure.objects.standing().count() == 1


def test_only_the_own_commune_takes_a_departure_back(
    client, mau, officer, noon, today, make_staff, tan_lac, hamlet, provincial
):
    depart(mau, WhyLeft.DIED, last_on=today - DAY, by=officer, at=noon)
    others = [
        make_staff("far", tan_lac, Role.COMMUNE_OFFICER),
        make_staff("helper", hamlet, Role.HELPER),
        provincial,
    ]

    for somebody in others:
        client.force_login(somebody)
        for commune in ("05152", tan_lac.code):
            address = there(mau, "back", commune)
            assert client.post(address).status_code == 404
    client.logout()
    assert client.post(there(mau, "back")).status_code == 302
    assert Departure.objects.standing().exists()


def test_nobody_comes_back_who_withdrew_or_is_forgotten(
    page, mau, officer, noon, today
):
    depart(mau, WhyLeft.MOVED_AWAY, last_on=today - DAY, by=officer, at=noon)
    withdraw(mau, "vi", by=officer, at=noon)

    assert page.post(there(mau, "back")).status_code == 404
    with pytest.raises(CardClosed):
        take_departure_back(mau, by=officer, at=noon)
    mau.user.refresh_from_db()
    assert not mau.user.is_active


def test_who_left_and_withdrew_is_named_no_more(page, mau, officer, noon, today):
    depart(mau, WhyLeft.MOVED_AWAY, last_on=today - DAY, by=officer, at=noon)
    people = "/communes/05152/people/"
    assert mau.full_name in page.get(people).text

    withdraw(mau, "vi", by=officer, at=noon)

    assert mau.full_name not in page.get(people).text


def test_the_forgotten_stay_counted_and_are_nowhere_named(
    page, mau, hamlet, course, learn, noon
):
    learn(mau, course)
    rebuild(at=noon)
    before = tallies_kept([hamlet.pk])
    warned = page.get(there(mau, "forget"))
    assert "cannot be undone" in warned.text
    assert "a man or a woman, and of about what age" in warned.text

    assert page.post(there(mau, "forget")).status_code == 422
    assert Learner.objects.get(pk=mau.pk).full_name == mau.full_name
    done = page.post(there(mau, "forget"), {"sure": "on"}, follow=True)

    assert mau.full_name not in done.text
    rebuild(at=noon)
    assert tallies_kept([hamlet.pk]) == before
    assert differing(at=noon) == []
    for name in ("people", "left"):
        assert mau.full_name not in page.get(f"/communes/05152/{name}/").text
    rows = page.get("/communes/05152/figures/registered/")
    assert mau.full_name not in rows.text
    assert rows.context["page_of"].paginator.count == 1
    assert page.get(there(mau, "forget")).status_code == 404


@pytest.mark.parametrize(
    ("verb", "typed"),
    [
        ("move", {}),
        ("move", {"hamlet": "x", "on": "2026-11-24"}),
        ("move", {"hamlet": "same", "on": "2026-11-24"}),
        ("move", {"hamlet": "other", "on": "2026-11-25"}),
        ("move", {"hamlet": "other", "on": "1999-01-01"}),
        ("move", {"hamlet": "far", "on": "2026-11-24"}),
        ("leave", {"why": "died"}),
        ("leave", {"why": "tired", "last_on": "2026-11-24"}),
        ("leave", {"why": "died", "last_on": "2026-11-25"}),
        ("leave", {"why": "died", "last_on": "1999-01-01"}),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    page, mau, hamlet, other_hamlet, tan_lac, noon, verb, typed
):
    far = add_hamlet(tan_lac, "Xóm Xa", at=noon)
    named = {"same": hamlet.pk, "other": other_hamlet.pk, "far": far.pk}
    typed = {k: named.get(v, v) for k, v in typed.items()}

    answer = page.post(there(mau, verb), typed)

    assert answer.status_code == 422
    assert mau.residences.get().until_on is None
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    "role", [Role.HELPER, Role.TEAM_LEADER, Role.PROVINCIAL_OFFICER, Role.VIEWER]
)
def test_it_is_the_officer_s_alone(client, mau, make_staff, van_son, province, role):
    unit = province if role == Role.PROVINCIAL_OFFICER else van_son
    client.force_login(make_staff("x", unit, role))

    for verb in ("move", "leave", "forget"):
        assert client.get(there(mau, verb)).status_code == 404
        assert client.post(there(mau, verb), {"sure": "on"}).status_code == 404
    assert Learner.objects.get(pk=mau.pk).full_name == mau.full_name


def test_a_resident_of_elsewhere_is_not_there(
    client, mau, make_staff, tan_lac, officer
):
    client.force_login(make_staff("far", tan_lac, Role.COMMUNE_OFFICER))
    assert client.get(there(mau, "forget", "05128")).status_code == 404
    assert client.get(there(mau, "forget")).status_code == 404

    client.logout()
    assert client.get(there(mau, "forget")).status_code == 302


def test_an_unknown_verb_is_not_there(page, mau):
    assert page.get(there(mau, "delete")).status_code == 404


# Twice the same person


@pytest.fixture
def twin(resident, other_hamlet, course, learn, noon):
    """The same woman, written wrongly, who has learnt under that card."""
    twin = resident(other_hamlet, "Bùi Thị Mẫn", at=noon - 20 * DAY)
    learn(twin, course)
    return twin


def test_two_rows_are_joined_after_it_is_said_who_it_is_and_taken_apart(
    page, mau, twin, hamlet, other_hamlet, noon
):
    rebuild(at=noon)
    join = there(twin, "merge")

    asked = page.post(join, {"code": mau.spaced_code})
    assert asked.status_code == 422
    assert "This is the card of Bùi Thị Mẫu, born 1966." in asked.text
    assert registered(other_hamlet) == 1
    page.post(join, {"code": mau.spaced_code, "sure": "on"})

    assert (registered(hamlet), registered(other_hamlet)) == (1, 0)
    assert tallies_kept([hamlet.pk])[hamlet.pk].certified == 1
    assert differing(at=noon) == []
    people = page.get("/en/communes/05152/people/").text
    assert "Rows that were joined" in people
    assert page.get(join).status_code == 404

    page.post(there(twin, "apart"))

    assert (registered(hamlet), registered(other_hamlet)) == (1, 1)
    assert tallies_kept([other_hamlet.pk])[other_hamlet.pk].certified == 1
    assert differing(at=noon) == []
    assert "Rows that were joined" not in page.get("/en/communes/05152/people/").text
    assert page.post(there(twin, "apart")).status_code == 404


@pytest.mark.parametrize("code", ["", "x", "1234 5678", "own", "far"])
def test_a_code_of_nobody_else_here_joins_nothing(
    page, mau, twin, resident, tan_lac, noon, code
):
    far = resident(add_hamlet(tan_lac, "Xóm Xa", at=noon), "Bùi Thị Mận")
    code = {"own": twin.code, "far": far.code}.get(code, code)

    answer = page.post(there(twin, "merge"), {"code": code, "sure": "on"})

    assert answer.status_code == 422
    assert not Look.objects.exclude(seen=Seen.LIST).exists()
