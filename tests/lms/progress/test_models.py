"""What the database itself does not let happen to a fact."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from lms.lib.facts import HowWitnessed
from lms.progress.models import (
    Confirmation,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
)
from lms.progress.services import complete_course, complete_lesson, complete_programmes


@pytest.fixture
def all_done(resident, lessons, noon):
    """Everything there is, done alone; the completion of the first lesson."""
    for lesson in (lessons.second, lessons.easy, lessons.first):
        done = complete_lesson(resident, lesson, how=HowWitnessed(), at=noon)
        course_done = complete_course(done, at=noon)
        if course_done:
            complete_programmes(course_done.learner, at=noon)
    return done


@pytest.fixture
def row(resident, lessons, noon):
    """The columns of a completion, but for how it was witnessed."""
    return {
        "learner": resident,
        "lesson": lessons.first,
        "lesson_key": lessons.first.translation_key,
        "occurred_at": noon,
        "arrived_at": noon,
    }


@pytest.mark.parametrize(
    "how",
    [
        {"witness": "alone", "helped_by": "family"},
        {"witness": "alone", "by": "helper"},
        {"witness": "helped"},
        {"witness": "checked"},
        {"witness": "checked", "by": "helper", "helped_by": "family"},
        {"witness": "seen", "by": "helper"},
        {"witness": ""},
    ],
)
def test_a_witness_is_named_where_there_is_one(row, staff, how):
    how = dict(how)
    if "by" in how:
        how["witness_by"] = staff[how.pop("by")]

    with pytest.raises(IntegrityError, match="witness_named"), transaction.atomic():
        LessonCompletion.objects.create(**row, **how)


@pytest.mark.parametrize(
    "how",
    [
        {"witness": "alone"},
        {"witness": "helped", "helped_by": "family"},
        {"witness": "helped", "by": "helper"},
        {"witness": "checked", "by": "helper"},
    ],
)
def test_alone_helped_and_checked_can_be_told(row, staff, how):
    how = dict(how)
    if "by" in how:
        how["witness_by"] = staff[how.pop("by")]

    assert LessonCompletion.objects.create(**row, **how).pk


def test_a_lesson_is_completed_once(row):
    LessonCompletion.objects.create(**row, witness="alone")

    with pytest.raises(IntegrityError), transaction.atomic():
        LessonCompletion.objects.create(**row, witness="alone")


def test_a_course_is_begun_and_completed_once(all_done, resident, lessons, noon):
    same = {
        "learner": resident,
        "course": lessons.course,
        "course_key": lessons.course.translation_key,
        "occurred_at": noon,
        "arrived_at": noon,
    }

    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(**same)
    with pytest.raises(IntegrityError), transaction.atomic():
        CourseCompletion.objects.create(**same, witness="alone")


def test_a_programme_is_completed_once(all_done, resident):
    done = resident.programme_completions.get()
    done.pk = None
    done._state.adding = True

    with pytest.raises(IntegrityError), transaction.atomic():
        done.save(force_insert=True)


@pytest.mark.parametrize(
    "things",
    [[], ["lesson_done", "course_done"], ["lesson_done", "programme_done"]],
)
def test_a_confirmation_is_of_one_thing(all_done, resident, noon, things):
    done = {
        "lesson_done": all_done,
        "course_done": resident.course_completions.first(),
        "programme_done": resident.programme_completions.get(),
    }
    row = {"learner": resident, "occurred_at": noon, "arrived_at": noon}
    row |= {name: done[name] for name in things}

    with pytest.raises(IntegrityError, match="one_thing"), transaction.atomic():
        Confirmation.objects.create(**row, witness="alone")


def test_a_thing_is_confirmed_once_in_each_way(all_done, resident, noon):
    row = {"learner": resident, "occurred_at": noon, "arrived_at": noon}
    all_done.confirmations.create(**row, witness="alone")

    with pytest.raises(IntegrityError), transaction.atomic():
        all_done.confirmations.create(**row, witness="alone")


def test_what_a_fact_rests_on_is_not_deleted(all_done, resident, lessons):
    rested_on = [resident, lessons.first, lessons.course, lessons.programme]

    for needed in rested_on:
        with pytest.raises(ProtectedError):
            type(needed).objects.get(pk=needed.pk).delete()


def test_facts_have_ids_that_any_phone_can_make(all_done, resident):
    facts = [
        *resident.enrolments.all(),
        *resident.lesson_completions.all(),
        *resident.course_completions.all(),
        *resident.programme_completions.all(),
    ]

    assert len(facts) == 2 + 3 + 2 + 1
    assert {fact.pk.version for fact in facts} == {7}
