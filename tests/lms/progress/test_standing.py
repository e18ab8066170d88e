"""What was done again, more independently, stands higher; nothing ever stands lower."""

from datetime import timedelta

import pytest

from lms.journey.services import mark_as_done
from lms.lib.facts import HowWitnessed, Witness
from lms.progress.models import Confirmation, CourseCompletion, LessonCompletion
from lms.progress.rules import Of, Rule
from lms.progress.services import (
    all_of,
    complete_course,
    complete_lesson,
    complete_programmes,
    save_programme,
)
from lms.progress.standing import least_independent
from tests.factories import make_lesson
from tests.queries import queries

ALONE = HowWitnessed()
BY_FAMILY = HowWitnessed(Witness.HELPED, helped_by="family")
HOUR = timedelta(hours=1)


@pytest.fixture
def checked(staff):
    return HowWitnessed(Witness.CHECKED, staff["helper"].pk)


@pytest.fixture
def ways(checked):
    return {"helped": BY_FAMILY, "alone": ALONE, "checked": checked}


@pytest.fixture
def finish(resident, noon):
    """Complete a lesson, and what it was the last part of; return the three."""

    def finish(lesson, how=ALONE, at=noon):
        done = complete_lesson(resident, lesson, how=how, at=at)
        course_done = complete_course(done, at=at)
        programmes = complete_programmes(resident, at=at) if course_done else []
        return done, course_done, programmes

    return finish


@pytest.fixture
def all_helped(finish, lessons):
    """Everything there is, done with help: the last lesson, its course, programme."""
    finish(lessons.easy, BY_FAMILY)
    finish(lessons.first, BY_FAMILY)
    done, course, [programme] = finish(lessons.second, BY_FAMILY)
    return done, course, programme


def by_database(what):
    """Return the witness of each standing, read by the database."""
    rows = type(what).objects.with_best_witness()
    return rows.get(pk=what.pk).best_witness


def test_one_helped_part_makes_the_whole_helped(finish, lessons):
    finish(lessons.first, BY_FAMILY)

    _, course_done, _ = finish(lessons.second)

    assert course_done.how == BY_FAMILY


def test_a_whole_is_checked_where_every_part_was(finish, lessons, checked):
    finish(lessons.first, checked)

    _, course_done, _ = finish(lessons.second, checked)

    assert course_done.how == checked


def test_a_part_done_alone_makes_a_checked_whole_alone(finish, lessons, checked):
    finish(lessons.first, checked)

    _, course_done, _ = finish(lessons.second, ALONE)

    assert course_done.how == ALONE


def test_nothing_at_all_was_done_alone():
    assert least_independent([]) == ALONE


@pytest.mark.parametrize("then", ["helped", "alone", "checked"])
@pytest.mark.parametrize("first", ["helped", "alone", "checked"])
def test_of_two_ways_the_more_independent_one_counts(
    finish, lessons, ways, first, then
):
    order = ["helped", "alone", "checked"]
    done, _, _ = finish(lessons.first, ways[first])

    again, _, _ = finish(lessons.first, ways[then])

    best = max(first, then, key=order.index)
    assert again == done
    assert again.how == ways[first]
    assert again.standing == ways[best]
    assert by_database(done) == best
    assert Confirmation.objects.count() == (best != first)


def test_a_further_fact_says_who_what_when_and_how(
    finish, resident, lessons, noon, checked
):
    done, _, _ = finish(lessons.first, BY_FAMILY)

    finish(lessons.first, checked, at=noon + HOUR)

    said = Confirmation.objects.get()
    assert (said.learner, said.lesson_done, said.how) == (resident, done, checked)
    assert (said.occurred_at, said.arrived_at) == (noon + HOUR, noon + HOUR)
    assert said.pk.version == 7


def test_what_was_confirmed_is_not_confirmed_again(finish, lessons):
    finish(lessons.first, BY_FAMILY)

    for _ in range(3):
        finish(lessons.first, ALONE)

    assert Confirmation.objects.count() == 1


