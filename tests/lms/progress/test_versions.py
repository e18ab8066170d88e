"""A programme's rule changes over time; what was earned by an older one stays."""

from datetime import timedelta
from random import Random

import pytest
from django.utils import timezone

from lms.celery import app
from lms.jobs.models import Job
from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed
from lms.progress.models import ProgrammeCompletion, ProgrammeVersion
from lms.progress.reading import parts_done, ways_of
from lms.progress.rules import Meant, Of, Rule
from lms.progress.services import (
    all_of,
    ask_for_who_has_become_due,
    complete_course,
    complete_lesson,
    complete_programmes,
    save_programme,
    set_rule,
    waiting_for,
)
from lms.progress.tasks import look_who_has_become_due
from lms.settings import base
from tests.factories import make_resident

DAY = timedelta(days=1)
TWO_SKILLS = Rule(Of.SKILLS, ("1", "4"))


@pytest.fixture
def programme(lessons, noon):
    """Of one course; the world's own is out of the way."""
    lessons.programme.delete()
    return save_programme("so", rule=all_of([lessons.course]), at=noon)


@pytest.fixture
def do(noon):
    """Let somebody do lessons and complete what follows; return the programmes."""

    def do(learner, *pages, how=None, at=noon):
        for page in pages:
            done = complete_lesson(learner, page, how=how or HowWitnessed(), at=at)
            complete_course(done, at=at)
        return complete_programmes(learner, at=at)

    return do


@pytest.fixture
def bearing(lessons):
    """Lessons that bear core skills: the first 1, the second 4, the easy one 4."""
    for page, skill in [(lessons.first, 1), (lessons.second, 4), (lessons.easy, 4)]:
        page.core_skill = skill
        page.save()
    return lessons


def test_saving_the_same_rule_makes_no_version(programme, lessons, noon):
    before = programme.newest

    assert set_rule(programme, all_of([lessons.course]), at=noon + DAY) == before
    assert programme.versions.count() == 1


def test_another_rule_holds_from_its_day_on(programme, lessons, noon):
    new = set_rule(programme, TWO_SKILLS, at=noon, from_on=noon.date() + 2 * DAY)

    in_force = programme.versions.in_force
    assert in_force(noon.date() + DAY).get().number == 1
    assert in_force(noon.date() + 2 * DAY).get() == new
    assert not in_force(noon.date() - DAY)


def test_the_one_made_last_puts_off_one_that_has_not_begun(programme, lessons, noon):
    set_rule(programme, TWO_SKILLS, at=noon, from_on=noon.date() + 2 * DAY)

    last = set_rule(programme, all_of([lessons.easy_course]), at=noon)

    assert programme.versions.in_force(noon.date() + 9 * DAY).get() == last


def test_what_was_earned_by_an_older_rule_stays(programme, resident, lessons, do, noon):
    [done] = do(resident, lessons.first, lessons.second)
    first = programme.newest
    set_rule(programme, all_of([lessons.course, lessons.easy_course]), at=noon + DAY)

    again = do(resident, lessons.easy, at=noon + 2 * DAY)

    kept = ProgrammeCompletion.objects.get()
    assert (again, kept, kept.version, kept.witness) == ([], done, first, "alone")
    assert kept.parts == [str(lessons.course.translation_key)]


def test_whoever_completes_names_the_version_in_force(programme, resident, lessons, do):
    new = set_rule(
        programme, all_of([lessons.easy_course]), at=programme.newest.made_at
    )

    [done] = do(resident, lessons.easy)

    assert done.version == new


def test_at_least_so_many_are_enough(programme, resident, lessons, do, noon):
    both = all_of([lessons.course, lessons.easy_course])
    set_rule(programme, Rule(keys=both.keys, at_least=1), at=noon)

    [done] = do(resident, lessons.easy)

    assert done.parts == [str(lessons.easy_course.translation_key)]


def test_a_completed_lesson_of_each_core_skill(programme, resident, bearing, do, noon):
    set_rule(programme, TWO_SKILLS, at=noon)

    before = do(resident, bearing.easy)
    [done] = do(resident, bearing.first)

    assert before == []
    keys = (bearing.easy.translation_key, bearing.first.translation_key)
    assert done.parts == sorted(map(str, keys))


