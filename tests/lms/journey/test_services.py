"""The one path: marked, lesson, course, programme, certificate; all or nothing."""

from datetime import timedelta

import pytest

from lms.certificates.models import Certificate
from lms.jobs.models import Job
from lms.journey import services
from lms.journey.errors import LessonHasNoQuiz, LessonHasQuiz
from lms.lib.facts import HowWitnessed, Witness
from lms.progress.models import (
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    ProgrammeCompletion,
)
from quizzes.errors import AlreadyHandedIn, QuizNotOpen
from quizzes.models import Attempt
from tests.factories import right_answers, wrong_answers

ALONE = HowWitnessed()
BY_FAMILY = HowWitnessed(Witness.HELPED, helped_by="family")
HOUR = timedelta(hours=1)


def counted():
    """Return how many facts and certificates there are."""
    models = (LessonCompletion, CourseCompletion, ProgrammeCompletion, Certificate)
    return [model.objects.count() for model in models]


def test_starting_enrols_and_begins(begin, lessons, resident, noon):
    attempt = begin(lessons.first)

    assert (attempt.learner, attempt.page_id) == (resident, lessons.first.pk)
    assert attempt.edition.quiz == lessons.first.quiz
    assert Enrolment.objects.get().course_key == lessons.course.translation_key
    assert counted() == [0, 0, 0, 0]


def test_starting_again_goes_on_with_what_is_open(begin, lessons, noon):
    first = begin(lessons.first)

    assert begin(lessons.first, at=noon + HOUR) == first


def test_a_failed_attempt_completes_nothing(learn, lessons):
    attempt = learn(lessons.first, wrong_answers())

    assert (attempt.points_earned, attempt.passed) == (0, False)
    assert counted() == [0, 0, 0, 0]


def test_after_a_failed_attempt_comes_a_new_one_that_may_pass(learn, lessons, noon):
    failed = learn(lessons.first, wrong_answers())

    passed = learn(lessons.first, at=noon + HOUR)

    assert passed != failed
    assert passed.passed
    assert LessonCompletion.objects.get().attempt == passed


def test_the_last_pass_completes_course_and_programme_and_certifies_both(
    learn, lessons, resident, noon
):
    services.mark_as_done(resident, lessons.easy, how=ALONE, at=noon)
    learn(lessons.first)
    before = counted()

    learn(lessons.second, at=noon + HOUR)

    assert (before, counted()) == ([2, 1, 0, 1], [3, 2, 1, 3])
    titles = Certificate.objects.filter(issued_at=noon + HOUR).values_list("title")
    assert set(titles) == {("An toàn",), ("Bình dân học vụ số",)}
    keys = {str(each.pk) for each in Certificate.objects.all()}
    assert set(Job.objects.values_list("key", flat=True)) == keys


def test_a_pass_after_everything_was_done_changes_nothing(learn, lessons):
    learn(lessons.first)
    learn(lessons.second)
    before = counted()

    attempt = learn(lessons.first)

    assert attempt.passed
    assert counted() == before


def test_failing_later_takes_nothing_away(learn, lessons):
    learn(lessons.first)

    learn(lessons.first, wrong_answers())

    assert LessonCompletion.objects.get().attempt.passed


def test_the_same_answers_twice_are_one_hand_in(learn, lessons, noon):
    learn(lessons.first)
    attempt = learn(lessons.second)
    before = counted()

    again = services.hand_in(attempt.pk, right_answers(), how=BY_FAMILY, at=noon + HOUR)

    assert again == attempt
    assert (again.handed_in_at, again.how) == (noon, ALONE)
    assert counted() == before


def test_other_answers_later_are_refused_and_change_nothing(learn, lessons, noon):
    attempt = learn(lessons.first, wrong_answers())

    with pytest.raises(AlreadyHandedIn):
        services.hand_in(attempt.pk, right_answers(), how=ALONE, at=noon + HOUR)

    attempt.refresh_from_db()
    assert (attempt.answers, attempt.passed) == (wrong_answers(), False)
    assert counted() == [0, 0, 0, 0]


