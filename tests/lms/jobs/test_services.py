import logging
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from lms.jobs import handlers, services
from lms.jobs.handlers import Handler
from lms.jobs.models import Job, WorkerBeat

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


class Clock:
    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def sent(monkeypatch):
    """The ids handed to the broker."""
    ids = []
    monkeypatch.setattr(services, "send", lambda more: ids.extend(more) or [])
    return ids


@pytest.fixture
def silent_broker(monkeypatch):
    monkeypatch.setattr(services, "send", list)


@pytest.fixture
def does(monkeypatch):
    """Let a function be the work of the kind ``test``."""

    def does(work, tries=5):
        handler = Handler(work, lease=2 * MINUTE, tries=tries)
        monkeypatch.setitem(handlers._handlers, "test", handler)

    does(lambda job: None)
    return does


def enqueued(key="a", **arguments):
    return services.enqueue("test", key, at=NOON, **arguments)


def test_the_broker_hears_of_a_job_when_its_transaction_commits(
    sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueued()
        assert sent == []

    assert sent == [job.pk]


def test_a_second_wish_for_waiting_work_is_the_first_one(
    sent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = enqueued(), enqueued()

    assert second == first
    assert sent == [first.pk]


def test_the_same_key_of_another_kind_is_other_work():
    assert enqueued() != services.enqueue("other", "a", at=NOON)


def test_finished_work_can_be_wished_for_anew(sent, does, clock):
    first = enqueued()
    services.run(first.pk, clock=clock)

    assert enqueued() != first


def test_where_the_broker_is_silent_the_sweep_sends_the_job_later(
    silent_broker, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueued()
    assert services.sweep(at=NOON + SECOND) == 1
    sent = []
    monkeypatch.setattr(services, "send", lambda ids: sent.extend(ids) or [])

    services.sweep(at=NOON + 16 * SECOND)
    services.sweep(at=NOON + 31 * SECOND)

    assert sent == [job.pk]


def test_the_handler_gets_what_was_enqueued_and_the_job_is_done(does, clock):
    got = {}
    does(lambda job, **arguments: got.update(arguments, key=job.key))
    job = enqueued("c7", certificate=7)

    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert got == {"certificate": 7, "key": "c7"}
    assert (job.state, job.attempts, job.finished_at) == (Job.State.DONE, 1, NOON)
    assert job.progress_percent == 100


def test_a_message_that_comes_twice_does_the_work_once(does, clock):
    runs = []
    does(lambda job: runs.append(job))
    job = enqueued()

    services.run(job.pk, clock=clock)
    services.run(job.pk, clock=clock)

    assert len(runs) == 1


def test_a_running_job_is_not_taken_by_another_worker(does, clock):
    runs = []

    def work(job):
        runs.append(job)
        services.run(job.id, clock=clock)  # the second worker

    does(work)

    services.run(enqueued().pk, clock=clock)

    assert len(runs) == 1


def test_a_message_about_no_job_is_ignored(clock):
    services.run(uuid4(), clock=clock)


def test_a_job_wished_for_while_it_runs_is_run_once_more(sent, does, clock):
    seen = []

    def work(job, hamlet):
        seen.append(hamlet)
        if len(seen) == 1:
            enqueued(hamlet="second")

    does(work)
    job = enqueued(hamlet="first")

    services.run(job.pk, clock=clock)
    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert seen == ["first", "second"]
    assert sent == [job.pk]
    assert job.state == Job.State.DONE


def test_a_failed_try_is_repeated_after_a_growing_pause(sent, does, clock, caplog):
    def work(job):
        raise OSError("disk full")

    does(work)
    job = enqueued()
    pauses = []

    for _ in range(4):
        services.run(job.pk, clock=clock)
        job.refresh_from_db()
        pauses.append((job.due_at - clock.now).total_seconds())
        assert services.sweep(at=job.due_at - SECOND) == 0
        clock.now = job.due_at
        assert services.sweep(at=clock.now) == 1

    assert pauses == [10, 40, 160, 640]
    assert job.state == Job.State.WAITING
    assert "disk full" in job.error
    assert "disk full" in caplog.text


def test_after_the_last_try_the_job_has_failed(does, clock, caplog):
    caplog.set_level(logging.CRITICAL)

    def work(job):
        raise OSError("disk full")

    does(work, tries=1)
    job = enqueued()

    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert (job.state, job.finished_at) == (Job.State.FAILED, NOON)
    assert "disk full" in job.error


def test_work_that_can_never_succeed_fails_at_once_with_a_sentence(does, clock):
    def work(job):
        raise services.JobError("The file is gone.")

    does(work)
    job = enqueued()

    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert (job.state, job.message) == (Job.State.FAILED, "The file is gone.")


def test_work_of_an_unknown_kind_waits_for_a_newer_worker(clock, caplog):
    job = services.enqueue("from the future", "a", at=NOON)

    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.WAITING, 0)
    assert "from the future" in caplog.text


def test_a_job_left_by_a_dead_worker_is_done_after_its_lease(sent, does, clock):
    def die(job):
        raise SystemExit

    does(die)
    job = enqueued()
    with pytest.raises(SystemExit):
        services.run(job.pk, clock=clock)
    does(lambda job: None)

    early = services.sweep(at=NOON + MINUTE)
    clock.now = NOON + 2 * MINUTE
    late = services.sweep(at=clock.now)
    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert (early, late, sent) == (0, 1, [job.pk])
    assert (job.state, job.attempts) == (Job.State.DONE, 2)


def test_a_job_that_kills_every_worker_is_given_up(does, clock):
    def die(job):
        raise SystemExit

    does(die, tries=2)
    job = enqueued()

    for _ in range(2):
        with pytest.raises(SystemExit):
            services.run(job.pk, clock=clock)
        clock.now += 3 * MINUTE
    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_progress_is_written_and_keeps_the_job(does, clock):
    seen = []

    def work(job):
        clock.now += MINUTE
        job.progress(3, 4, "Drawing")
        seen.append(Job.objects.get())

    does(work)

    services.run(enqueued().pk, clock=clock)

    assert seen[0].progress_percent == 75
    assert seen[0].message == "Drawing"
    assert seen[0].lease_until == NOON + 3 * MINUTE


def test_progress_is_not_written_at_every_step(
    does, clock, django_assert_max_num_queries
):
    def work(job):
        with django_assert_max_num_queries(2):
            for step in range(1000):
                job.progress(step, 1000)

    does(work)

    services.run(enqueued().pk, clock=clock)


def test_a_worker_that_lost_its_lease_stops_and_changes_nothing(does, clock):
    steps = []

    def work(job):
        steps.append(job.attempt)
        if job.attempt == 1:  # asleep past its lease; another worker takes over
            clock.now += 3 * MINUTE
            services.run(job.id, clock=clock)
            job.progress(1, 2)
            steps.append("not reached")

    does(work)
    job = enqueued()

    services.run(job.pk, clock=clock)

    job.refresh_from_db()
    assert steps == [1, 2]
    assert (job.state, job.attempts) == (Job.State.DONE, 2)


def test_the_sweep_takes_an_old_message_for_lost(sent):
    job = enqueued()

    assert services.sweep(at=NOON + 29 * SECOND) == 0
    assert services.sweep(at=NOON + 30 * SECOND) == 1
    assert services.sweep(at=NOON + 31 * SECOND) == 0
    assert sent == [job.pk]


def test_the_sweep_forgets_what_ended_long_ago(does, clock):
    job = enqueued()
    services.run(job.pk, clock=clock)

    services.sweep(at=NOON + 13 * 24 * 60 * MINUTE)
    assert Job.objects.filter(pk=job.pk).exists()
    services.sweep(at=NOON + 15 * 24 * 60 * MINUTE)
    assert not Job.objects.filter(pk=job.pk).exists()


def test_a_worker_is_alive_for_a_minute_after_its_beat():
    services.beat("w1", at=NOON)
    services.beat("w1", at=NOON + SECOND)

    assert WorkerBeat.objects.alive(NOON + MINUTE).count() == 1
    assert not WorkerBeat.objects.alive(NOON + MINUTE + SECOND).exists()


def test_a_wish_in_a_transaction_that_fails_is_forgotten(sent, transactional_db):
    with transaction.atomic():
        enqueued()
        transaction.set_rollback(True)

    assert sent == []
    assert not Job.objects.exists()
    assert not connection.in_atomic_block


def test_two_handlers_of_one_kind_are_refused(does):
    with pytest.raises(ValueError, match="test"):
        handlers.job_handler("test")(lambda job: None)


def test_what_failed_can_be_tried_again(sent, does, clock):
    def work(job, certificate):
        raise services.JobError("The file is gone.")

    does(work)
    job = enqueued("c7", certificate=7)
    services.run(job.pk, clock=clock)

    assert services.try_failed_again(at=NOON + MINUTE) == 1

    again = Job.objects.get()
    assert (again.key, again.arguments) == ("c7", {"certificate": 7})
    assert (again.state, again.attempts) == (Job.State.WAITING, 0)