def test_skills_stand_as_their_best_lesson_does(programme, resident, bearing, do, noon):
    set_rule(programme, TWO_SKILLS, at=noon)
    helped = HowWitnessed("helped", helped_by="family")
    [done] = do(resident, bearing.easy, bearing.first, how=helped)

    do(resident, bearing.first)
    before = done.confirmations.count()
    complete_lesson(resident, bearing.second, how=HowWitnessed(), at=noon)
    complete_lesson(resident, bearing.easy, how=HowWitnessed(), at=noon)

    assert (done.witness, before, done.standing.witness) == ("helped", 0, "alone")


@pytest.mark.parametrize("meant", [Meant(age_from=100), Meant(sex="female")])
def test_who_is_not_meant_completes_nothing(
    programme, resident, lessons, do, noon, meant
):
    keys = all_of([lessons.easy_course]).keys
    set_rule(programme, Rule(keys=keys, meant=meant), at=noon)

    assert do(resident, lessons.easy) == []
    assert ways_of(resident, on=noon.date()) == []
    assert not waiting_for(programme, on=noon.date())


@pytest.mark.parametrize("seed", range(4))
def test_the_database_finds_those_who_meet_the_rule(
    programme, bearing, places, do, noon, seed
):
    chance, today = Random(seed), noon.date()
    pages = [bearing.first, bearing.second, bearing.easy]
    courses = all_of([bearing.course, bearing.easy_course]).keys
    ProgrammeVersion.objects.filter(programme=programme).update(from_on=today + DAY)
    for number in range(8):
        born = 1950 + chance.randrange(20)
        learner = make_resident(places.hamlet, f"Bùi Văn {number}", born).learner
        learner.sex = chance.choice(["", "female", "male"])
        learner.save()
        do(learner, *chance.sample(pages, chance.randrange(4)))
    for of, keys in [(Of.COURSES, courses), (Of.SKILLS, ("1", "4"))]:
        ages = chance.choice([(None, None), (60, None), (None, 66), (60, 70)])
        meant = Meant(*ages, chance.choice(["", "", "female"]))
        rule = Rule(of, keys, chance.choice([None, 1, 2]), meant)
        set_rule(programme, rule, at=noon)

        found = set(waiting_for(programme, on=today))

        assert found == {
            each
            for each in Learner.objects.all()
            if meant.includes(each.birth_year, each.sex, on=today)
            and rule.how(parts_done(each, of))
        }


def test_who_comes_into_the_age_is_asked_for(programme, resident, lessons, do, noon):
    keys = all_of([lessons.easy_course]).keys
    age = noon.year + 1 - resident.birth_year
    set_rule(programme, Rule(keys=keys, meant=Meant(age_from=age)), at=noon)
    do(resident, lessons.easy)

    assert ask_for_who_has_become_due(at=noon) == []
    [job] = ask_for_who_has_become_due(at=noon.replace(year=noon.year + 1))
    assert job.key == str(programme.pk)


def test_a_version_that_begins_is_asked_for(programme, resident, lessons, do, noon):
    do(resident, lessons.easy)
    soon = noon + 5 * DAY
    set_rule(programme, all_of([lessons.easy_course]), at=noon, from_on=soon.date())

    assert ask_for_who_has_become_due(at=noon) == []
    assert len(ask_for_who_has_become_due(at=soon)) == 1


def test_how_far_somebody_is(programme, resident, bearing, do, noon):
    set_rule(programme, TWO_SKILLS, at=noon)
    do(resident, bearing.easy)
    [under_way] = ways_of(resident, on=noon.date())
    do(resident, bearing.first)
    [there] = ways_of(resident, on=noon.date())

    assert (under_way.done, under_way.total, under_way.completion) == (1, 2, None)
    assert (there.done, there.total) == (2, 2)
    assert there.completion


def test_the_beat_looks_who_has_become_due(programme, resident, lessons, do):
    app.loader.import_default_modules()
    do(resident, lessons.easy)
    set_rule(programme, all_of([lessons.easy_course]), at=timezone.now())

    look_who_has_become_due()

    assert base.CELERY_BEAT_SCHEDULE["due"]["task"] in app.tasks
    assert Job.objects.get().key == str(programme.pk)
