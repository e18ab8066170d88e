from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lms.accounts.roles import APPOINTS, NAMING, SEES, Data, Role
from lms.communes.errors import (
    AppointsThemselves,
    EndedBefore,
    EndsBeforeItBegins,
    MayNotAppoint,
    UnitNotInForce,
    WrongSeat,
)
from lms.communes.models import Position, Unit
from lms.communes.services import (
    add_hamlet,
    appoint,
    end_position,
    kinds_open_to,
    may_appoint,
    may_see,
    roles_given_in,
    units_open_to,
)

DAY = timedelta(days=1)


@pytest.fixture
def helper(make_user, hamlet, noon):
    user = make_user("helper")
    appoint(user, hamlet, Role.HELPER, at=noon)
    return user


@pytest.fixture
def officer(make_user, van_son, noon):
    user = make_user("officer")
    appoint(user, van_son, Role.COMMUNE_OFFICER, at=noon)
    return user


def test_a_helper_sees_the_names_of_her_hamlet_alone(helper, hamlet, noon, today):
    neighbour = add_hamlet(hamlet.parent, "Xóm Thử", at=noon)

    assert may_see(helper, hamlet, Data.ROSTER, on=today)
    assert not may_see(helper, neighbour, Data.ROSTER, on=today)
    assert not may_see(helper, hamlet.parent, Data.ROSTER, on=today)
    assert not may_see(helper, hamlet, Data.REPORTS, on=today)


def test_an_officer_sees_the_commune_and_its_hamlets(officer, hamlet, unit, today):
    commune = hamlet.parent

    assert set(units_open_to(officer, Data.REPORTS, on=today)) == {commune, hamlet}
    assert not may_see(officer, unit("xã Thung Nai"), Data.REPORTS, on=today)
    assert not may_see(officer, unit("tỉnh Phú Thọ"), Data.REPORTS, on=today)


@pytest.mark.parametrize("role", [Role.PROVINCIAL_OFFICER, Role.OPERATOR])
@pytest.mark.parametrize("kind", sorted(NAMING))
def test_names_stay_inside_the_commune(role, kind, make_user, unit, noon, today):
    user = make_user("above")
    appoint(user, unit("tỉnh Phú Thọ"), role, at=noon)

    assert not units_open_to(user, kind, on=today).exists()
    assert units_open_to(user, Data.PLACES, on=today).count() == 149


@pytest.mark.parametrize("kind", Data.values)
def test_a_superuser_sees_what_an_operator_sees_and_no_names(
    kind, make_user, register, today
):
    superuser = make_user("root", is_superuser=True)

    open_to_them = units_open_to(superuser, kind, on=today).count()
    assert open_to_them == (311 if kind == Data.PLACES else 0)


@pytest.mark.parametrize("kind", Data.values)
def test_nothing_is_open_to_strangers(kind, make_user, officer, hamlet, today):
    officer.is_active = False
    officer.save()

    for user in (AnonymousUser(), make_user("resident"), officer):
        assert not units_open_to(user, kind, on=today).exists()
        assert not may_see(user, hamlet, kind, on=today)


def test_a_superuser_who_is_shut_out_sees_nothing(make_user, register, today):
    gone = make_user("root", is_superuser=True, is_active=False)

    assert not units_open_to(gone, Data.PLACES, on=today).exists()
    assert not may_appoint(gone, Unit.objects.communes().first(), "helper", on=today)


def test_nobody_sees_a_unit_that_is_none(officer, today):
    assert not may_see(officer, None, Data.REPORTS, on=today)


def test_an_unknown_kind_of_data_raises_instead_of_opening(officer, today):
    with pytest.raises(ValueError, match="rosters"):
        units_open_to(officer, "rosters", on=today)
    with pytest.raises(ValueError, match="rosters"):
        units_open_to(AnonymousUser(), "rosters", on=today)


def test_a_position_opens_from_its_first_day_to_its_last(
    make_user, hamlet, noon, today
):
    user = make_user("helper")
    first, last = today + 2 * DAY, today + 5 * DAY
    appoint(user, hamlet, Role.HELPER, at=noon, from_on=first, until_on=last)

    open_on = [
        day
        for day in (today + n * DAY for n in range(9))
        if may_see(user, hamlet, Data.ROSTER, on=day)
    ]
    assert open_on == [first, first + DAY, first + 2 * DAY, last]