@pytest.mark.parametrize("broken", ["issue_for_course", "issue_for_programme"])
def test_killed_half_way_nothing_is_left(
    learn, begin, lessons, resident, noon, monkeypatch, broken
):
    services.mark_as_done(resident, lessons.easy, how=ALONE, at=noon)
    learn(lessons.first)
    attempt, before, jobs = begin(lessons.second), counted(), Job.objects.count()

    def kill(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as broken_off:
        broken_off.setattr(services, broken, kill)
        with pytest.raises(SystemExit):
            services.hand_in(attempt.pk, right_answers(), how=ALONE, at=noon)
    attempt.refresh_from_db()
    after, open_still = counted(), attempt.handed_in_at is None
    services.hand_in(attempt.pk, right_answers(), how=ALONE, at=noon)

    assert (after, open_still) == (before, True)
    assert counted() == [3, 2, 1, 3]
    assert Job.objects.count() == jobs + 2


def test_how_it_was_done_goes_along_to_the_certificate(learn, lessons):
    learn(lessons.first, how=BY_FAMILY)

    learn(lessons.second)

    assert CourseCompletion.objects.get().how == BY_FAMILY
    assert Certificate.objects.get().witness == Witness.HELPED


def test_what_is_said_at_the_end_counts_before_what_was_said_at_the_start(
    learn, lessons, staff
):
    beside = HowWitnessed(Witness.HELPED, staff["helper"].pk)

    attempt = learn(lessons.first, how=ALONE)
    begun_beside = learn(lessons.second, how=beside)

    assert attempt.how == LessonCompletion.objects.get(attempt=attempt).how == ALONE
    assert begun_beside.how == beside


def test_a_quiz_answered_in_english_counts_in_vietnamese(learn, begin, lessons):
    learn(lessons.in_english("first"))
    attempt = learn(lessons.second)

    english, _vietnamese = Attempt.objects.order_by("pk")
    assert english.edition.content["language"] == "en"
    assert attempt.edition.content["language"] == "vi"
    assert Certificate.objects.get().title == "An toàn"


def test_the_certificate_speaks_the_language_of_its_holder(learn, lessons, resident):
    resident.language = "en"
    resident.save()

    learn(lessons.first)
    learn(lessons.second)

    certificate = Certificate.objects.get()
    assert (certificate.language, certificate.title) == ("en", "Safety")


def test_a_lesson_without_questions_is_done_by_saying_so(resident, lessons, noon):
    done = services.mark_as_done(resident, lessons.easy, how=ALONE, at=noon)
    again = services.mark_as_done(resident, lessons.easy, how=ALONE, at=noon + HOUR)

    assert again == done
    assert done.attempt is None
    assert counted() == [1, 1, 0, 1]


def test_a_lesson_with_questions_is_not_done_by_saying_so(resident, lessons, noon):
    with pytest.raises(LessonHasQuiz):
        services.mark_as_done(resident, lessons.first, how=ALONE, at=noon)

    assert counted() == [0, 0, 0, 0]


def test_a_lesson_without_questions_has_none_to_start(begin, lessons):
    with pytest.raises(LessonHasNoQuiz):
        begin(lessons.easy)

    assert not Enrolment.objects.exists()


def test_questions_taken_offline_cannot_be_started(begin, lessons):
    lessons.first.quiz.unpublish()

    with pytest.raises(QuizNotOpen):
        begin(lessons.first)

    assert not Enrolment.objects.exists()


def test_questions_begun_before_a_lesson_went_offline_can_be_handed_in(
    begin, lessons, noon
):
    attempt = begin(lessons.first)
    lessons.first.unpublish()

    services.hand_in(attempt.pk, right_answers(), how=ALONE, at=noon)

    assert LessonCompletion.objects.get().attempt == attempt


def test_what_was_asked_is_marked_by_the_edition_it_was_asked_from(
    begin, lessons, noon
):
    attempt = begin(lessons.first)
    quiz = lessons.first.quiz
    quiz.pass_percent = 100
    quiz.save_revision().publish()
    half = {**right_answers(), list(right_answers())[1]: "b"}

    attempt = services.hand_in(attempt.pk, half, how=ALONE, at=noon)

    assert attempt.points_needed == 2
    assert attempt.edition.content["pass_percent"] == 70
    assert begin(lessons.first).edition.content["pass_percent"] == 100
