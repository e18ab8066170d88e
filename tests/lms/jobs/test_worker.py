"""A real worker over a real broker, either of which dies at the worst moment."""

import signal

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from lms.jobs import services
from lms.jobs.models import Job, WorkerBeat

pytestmark = pytest.mark.worker


def enqueue(kind, **arguments):
    return services.enqueue(kind, "a", at=timezone.now(), **arguments)


def is_in(state):
    return lambda: Job.objects.filter(state=state).exists()


def notes():
    """What the handlers left, beside the groups that migrations make."""
    return list(
        Group.objects.exclude(name__in=["Moderators", "Editors"]).values_list(
            "name", flat=True
        )
    )


def test_a_job_is_done_by_the_worker(redis_worker):
    enqueue("tests.note", text="Xóm Mẫu")

    redis_worker.wait_for(is_in(Job.State.DONE))

    assert len(notes()) == 1


def test_the_worker_shows_that_it_is_alive(redis_worker):
    redis_worker.wait_for(WorkerBeat.objects.alive(timezone.now()).exists)


def test_a_job_wanted_while_the_broker_is_down_is_done_once_it_is_back(redis_worker):
    redis_worker.broker.stop()
    before = timezone.now()
    enqueue("tests.note", text="late")
    waited = timezone.now() - before

    redis_worker.broker.start()
    redis_worker.wait_for(is_in(Job.State.DONE))

    assert waited.total_seconds() < 1
    assert len(notes()) == 1


def test_a_job_wanted_while_no_worker_runs_is_done_by_the_next(redis_worker):
    redis_worker.stop()
    enqueue("tests.note", text="patient")

    redis_worker.start()
    redis_worker.wait_for(is_in(Job.State.DONE))

    assert len(notes()) == 1


def test_a_job_whose_worker_was_killed_is_done_by_the_next(redis_worker):
    enqueue("tests.slow", seconds=600)
    redis_worker.wait_for(is_in(Job.State.RUNNING))
    redis_worker.stop(signal.SIGKILL)
    lapsed = timezone.now()
    Job.objects.update(lease_until=lapsed, sent_at=lapsed - services.RESEND_AFTER)

    redis_worker.start()
    redis_worker.wait_for(is_in(Job.State.DONE))

    assert Job.objects.get().attempts == 2
    assert notes() == ["slow work done"]


def test_a_worker_told_to_stop_finishes_what_it_has_begun(redis_worker):
    enqueue("tests.slow", seconds=2)
    redis_worker.wait_for(is_in(Job.State.RUNNING))

    redis_worker.stop()

    assert Job.objects.get().state == Job.State.DONE


def test_a_sentence_for_people_comes_back_from_the_worker(redis_worker):
    enqueue("tests.refuse")

    redis_worker.wait_for(is_in(Job.State.FAILED))

    assert Job.objects.get().message == "There is nothing to draw."