def test_a_position_can_be_ended(helper, hamlet, noon, today):
    position = Position.objects.get(user=helper)

    end_position(position, last_on=today, at=noon)

    assert may_see(helper, hamlet, Data.ROSTER, on=today)
    assert not may_see(helper, hamlet, Data.ROSTER, on=today + DAY)
    with pytest.raises(EndsBeforeItBegins):
        end_position(position, last_on=today - DAY, at=noon)


def test_who_is_shut_out_sees_nothing_from_that_moment(helper, hamlet, noon, today):
    position = Position.objects.get(user=helper)

    end_position(position, last_on=today, at=noon, at_once=True)

    assert not may_see(helper, hamlet, Data.ROSTER, on=today)
    assert appoint(helper, hamlet, Role.HELPER, at=noon).pk != position.pk
    assert may_see(helper, hamlet, Data.ROSTER, on=today)


def test_a_position_that_has_not_begun_can_be_taken_back(
    make_user, hamlet, noon, today
):
    user, first = make_user("helper"), today + 3 * DAY
    position = appoint(user, hamlet, Role.HELPER, at=noon, from_on=first)

    end_position(position, last_on=today, at=noon, at_once=True)

    assert not may_see(user, hamlet, Data.ROSTER, on=first)


def test_what_was_open_stays_told(helper, officer, hamlet, noon, today):
    position = Position.objects.get(user=helper)
    later = noon + 5 * DAY

    with pytest.raises(EndedBefore):
        end_position(position, last_on=today + DAY, at=later)
    ended = end_position(position, last_on=today + 5 * DAY, at=later, by=officer)

    assert (ended.ended_by, ended.ended_at) == (officer, later)
    with pytest.raises(EndedBefore):
        end_position(position, last_on=today + 9 * DAY, at=later + 9 * DAY)


def test_only_who_may_give_a_role_ends_it(helper, officer, noon, today):
    mine = Position.objects.get(user=officer)

    for somebody in (helper, officer):
        with pytest.raises(MayNotAppoint):
            end_position(mine, last_on=today, at=noon, by=somebody)


def test_nobody_appoints_themselves(officer, hamlet, noon):
    with pytest.raises(AppointsThemselves):
        appoint(officer, hamlet, Role.HELPER, by=officer, at=noon)


def test_each_office_gives_its_roles_and_no_others(
    officer, make_user, unit, noon, today
):
    province, commune = unit("tỉnh Phú Thọ"), unit("xã Vân Sơn")
    above = make_user("above")
    appoint(above, province, Role.PROVINCIAL_OFFICER, at=noon)

    assert roles_given_in(officer, commune, on=today) == [
        Role.HELPER,
        Role.TEAM_LEADER,
    ]
    assert roles_given_in(above, commune, on=today) == [
        Role.TRAINER,
        Role.COMMUNE_OFFICER,
        Role.VIEWER,
        Role.DATA_PROTECTION,
    ]
    assert roles_given_in(officer, unit("xã Thung Nai"), on=today) == []


def test_a_merger_ends_a_position_that_nobody_ended(make_user, unit, noon):
    old = unit("xã Ngổ Luông", old=True)
    user = make_user("officer")
    last = old.valid_until
    appoint(user, old, Role.COMMUNE_OFFICER, at=noon, from_on=last - 300 * DAY)

    assert may_see(user, old, Data.REPORTS, on=last)
    assert not may_see(user, old, Data.REPORTS, on=last + DAY)


def test_what_is_open_takes_a_query_or_two(
    officer, hamlet, today, django_assert_num_queries
):
    with django_assert_num_queries(2):
        list(units_open_to(officer, Data.ROSTER, on=today))
    with django_assert_num_queries(1):
        may_see(officer, hamlet, Data.ROSTER, on=today)


def test_a_second_press_gives_no_second_position(make_user, hamlet, noon):
    user = make_user("helper")

    first = appoint(user, hamlet, Role.HELPER, at=noon)
    assert appoint(user, hamlet, Role.HELPER, at=noon) == first
    assert Position.objects.count() == 1


