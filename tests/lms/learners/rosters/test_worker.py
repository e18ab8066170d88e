"""A list over a real worker that is killed in the midst of it."""

import signal

import pytest
from django.utils import timezone

from lms.jobs.models import Job
from lms.learners.models import Learner, RosterImport, State
from lms.learners.rosters.applying import ask_to_apply
from lms.learners.rosters.starting import ask_to_check
from tests.lms.learners.rosters.conftest import Clerk

pytestmark = pytest.mark.worker
PEOPLE = 4000


def state_is(roster, state):
    return RosterImport.objects.filter(pk=roster.pk, state=state).exists()


def test_a_list_survives_a_killed_worker_and_adds_everybody_once(
    redis_worker, committed_world
):
    world, now = committed_world, timezone.now()
    clerk = Clerk(world.places, world.staff["officer"], at=now)
    before = Learner.objects.count()
    names = [
        f"Bùi Thị {chr(97 + n % 26)}a {chr(97 + n // 26 % 26)}o" for n in range(676)
    ]
    roster = clerk.send(
        *(f";{names[n % 676]};{1950 + n // 676};;;Xóm Mẫu;" for n in range(PEOPLE))
    )
    ask_to_check(roster, at=now)
    redis_worker.wait_for(lambda: state_is(roster, State.READY))
    ready = RosterImport.objects.get(pk=roster.pk)
    ask_to_apply(ready, at=timezone.now())
    redis_worker.wait_for(lambda: Learner.objects.count() > before)
    redis_worker.stop(signal.SIGKILL)
    half = Learner.objects.count() - before
    Job.objects.filter(state="running").update(lease_until=timezone.now())

    redis_worker.start()
    redis_worker.wait_for(lambda: state_is(roster, State.DONE))

    assert 0 < half < ready.counts["new"]
    assert Learner.objects.count() - before == ready.counts["new"]
