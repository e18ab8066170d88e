"""Two counters at the same moment, and somebody who registers meanwhile."""

from datetime import timedelta
from threading import Event
from time import sleep

import pytest

from lms.dashboards import services
from lms.dashboards.counting import count_hamlets
from lms.dashboards.services import rollups
from tests.lms.dashboards.kept import registered
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_many_counters_at_once_leave_one_right_roll_up(hamlet, resident, noon):
    services.rebuild(at=noon)
    resident(hamlet)

    at_once(*[lambda: services.recount([hamlet.pk], at=noon)] * 4)

    assert registered(hamlet) == 1


def test_older_figures_never_come_over_newer_ones(hamlet, resident, noon, monkeypatch):
    """The first counter is held up once it has counted; the second waits its turn."""
    resident(hamlet)
    services.rebuild(at=noon)  # so that the row to lock is there
    first_has_counted = Event()

    def counted_then_held_up(hamlet_ids, *, on):
        tallies = count_hamlets(hamlet_ids, on=on)
        if not first_has_counted.is_set():
            first_has_counted.set()
            sleep(0.5)
        return tallies

    def somebody_registers_and_is_counted():
        first_has_counted.wait(10)
        later = noon + timedelta(minutes=1)
        resident(hamlet, "Đinh Văn Thử", at=later)
        services.recount([hamlet.pk], at=later)

    monkeypatch.setattr(rollups, "count_hamlets", counted_then_held_up)
    at_once(
        lambda: services.recount([hamlet.pk], at=noon),
        somebody_registers_and_is_counted,
    )

    assert registered(hamlet) == 2