def test_a_role_is_held_where_it_exists(make_user, hamlet, unit, noon):
    user = make_user("user")

    with pytest.raises(WrongSeat):
        appoint(user, hamlet, Role.COMMUNE_OFFICER, at=noon)
    with pytest.raises(WrongSeat):
        appoint(user, unit("tỉnh Phú Thọ"), Role.HELPER, at=noon)
    with pytest.raises(UnitNotInForce):
        appoint(user, unit("xã Ngổ Luông", old=True), Role.HELPER, at=noon)
    with pytest.raises(ValueError, match="king"):
        appoint(user, hamlet, "king", at=noon)
    assert not Position.objects.exists()


def test_a_position_does_not_end_before_it_begins(make_user, hamlet, noon, today):
    with pytest.raises(EndsBeforeItBegins):
        appoint(make_user("helper"), hamlet, Role.HELPER, at=noon, until_on=today - DAY)


def test_an_officer_appoints_helpers_in_her_commune_alone(
    officer, make_user, hamlet, unit, noon
):
    user = make_user("new")

    given = appoint(user, hamlet, Role.HELPER, by=officer, at=noon)

    assert given.given_by == officer
    with pytest.raises(MayNotAppoint):
        appoint(user, unit("xã Thung Nai"), Role.HELPER, by=officer, at=noon)
    with pytest.raises(MayNotAppoint):
        appoint(user, hamlet.parent, Role.COMMUNE_OFFICER, by=officer, at=noon)


def test_nobody_appoints_their_way_up():
    """Whom a role appoints, and whom those appoint, never reaches the role itself."""
    for role in APPOINTS:
        reached, seen = set(APPOINTS[role]), set()
        while reached - seen:
            seen |= reached
            reached |= {below for each in seen for below in APPOINTS.get(each, ())}
        assert role not in reached


def test_a_helper_appoints_nobody_and_may_not_backdate(
    helper, officer, make_user, hamlet, noon, today
):
    with pytest.raises(MayNotAppoint):
        appoint(make_user("a"), hamlet, Role.HELPER, by=helper, at=noon)

    end_position(Position.objects.get(user=officer), last_on=today, at=noon)
    with pytest.raises(MayNotAppoint):
        appoint(
            make_user("b"),
            hamlet,
            Role.HELPER,
            by=officer,
            at=noon + DAY,
            from_on=today,
        )


@pytest.mark.parametrize("role", Role.values)
def test_every_role_sees_something(role):
    assert SEES[role]


@settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_what_is_open_is_the_subtrees_of_the_positions_and_nothing_else(
    data, register, hamlet, helper, today
):
    units = list(Unit.objects.with_address().in_order())
    drawn = st.tuples(
        st.sampled_from(units), st.sampled_from(Role.values), st.integers(-9, 9)
    )
    positions = [
        Position(user=helper, unit=unit, role=role, from_on=today + days * DAY)
        for unit, role, days in data.draw(st.lists(drawn, max_size=4))
    ]
    kind = data.draw(st.sampled_from(Data.values))

    with transaction.atomic():
        Position.objects.all().delete()
        Position.objects.bulk_create(positions, ignore_conflicts=True)
        found = set(units_open_to(helper, kind, on=today))
        transaction.set_rollback(True)

    seats = {
        position.unit
        for position in positions
        if position.from_on <= today
        and position.unit.in_force_on(today)
        and kind in SEES[position.role]
    }
    assert found == {unit for unit in units if seats & set(unit.lineage())}


def test_all_kinds_at_once_are_those_one_by_one(
    officer, helper, make_user, hamlet, unit, today
):
    boss = make_user("boss", is_superuser=True)
    for user in (officer, helper, boss, AnonymousUser(), make_user("nobody")):
        for place in (
            hamlet,
            hamlet.parent,
            unit("xã Thung Nai"),
            unit("tỉnh Phú Thọ"),
        ):
            one_by_one = {k for k in Data if may_see(user, place, k, on=today)}
            assert kinds_open_to(user, place, on=today) == one_by_one
