"""Two rows of one person become one, and two again; nothing is counted twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.certificates.services import forget_holder
from lms.certificates.services.sheets import draw
from lms.dashboards.counting import count_hamlets
from lms.fieldwork.merging import (
    MODELS,
    CannotBeJoined,
    CannotBeTakenBack,
    LaterOneFirst,
    merge,
    take_back,
)
from lms.fieldwork.services import forget
from lms.jobs import services as jobs
from lms.jobs.models import Job
from lms.journey.services import mark_as_done
from lms.learners.joined import with_joined
from lms.learners.models import Learner, RegisteredHow
from lms.learners.services import withdraw
from lms.lib.facts import HowWitnessed, Witness
from lms.progress.models import (
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    ProgrammeCompletion,
)
from lms.progress.rules import Of, Rule
from lms.progress.services import save_programme
from tests.addresses import address
from tests.factories import NOON, make_resident

DAY = timedelta(days=1)


@pytest.fixture
def do(lessons):
    for lesson in (lessons.first, lessons.second):
        lesson.quiz = None
        lesson.save()

    def do(learner, *names, how=None, at=NOON):
        for name in names:
            lesson = getattr(lessons, name)
            mark_as_done(learner, lesson, how=how or HowWitnessed(), at=at)

    return do


@pytest.fixture
def twice(resident, places):
    """Bùi Thị Mẫu, and the same written wrongly, in another hamlet."""
    return resident, make_resident(places.next_hamlet, "Bùi Thị Mẫn").learner


@pytest.fixture
def by(world):
    return world.staff["officer"]


def all_facts():
    return {
        label: sorted(model.objects.values_list("pk", "learner"))
        for label, model in MODELS.items()
    }


def counted(places):
    ids = [places.hamlet.pk, places.next_hamlet.pk]
    return [count_hamlets(ids, on=NOON.date())[each] for each in ids]


def test_what_both_learnt_counts_once_with_the_row_that_goes_on(twice, do, by, places):
    kept, merged = twice
    do(kept, "first", "easy")
    do(merged, "easy")
    before = counted(places)[0]

    merge(kept, merged, by=by, at=NOON)

    here, there = counted(places)
    assert (here.registered, there.registered) == (before.registered, 0)
    assert (here.certified, there.certified) == (before.certified, 0)
    assert here.certificates == before.certificates
    assert there.how.completed == 0


def test_what_only_the_other_learnt_goes_over_with_its_papers(twice, do, by, places):
    kept, merged = twice
    do(merged, "first")
    do(merged, "easy", how=HowWitnessed(Witness.HELPED, helped_by="family"))
    do(merged, "easy", at=NOON + DAY)  # again, alone: confirmed

    merger = merge(kept, merged, by=by, at=NOON)

    for model in (LessonCompletion, CourseCompletion, Enrolment, Certificate):
        assert not model.objects.filter(learner=merged).exists()
    assert Certificate.objects.get(learner=kept).holder_name == "Bùi Thị Mẫn"
    assert kept.confirmations.count() == 2
    assert "progress.Confirmation" in merger.moved
    merged.user.refresh_from_db()
    assert not merged.user.is_active


def test_a_course_done_by_the_two_together_is_completed(twice, do, by, lessons):
    kept, merged = twice
    do(kept, "first")
    do(merged, "second")

    merge(kept, merged, by=by, at=NOON)
    for job in Job.objects.filter(kind="journey.complete_course"):
        jobs.run(job.pk, clock=timezone.now)

    done = CourseCompletion.objects.get(learner=kept)
    assert done.course_key == lessons.course.translation_key


def test_a_programme_done_by_the_two_together_is_completed(twice, do, by, lessons):
    kept, merged = twice
    do(kept, "first", "second")
    do(merged, "easy")

    merge(kept, merged, by=by, at=NOON)

    done = ProgrammeCompletion.objects.get(learner=kept)
    assert done.programme == lessons.programme
    assert Certificate.objects.filter(programme_completion=done).exists()


def test_core_skills_of_the_two_together_complete_a_programme(twice, do, by, lessons):
    kept, merged = twice
    for skill, lesson in enumerate((lessons.first, lessons.easy), start=1):
        lesson.core_skill = skill
        lesson.save()
    rule = Rule(Of.SKILLS, ("1", "2"))
    programme = save_programme("ky-nang", rule=rule, at=NOON)
    do(kept, "first")
    do(merged, "easy")

    merge(kept, merged, by=by, at=NOON)

    assert programme.completions.get().learner == kept


@pytest.fixture
def together(twice, do, by):
    """Join two who have a course and a programme only together; return the joining."""
    kept, merged = twice
    do(kept, "first", how=HowWitnessed(Witness.HELPED, helped_by="family"))
    do(merged, "second", "easy")
    merger = merge(kept, merged, by=by, at=NOON)
    complete_courses()
    assert kept.certificates.filter(course_completion__isnull=False).count() == 2
    assert kept.certificates.filter(programme_completion__isnull=False).count() == 1
    return merger


def complete_courses():
    for job in Job.objects.filter(kind="journey.complete_course"):
        jobs.run(job.pk, clock=timezone.now)


def test_taken_back_what_only_the_two_completed_is_undone_and_withdrawn(
    together, twice, do, by, places, client
):
    kept, merged = twice
    paper = kept.certificates.get(programme_completion__isnull=False)

    take_back(together, by=by, at=NOON)

    assert not kept.course_completions.exists()
    assert not kept.programme_completions.exists()
    assert not kept.certificates.exists()
    assert merged.certificates.get().title  # of the easy course, its own
    gone = Certificate.every.filter(learner=kept)
    assert {each.withdrawn_why for each in gone} == {"taken_apart"}
    assert [each.certified for each in counted(places)] == [0, 1]
    page = address("certificates:check_number", paper.number, language="en")
    shown = client.get(page).text
    assert "This certificate is withdrawn" in shown
    assert "by mistake" in shown
    assert "is genuine" not in shown
    assert kept.full_name not in shown
    client.force_login(kept.user)
    mine = client.get(address("certificates:mine", paper.pk, language="en")).text
    assert "not valid any more" in mine
    assert client.get(address("certificates:pdf", paper.pk)).status_code == 302
    draw(str(paper.pk), at=NOON)
    assert not Certificate.every.get(pk=paper.pk).pdf


def test_what_was_undone_can_be_earned_and_is_certified_anew(together, twice, do, by):
    kept, _merged = twice
    take_back(together, by=by, at=NOON)

    do(kept, "second", "easy", at=NOON + DAY)

    assert kept.programme_completions.count() == 1
    assert kept.certificates.count() == 3
    assert Certificate.every.filter(learner=kept).count() == 5


def test_joined_again_the_two_complete_it_again(together, twice, by):
    kept, merged = twice
    take_back(together, by=by, at=NOON)

    merge(kept, merged, by=by, at=NOON + DAY)
    complete_courses()

    assert kept.certificates.count() == 3


def test_what_one_has_done_alone_since_stays(twice, do, by):
    kept, merged = twice
    do(kept, "first")
    do(merged, "easy")
    merger = merge(kept, merged, by=by, at=NOON)
    do(kept, "second", at=NOON + DAY)  # completes a course, and with easy a programme
    assert kept.programme_completions.exists()

    take_back(merger, by=by, at=NOON + 2 * DAY)

    assert kept.course_completions.get().certificate.withdrawn_at is None
    assert not kept.programme_completions.exists()


def test_of_who_is_forgotten_a_withdrawn_paper_keeps_no_name(together, twice, by):
    kept, _merged = twice
    take_back(together, by=by, at=NOON)

    forget_holder(kept)

    assert not Certificate.every.filter(learner=kept).exclude(holder_name="").exists()


def test_taken_back_everything_is_as_it_was(twice, do, by, places):
    kept, merged = twice
    do(kept, "first")
    do(merged, "first", "second", "easy")
    facts, figures = all_facts(), counted(places)

    merger = merge(kept, merged, by=by, at=NOON)
    assert all_facts() != facts
    take_back(merger, by=by, at=NOON)

    assert all_facts() == facts
    assert counted(places) == figures
    merged.user.refresh_from_db()
    assert merged.user.is_active
    assert with_joined({kept.pk}) == {kept.pk}
    with pytest.raises(CannotBeTakenBack):
        take_back(merger, by=by, at=NOON)


def test_what_was_learnt_since_stays_where_it_was_learnt(twice, do, by):
    kept, merged = twice
    do(merged, "easy")
    merger = merge(kept, merged, by=by, at=NOON)
    do(kept, "first", at=NOON + DAY)

    take_back(merger, by=by, at=NOON + 2 * DAY)

    assert kept.lesson_completions.count() == 1
    assert merged.lesson_completions.count() == 1


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("how", ["withdrawn", "listed", "forgotten"])
def test_no_closed_row_is_joined(twice, by, places, which, how):
    other = twice[which]
    if how == "withdrawn":
        withdraw(other, "vi", by=other.user, at=NOON)
    elif how == "listed":
        Learner.objects.filter(pk=other.pk).update(registered_how=RegisteredHow.LISTED)
    else:
        forget(other, home=places.hamlet.pk, by=by, at=NOON)

    with pytest.raises(CannotBeJoined):
        merge(*twice, by=by, at=NOON)


def test_nobody_is_joined_to_themselves_or_twice(twice, by, places):
    kept, merged = twice
    third = make_resident(places.hamlet, "Bùi Thị Mận").learner
    with pytest.raises(CannotBeJoined):
        merge(kept, kept, by=by, at=NOON)

    merge(kept, merged, by=by, at=NOON)

    with pytest.raises(CannotBeJoined):
        merge(third, merged, by=by, at=NOON)
    merge(third, kept, by=by, at=NOON)  # a chain is one person still


def test_of_a_chain_the_later_joining_is_taken_apart_first(twice, do, by, places):
    kept, merged = twice
    third = make_resident(places.hamlet, "Bùi Thị Mận").learner
    do(merged, "easy")
    facts = all_facts()
    first = merge(kept, merged, by=by, at=NOON)
    later = merge(third, kept, by=by, at=NOON)

    with pytest.raises(LaterOneFirst):
        take_back(first, by=by, at=NOON)
    take_back(later, by=by, at=NOON)
    take_back(first, by=by, at=NOON)

    assert all_facts() == facts


def test_a_chain_is_forgotten_whole(twice, by, places):
    kept, merged = twice
    third = make_resident(places.hamlet, "Bùi Thị Mận").learner
    merge(kept, merged, by=by, at=NOON)
    merge(third, kept, by=by, at=NOON)

    forget(third, home=places.hamlet.pk, by=by, at=NOON)

    names = Learner.objects.filter(pk__in=[kept.pk, merged.pk, third.pk])
    assert {*names.values_list("full_name", flat=True)} == {"—"}


def test_who_is_forgotten_is_forgotten_in_both_rows(twice, do, by, places):
    kept, merged = twice
    do(kept, "easy")
    do(merged, "easy")
    merger = merge(kept, merged, by=by, at=NOON)

    forget(kept, home=places.hamlet.pk, by=by, at=NOON)

    names = Learner.objects.filter(pk__in=[kept.pk, merged.pk])
    assert {*names.values_list("full_name", flat=True)} == {"—"}
    papers = Certificate.objects.filter(learner__in=[kept, merged])
    assert {*papers.values_list("holder_name", flat=True)} == {""}
    with pytest.raises(CannotBeTakenBack):
        take_back(merger, by=by, at=NOON)


def test_who_withdraws_does_so_in_all_their_rows(twice, by, client):
    kept, merged = twice
    Learner.objects.filter(pk=merged.pk).update(phone="+84900000000")
    merge(kept, merged, by=by, at=NOON)
    client.force_login(by)
    people = address("dashboards:people", "05152")
    assert merged.full_name in client.get(people).text

    withdraw(kept, "vi", by=kept.user, at=NOON)

    merged.refresh_from_db()
    assert merged.phone == ""
    assert merged.full_name not in client.get(people).text


def test_rows_joined_one_after_the_other_are_all_forgotten(resident, places, by):
    """The second was joined to the third after the first had been joined to it."""
    names = ("Bùi Thị Hai", "Bùi Thị Ba")
    second, third = (make_resident(places.next_hamlet, n).learner for n in names)
    merge(second, resident, by=by, at=NOON)
    merge(third, second, by=by, at=NOON)

    forget(third, home=places.next_hamlet.pk, by=by, at=NOON)

    assert set(
        Learner.objects.filter(pk__in=[resident.pk, second.pk, third.pk]).values_list(
            "full_name", flat=True
        )
    ) == {"—"}
