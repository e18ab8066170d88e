"""Residents move, leave, die and come back; what was, was."""

from datetime import timedelta

import pytest

from lms.communes.errors import CommunesError, UnitNotInForce
from lms.learners.errors import CardClosed
from lms.learners.leaving import (
    CameLater,
    LivesNowhere,
    LivesThere,
    NotYet,
    depart,
    move_home,
)
from lms.learners.models import Residence, WhyLeft
from lms.learners.services import withdraw
from tests.factories import NOON

TODAY, DAY = NOON.date(), timedelta(days=1)


@pytest.fixture
def here(resident):
    """Has lived there for a month."""
    Residence.objects.filter(learner=resident).update(from_on=TODAY - 30 * DAY)
    return resident


def test_who_moves_lived_in_the_old_hamlet_until_the_day_before(here, places):
    move_home(here, places.next_hamlet, from_on=TODAY - 5 * DAY, at=NOON)

    assert here.hamlet_on(TODAY - 6 * DAY) == places.hamlet
    assert here.hamlet_on(TODAY - 5 * DAY) == places.next_hamlet


def test_a_hamlet_written_down_wrongly_is_put_right(here, places):
    move_home(here, places.next_hamlet, from_on=TODAY - 30 * DAY, at=NOON)

    [stay] = here.residences.all()
    assert stay.hamlet == places.next_hamlet


@pytest.mark.parametrize(
    ("days", "where", "error"),
    [
        (-1, "next_hamlet", NotYet),
        (31, "next_hamlet", CameLater),
        (5, "hamlet", LivesThere),
        (9000, "next_hamlet", CommunesError),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(here, places, days, where, error):
    hamlet = getattr(places, where)

    with pytest.raises(error) as refused:
        move_home(here, hamlet, from_on=TODAY - days * DAY, at=NOON)

    assert refused.value.for_resident
    assert here.residences.count() == 1


def test_nobody_moves_into_what_has_ended(here, places):
    ended = places.next_hamlet
    ended.valid_until = TODAY - 10 * DAY
    ended.save()

    with pytest.raises(UnitNotInForce):
        move_home(here, ended, from_on=TODAY, at=NOON)


def test_who_moved_away_lives_nowhere_and_may_come_back(here, places, world):
    by = world.staff["officer"]
    depart(here, WhyLeft.MOVED_AWAY, last_on=TODAY - 9 * DAY, by=by, at=NOON)

    assert here.hamlet_on(TODAY - 9 * DAY) == places.hamlet
    assert here.hamlet_on(TODAY - 8 * DAY) is None
    here.user.refresh_from_db()
    assert here.user.is_active
    with pytest.raises(LivesNowhere):
        depart(here, WhyLeft.MOVED_AWAY, last_on=TODAY, by=by, at=NOON)
    with pytest.raises(CameLater):
        move_home(here, places.hamlet, from_on=TODAY - 9 * DAY, at=NOON)

    move_home(here, places.hamlet, from_on=TODAY, at=NOON)
    assert here.hamlet_on(TODAY) == places.hamlet
    assert here.hamlet_on(TODAY - DAY) is None


def test_who_died_has_no_card_and_no_phone(here, world):
    here.phone = "+84900000000"
    here.save()

    gone = depart(here, WhyLeft.DIED, last_on=TODAY, by=world.staff["officer"], at=NOON)

    assert not gone.learner.user.is_active
    assert gone.learner.phone == ""
    with pytest.raises(CardClosed):
        move_home(here, world.places.next_hamlet, from_on=TODAY, at=NOON)


def test_of_who_took_the_agreement_back_nothing_new_is_written(here, world):
    withdraw(here, "vi", by=here.user, at=NOON)

    with pytest.raises(CardClosed):
        depart(
            here,
            WhyLeft.MOVED_AWAY,
            last_on=TODAY,
            by=world.staff["officer"],
            at=NOON,
        )


def test_who_has_moved_away_still_learns_on_their_own_phone(here, world, client):
    depart(
        here,
        WhyLeft.MOVED_AWAY,
        last_on=TODAY - DAY,
        by=world.staff["officer"],
        at=NOON,
    )
    client.force_login(here.user)

    for there in ("/me/", "/me/data/"):
        assert client.get(there, follow=True).status_code == 200
