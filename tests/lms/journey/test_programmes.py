"""A programme put together after its courses were done is completed all the same."""

from datetime import timedelta

import pytest

from lms.certificates.models import Certificate
from lms.jobs.handlers import handler_for
from lms.journey import services
from lms.learners.services import withdraw
from lms.progress.services import COMPLETE, save_programme
from tests.factories import make_resident

LATER = timedelta(days=30)


@pytest.fixture
def graduates(learn, lessons, places, resident):
    """Three residents who have done course F, and one who has begun it."""
    cards = [make_resident(places.hamlet, "Bùi Văn Ví", 1950 + n) for n in range(3)]
    half, *done = [resident, *(card.learner for card in cards)]
    learn(lessons.first, learner=half)
    for learner in done:
        learn(lessons.first, learner=learner)
        learn(lessons.second, learner=learner)
    return done


@pytest.fixture
def programme(graduates, lessons):
    """Of course F alone, made after all that."""
    return save_programme("f", title_vi="Mới", title_en="New", courses=[lessons.course])


@pytest.fixture
def certify(programme, noon):
    def certify(tell=lambda done, total: None, clock=lambda: noon + LATER):
        return services.certify_programme(programme.pk, clock=clock, tell=tell)

    return certify


def holders(programme):
    papers = Certificate.objects.filter(programme_completion__programme=programme)
    return {paper.learner for paper in papers}


def test_who_had_done_the_courses_gets_the_certificate(certify, programme, graduates):
    told = []

    done = certify(lambda *so_far: told.append(so_far))

    assert (done, told[-1]) == (3, (3, 3))
    assert holders(programme) == set(graduates)


def test_a_second_run_changes_nothing(certify, programme):
    certify()

    assert certify() == 0
    assert programme.completions.count() == 3


def test_broken_off_it_goes_on_where_it_stopped(
    certify, programme, graduates, monkeypatch
):
    monkeypatch.setattr(services, "AT_ONCE", 1)

    def die(done, total):
        raise SystemExit

    with pytest.raises(SystemExit):
        certify(die)
    first = programme.completions.count()

    assert (first, certify()) == (1, 2)
    assert holders(programme) == set(graduates)


def test_who_took_the_agreement_back_is_passed_over(
    certify, programme, graduates, noon
):
    gone, *others = graduates
    withdraw(gone, "vi", by=gone.user, at=noon)

    assert certify() == 2
    assert holders(programme) == set(others)


def test_each_batch_arrives_when_it_is_written(certify, programme, noon, monkeypatch):
    monkeypatch.setattr(services, "AT_ONCE", 2)
    moments = [noon + LATER, noon + LATER + timedelta(minutes=9)]

    certify(clock=iter(moments).__next__)

    arrived = programme.completions.order_by("arrived_at")
    assert list(arrived.values_list("arrived_at", flat=True)) == [
        *(moments[0], moments[0], moments[1])
    ]


@pytest.mark.parametrize("change", [{"active": False}, {"course_keys": []}])
def test_a_programme_out_of_use_or_empty_is_completed_by_nobody(
    certify, programme, change
):
    type(programme).objects.filter(pk=programme.pk).update(**change)

    assert certify() == 0


def test_the_worker_knows_the_job(db):
    assert handler_for(COMPLETE)


def test_a_lesson_gone_offline_completes_the_course_for_who_did_the_others(
    learn, lessons, resident, noon
):
    learn(lessons.first)
    lessons.second.unpublish()

    def certify():
        key = lessons.course.translation_key
        return services.certify_course(key, clock=lambda: noon, tell=lambda *_: None)

    assert (certify(), certify()) == (1, 0)
    assert Certificate.objects.get().course_completion.learner == resident
