import pytest

from lms.accounts.roles import (
    NAMING,
    SEES,
    Data,
    Role,
    roles_that_appoint,
    roles_that_see,
)


def test_names_stay_inside_the_commune():
    named = {role for kind in NAMING for role in roles_that_see(kind)}

    assert named == {Role.HELPER, Role.TEAM_LEADER, Role.COMMUNE_OFFICER}


def test_every_role_sees_something_and_nobody_sees_everything():
    assert SEES.keys() == set(Role)
    assert all(SEES[role] for role in Role)
    assert not any(SEES[role] == set(Data) for role in Role)


def test_nobody_appoints_their_equal_or_better():
    assert roles_that_appoint(Role.HELPER) == {Role.COMMUNE_OFFICER}
    assert roles_that_appoint(Role.PROVINCIAL_OFFICER) == {Role.OPERATOR}
    assert roles_that_appoint(Role.OPERATOR) == set()


def test_a_slip_closes_the_door_loudly():
    with pytest.raises(ValueError):
        roles_that_see("rosters")
    with pytest.raises(ValueError):
        roles_that_appoint("boss")