def test_a_course_stands_higher_with_the_last_of_its_lessons(
    all_helped, finish, lessons, ways
):
    _, course, _ = all_helped

    finish(lessons.first, ways["checked"])
    after_one = by_database(course)
    finish(lessons.second, ALONE)
    after_both = by_database(course)
    finish(lessons.second, ways["checked"])

    assert (after_one, after_both) == ("helped", "alone")
    assert by_database(course) == "checked"
    assert CourseCompletion.objects.get(pk=course.pk).standing == ways["checked"]
    assert CourseCompletion.objects.get(pk=course.pk).how == BY_FAMILY


def test_a_programme_stands_higher_with_the_last_of_its_courses(
    all_helped, finish, lessons, checked
):
    _, _, programme = all_helped

    finish(lessons.first, checked)
    finish(lessons.second, checked)
    before = by_database(programme)
    finish(lessons.easy, ALONE)

    assert (before, by_database(programme)) == ("helped", "alone")
    assert type(programme).objects.get().standing == ALONE


def test_a_lesson_confirmed_before_its_course_was_complete_counts_as_confirmed(
    finish, lessons
):
    finish(lessons.first, BY_FAMILY)
    finish(lessons.first, ALONE)

    _, course_done, _ = finish(lessons.second, ALONE)

    assert course_done.how == ALONE
    assert not course_done.confirmations.exists()


def test_a_lesson_added_later_holds_no_course_down(all_helped, finish, lessons):
    _, course, _ = all_helped
    third = make_lesson(lessons.course, "F3", "Mật khẩu", "Passwords", asks=False)
    finish(third, BY_FAMILY)

    finish(lessons.first, ALONE)
    finish(lessons.second, ALONE)

    assert by_database(course) == "alone"


def test_a_lesson_moved_to_another_course_still_raises_the_one_it_was_in(
    all_helped, finish, lessons
):
    _, course, _ = all_helped
    lessons.first.refresh_from_db()
    lessons.first.move(lessons.easy_course, pos="last-child")
    moved = type(lessons.first).objects.get(pk=lessons.first.pk)

    finish(moved, ALONE)
    finish(lessons.second, ALONE)

    assert by_database(course) == "alone"


def test_others_stay_as_they_are(all_helped, finish, lessons, same_hamlet, noon):
    theirs = complete_lesson(same_hamlet, lessons.first, how=BY_FAMILY, at=noon)

    finish(lessons.first, ALONE)

    assert by_database(theirs) == "helped"


def test_standings_of_many_are_one_question(all_helped):
    with queries() as asked:
        list(LessonCompletion.objects.with_best_witness())

    assert len(asked) == 1


def test_a_course_done_later_raises_a_programme_that_takes_some_of_many(
    finish, lessons, resident, noon
):
    keys = all_of([lessons.course, lessons.easy_course]).keys
    programme = save_programme("mot", rule=Rule(keys=keys, at_least=1), at=noon)
    finish(lessons.easy, BY_FAMILY)
    done = programme.completions.get()

    finish(lessons.first, ALONE)
    before = by_database(done)
    finish(lessons.second, ALONE)

    assert (before, by_database(done)) == ("helped", "alone")
    assert done.confirmations.get().learner == resident


def test_a_further_lesson_of_a_skill_raises_a_programme_of_skills(
    lessons, resident, noon
):
    for lesson in (lessons.easy, lessons.first):
        lesson.quiz, lesson.core_skill = None, 1
        lesson.save()
    rule = Rule(Of.SKILLS, ("1",))
    programme = save_programme("ky-nang", rule=rule, at=noon)
    mark_as_done(resident, lessons.easy, how=BY_FAMILY, at=noon)

    mark_as_done(resident, lessons.first, how=ALONE, at=noon + HOUR)

    assert by_database(programme.completions.get()) == "alone"


def test_a_course_stays_as_it_is_where_a_lesson_of_it_is_gone(
    all_helped, finish, lessons, same_hamlet
):
    done, course, _ = all_helped
    LessonCompletion.objects.filter(pk=done.pk).update(learner=same_hamlet)

    finish(lessons.first, ALONE)

    assert by_database(course) == "helped"
