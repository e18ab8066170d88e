"""A programme put together after its courses were done is completed all the same."""

from datetime import timedelta
from functools import partial

import pytest

from lms.certificates.models import Certificate
from lms.jobs.handlers import handler_for
from lms.journey import services
from lms.learners.services import withdraw
from lms.lib.facts import HowWitnessed
from lms.progress.rules import Of, Rule
from lms.progress.services import COMPLETE, all_of, save_programme, set_rule
from tests.addresses import address
from tests.factories import make_resident

english = partial(address, language="en")
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
def programme(graduates, lessons, noon):
    """Of course F alone, made after all that."""
    words = {"title_vi": "Mới", "title_en": "New"}
    return save_programme("f", rule=all_of([lessons.course]), at=noon, **words)


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

    certify(clock=iter([noon, *moments]).__next__)

    arrived = programme.completions.order_by("arrived_at")
    assert list(arrived.values_list("arrived_at", flat=True)) == [
        *(moments[0], moments[0], moments[1])
    ]


def test_a_programme_out_of_use_is_completed_by_nobody(certify, programme):
    type(programme).objects.filter(pk=programme.pk).update(active=False)

    assert certify() == 0


def test_a_rule_without_parts_is_met_by_nobody(certify, programme, noon):
    set_rule(programme, all_of([]), at=noon)

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


def test_core_skills_complete_a_programme_with_the_lesson_that_was_missing(
    learn, lessons, resident, noon
):
    for lesson, skill in [(lessons.first, 1), (lessons.easy, 4)]:
        lesson.core_skill = skill
        lesson.save()
    rule = Rule(Of.SKILLS, ("1", "4"))
    save_programme("ky-nang", title_vi="Kỹ năng", rule=rule, at=noon)

    services.mark_as_done(resident, lessons.easy, how=HowWitnessed(), at=noon)
    learn(lessons.first)

    paper = Certificate.objects.get(programme_completion__programme__slug="ky-nang")
    assert (paper.learner, paper.title, paper.issued_at) == (resident, "Kỹ năng", noon)


def test_a_changed_rule_touches_no_certificate(certify, programme, lessons, noon):
    certify()
    before = list(Certificate.objects.order_by("pk").values())

    set_rule(programme, all_of([lessons.course, lessons.easy_course]), at=noon)

    assert certify() == 0
    assert list(Certificate.objects.order_by("pk").values()) == before


def test_my_page_tells_how_far_i_am(phone, learn, lessons, resident, noon):
    before = phone.get(english("journey:me")).content.decode()
    learn(lessons.first)
    learn(lessons.second)
    under_way = phone.get(english("journey:me")).content.decode()
    services.mark_as_done(resident, lessons.easy, how=HowWitnessed(), at=noon)

    assert "0 of 2 courses done" in before
    assert "1 of 2 courses done" in under_way
    assert "Completed on" in phone.get(english("journey:me")).content.decode()
