"""A person is forgotten while a list is taken over: neither waits for the other."""

from threading import Event
from time import monotonic, sleep

import pytest
from django.db import connection

from lms.fieldwork import services
from lms.learners import forgetting
from lms.learners.models import Learner, RosterLine, State
from lms.learners.rosters import applying
from tests.factories import make_resident
from tests.lms.learners.rosters.conftest import Clerk
from tests.threads import at_once

pytestmark = pytest.mark.postgresql
HEAD, HOUSEMATE = "Bùi Văn Chủ", "Quách Thị Cùng"


@pytest.fixture
def household(committed_world):
    """A housemate, whose row comes first, and the head, in whose name it stands."""
    hamlet = committed_world.places.hamlet
    mate = make_resident(hamlet, HOUSEMATE, 1950).learner
    head = make_resident(hamlet, HEAD, 1950).learner
    Learner.objects.filter(pk=mate.pk).update(household=HEAD)
    return mate, head


def somebody_waits():
    """Tell whether a transaction of this database waits for a row of another's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else it says what it said
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def wait_for(happened, seconds=20):
    until = monotonic() + seconds
    while not happened():
        assert monotonic() < until
        sleep(0.01)


def test_forgetting_a_head_and_taking_over_a_list_never_lock_each_other_out(
    committed_world, household, noon, monkeypatch
):
    """The head's row is held; the list comes for both; then the mate's row is due."""
    mate, head = household
    officer = committed_world.staff["officer"]
    clerk = Clerk(committed_world.places, officer)
    roster = clerk.check(
        f";{HOUSEMATE};1950;;0900000001;Xóm Mẫu;", f";{HEAD};1950;;0900000002;Xóm Mẫu;"
    )
    assert roster.lines.to_apply().count() == 2
    applying.ask_to_apply(roster, at=noon)
    held, really = Event(), forgetting._leave_out_of_lists

    def held_and_waited_for(learner):
        held.set()
        wait_for(somebody_waits)
        really(learner)

    def take_over():
        held.wait(20)
        applying.apply(str(roster.pk), at=noon)

    monkeypatch.setattr(forgetting, "_leave_out_of_lists", held_and_waited_for)
    home = head.hamlet_on(noon.date()).pk

    at_once(lambda: services.forget(head, home=home, by=officer, at=noon), take_over)

    roster.refresh_from_db()
    mate.refresh_from_db()
    assert roster.state == State.DONE
    assert (mate.phone, HEAD in mate.household) == ("+84900000001", False)
    assert not RosterLine.objects.filter(learner=head).exists()


def test_two_of_one_household_are_forgotten_at_once(committed_world, household, noon):
    mate, head = household
    Learner.objects.filter(pk=head.pk).update(household=HOUSEMATE)
    officer = committed_world.staff["officer"]
    home = head.hamlet_on(noon.date()).pk

    def forget(learner):
        return lambda: services.forget(learner, home=home, by=officer, at=noon)

    at_once(forget(mate), forget(head))

    assert not Learner.objects.filter(full_name__in=[HEAD, HOUSEMATE]).exists()
