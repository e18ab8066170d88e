import pytest

from lms.lib.facts import HowWitnessed, Witness
from lms.progress.models import CourseCompletion, Enrolment, LessonCompletion
from lms.progress.services import (
    all_of,
    complete_course,
    complete_lesson,
    complete_programmes,
    enrol,
    save_programme,
)
from tests.factories import make_lesson

ALONE = HowWitnessed()
BY_FAMILY = HowWitnessed(Witness.HELPED, helped_by="family")


@pytest.fixture
def checked(staff):
    return HowWitnessed(Witness.CHECKED, staff["helper"].pk)


@pytest.fixture
def finish(resident, noon):
    """Complete a lesson, and what it was the last part of; return both."""

    def finish(lesson, how=ALONE):
        done = complete_lesson(resident, lesson, how=how, at=noon)
        return done, complete_course(done, at=noon)

    return finish


def test_the_first_step_in_a_course_enrols_once(resident, lessons, noon):
    first = enrol(resident, lessons.first, at=noon)
    second = enrol(resident, lessons.in_english("second"), at=noon)

    assert first == second == Enrolment.objects.get()
    assert first.course_key == lessons.course.translation_key
    assert (first.occurred_at, first.arrived_at) == (noon, noon)


def test_a_completion_says_who_what_when_and_how(finish, resident, lessons, noon):
    done, _course_done = finish(lessons.first, BY_FAMILY)

    assert (done.learner, done.lesson) == (resident, lessons.first)
    assert done.lesson_key == lessons.first.translation_key
    assert (done.occurred_at, done.how) == (noon, BY_FAMILY)


def test_the_first_completion_stays(finish, lessons):
    first, _ = finish(lessons.first, BY_FAMILY)

    again, _ = finish(lessons.first, ALONE)

    assert again == first
    assert again.how == BY_FAMILY


def test_a_lesson_read_in_english_is_the_same_lesson(finish, lessons):
    english = lessons.in_english("first")

    done, _ = finish(english)
    again, _ = finish(lessons.first)

    assert again == done
    assert done.lesson == english
    assert LessonCompletion.objects.count() == 1


def test_the_last_missing_lesson_completes_the_course(finish, lessons, resident):
    _, after_one = finish(lessons.second)
    _, after_all = finish(lessons.first)

    assert after_one is None
    assert after_all.learner == resident
    assert after_all.course_key == lessons.course.translation_key
    assert sorted(after_all.lesson_keys) == sorted(
        str(each.translation_key) for each in (lessons.first, lessons.second)
    )


def test_lessons_in_two_languages_complete_one_course(finish, lessons):
    finish(lessons.first)

    _, course_done = finish(lessons.in_english("second"))

    assert course_done.course_key == lessons.course.translation_key


def test_a_course_is_completed_once(finish, lessons):
    finish(lessons.first)
    finish(lessons.second)

    _, again = finish(lessons.second)

    assert again is None
    assert CourseCompletion.objects.count() == 1


def test_a_lesson_added_later_takes_nothing_away(finish, lessons):
    finish(lessons.first)
    _, course_done = finish(lessons.second)
    third = make_lesson(lessons.course, "F3", "Mật khẩu", "Passwords", asks=False)

    _, again = finish(third)

    assert again is None
    assert CourseCompletion.objects.get() == course_done
    assert str(third.translation_key) not in course_done.lesson_keys


def test_a_lesson_added_before_is_wanted(finish, lessons):
    third = make_lesson(lessons.course, "F3", "Mật khẩu", "Passwords", asks=False)
    finish(lessons.first)

    _, after_two = finish(lessons.second)
    _, after_three = finish(third)

    assert after_two is None
    assert len(after_three.lesson_keys) == 3


def test_a_lesson_taken_offline_is_not_wanted(finish, lessons):
    lessons.second.unpublish()

    _, course_done = finish(lessons.first)

    assert course_done.lesson_keys == [str(lessons.first.translation_key)]


def test_a_translation_under_way_makes_no_course_easier(finish, lessons):
    lessons.in_english("second").unpublish()

    _, course_done = finish(lessons.in_english("first"))

    assert course_done is None


def test_a_course_that_is_offline_as_a_whole_is_completed_by_nobody(finish, lessons):
    lessons.easy.unpublish()

    _, course_done = finish(lessons.easy)

    assert course_done is None


def test_the_last_missing_course_completes_the_programme(
    finish, lessons, resident, noon
):
    finish(lessons.first)
    finish(lessons.second)
    after_one = complete_programmes(resident, at=noon)

    finish(lessons.easy)
    [done] = complete_programmes(resident, at=noon)

    assert after_one == []
    assert (done.learner, done.programme) == (resident, lessons.programme)
    assert done.version == lessons.programme.newest
    assert done.parts == [*done.version.rule.keys]
    assert complete_programmes(resident, at=noon) == []


def test_one_course_may_complete_several_programmes(finish, lessons, noon):
    easy = all_of([lessons.easy_course])
    for slug in ("one", "two"):
        save_programme(slug, rule=easy, at=noon)

    _, course_done = finish(lessons.easy)
    done = complete_programmes(course_done.learner, at=noon)

    assert sorted(each.programme.slug for each in done) == ["one", "two"]


def test_a_programme_not_in_use_and_one_without_courses_are_completed_by_nobody(
    finish, lessons, noon
):
    save_programme("empty", rule=all_of([]), at=noon)
    old = save_programme("old", rule=all_of([lessons.easy_course]), at=noon)
    old.active = False
    old.save()

    _, course_done = finish(lessons.easy)

    assert complete_programmes(course_done.learner, at=noon) == []


def test_saving_a_programme_again_brings_it_up_to_date(lessons, noon):
    again = save_programme(
        lessons.programme.slug,
        title_vi="Mới",
        title_en="New",
        rule=all_of([lessons.course]),
        at=noon,
    )

    assert again == lessons.programme
    assert again.newest.rule.keys == (str(lessons.course.translation_key),)
    assert (again.title_in("vi"), again.title_in("en")) == ("Mới", "New")
