from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import Locale, Revision

from lms.lib.facts import HowWitnessed
from quizzes.errors import NothingToAsk
from quizzes.marking import mark
from quizzes.models import Edition, Question, Quiz
from quizzes.models.quiz import digest
from quizzes.services import grade_attempt, review, start_attempt
from tests.quizzes.builders import answers_to, ids, make_quiz, publish, stored

FIRST = UUID(int=1)


def turn_round(quiz, key=FIRST):
    """Save a draft in which the right choice of a question is another one."""
    quiz = quiz.get_latest_revision_as_object()
    question = quiz.questions.get(key=key)
    value = question.content[0].value
    for choice in value["choices"]:
        choice["right"] = not choice["right"]
    question.content = [(question.content[0].block_type, value)]
    quiz.questions.add(question)
    return quiz.save_revision()


def with_new_question(quiz):
    """Save a draft that asks one question more."""
    draft = quiz.get_latest_revision_as_object()
    draft.questions.add(
        Question(key=UUID(int=9), sort_order=9, content=stored("single"))
    )
    return draft.save_revision()


@pytest.mark.django_db
class TestPublishing:
    def test_an_edition_is_frozen(self):
        quiz = publish(make_quiz())

        content = quiz.edition.content
        assert quiz.edition.number == 1
        assert (content["title"], content["pass_percent"]) == ("Câu hỏi thử", 70)
        assert content["language"] == "vi"
        assert [question["type"] for question in content["questions"]] == [
            "single",
            "several",
            "true_false",
            "order",
        ]
        assert content["questions"][0]["read_again"] == "Gọi về số chính thức"

    def test_what_is_read_again_has_its_questions(self):
        quiz = publish(make_quiz())

        assert [question.key.int for question in quiz.questions.all()] == [1, 2, 3, 4]

    def test_a_draft_has_no_edition(self):
        quiz = make_quiz()
        quiz.save_revision()

        assert Quiz.objects.get(pk=quiz.pk).edition is None
        assert not Edition.objects.exists()

    def test_publishing_the_same_again_makes_no_new_edition(self):
        quiz = publish(make_quiz())

        again = publish(quiz)

        assert again.edition == quiz.edition

    def test_every_change_makes_a_new_edition_and_leaves_the_old_one(self):
        quiz = publish(make_quiz())
        before = quiz.edition

        turn_round(quiz).publish()

        assert quiz.edition.number == 2
        assert Edition.objects.get(pk=before.pk).content == before.content

    def test_a_new_pass_mark_is_a_new_edition(self):
        quiz = publish(make_quiz())
        quiz.pass_percent = 80

        assert publish(quiz).edition.content["pass_percent"] == 80

    def test_a_draft_beside_a_published_quiz_changes_nothing_that_is_asked(self):
        quiz = publish(make_quiz())

        turn_round(quiz)

        assert Quiz.objects.get(pk=quiz.pk).edition == quiz.edition
        assert Edition.objects.count() == 1

    def test_the_hash_proves_that_an_edition_is_what_it_was(self):
        edition = Edition.objects.get(pk=publish(make_quiz()).edition.pk)

        assert digest(edition.content) == edition.sha256
        edition.content["questions"][0]["choices"][0]["right"] = False
        assert digest(edition.content) != edition.sha256

    def test_letters_are_frozen_whole(self):
        quiz = publish(make_quiz(title="Ca\u0302u ho\u0309i"))

        assert quiz.edition.content["title"] == "Câu hỏi"

    def test_without_a_question_nothing_is_published(self):
        quiz = make_quiz(kinds=())

        with pytest.raises(NothingToAsk):
            publish(quiz)

        assert not Quiz.objects.get(pk=quiz.pk).live

    def test_unpublishing_ends_the_asking_and_publishing_again_resumes_it(self):
        quiz = publish(make_quiz())
        edition = quiz.edition

        quiz.unpublish()
        assert Quiz.objects.get(pk=quiz.pk).edition is None

        assert publish(Quiz.objects.get(pk=quiz.pk)).edition == edition


@pytest.mark.django_db
class TestScheduledPublishing:
    @pytest.fixture
    def scheduled(self):
        quiz = make_quiz()
        quiz.go_live_at = timezone.now() + timedelta(days=1)
        quiz.save_revision().publish()
        return quiz

    def test_nothing_is_frozen_before_its_time(self, scheduled):
        assert Quiz.objects.get(pk=scheduled.pk).edition is None
        assert not Edition.objects.exists()

    def test_an_edition_is_frozen_when_its_time_has_come(self, scheduled):
        an_hour_ago = timezone.now() - timedelta(hours=1)
        revision = Revision.objects.get(approved_go_live_at__isnull=False)
        revision.content["go_live_at"] = an_hour_ago.isoformat()
        revision.approved_go_live_at = an_hour_ago
        revision.save()

        call_command("publish_scheduled")

        assert Quiz.objects.get(pk=scheduled.pk).edition.number == 1

    def test_a_change_on_the_calendar_leaves_what_is_asked_today(self):
        quiz = publish(make_quiz())
        draft = quiz.get_latest_revision_as_object()
        draft.title = "Câu hỏi tháng sau"
        draft.go_live_at = timezone.now() + timedelta(days=30)

        draft.save_revision().publish()

        quiz = Quiz.objects.get(pk=quiz.pk)
        assert (quiz.live, quiz.edition.number) == (True, 1)
        assert quiz.edition.content["title"] == "Câu hỏi thử"

    def test_a_quiz_that_expires_is_no_longer_asked(self):
        quiz = publish(make_quiz())
        Quiz.objects.update(expire_at=timezone.now() - timedelta(hours=1))

        call_command("publish_scheduled")

        assert Quiz.objects.get(pk=quiz.pk).edition is None


@pytest.mark.django_db
class TestIdsThatStay:
    def test_keys_and_choice_ids_outlive_edits(self):
        quiz = publish(make_quiz())
        before = ids(quiz)

        turn_round(quiz).publish()

        assert ids(Quiz.objects.get(pk=quiz.pk)) == before

    def test_a_question_added_in_a_draft_keeps_its_key(self):
        quiz = publish(make_quiz())

        with_new_question(quiz).publish()

        assert str(UUID(int=9)) in ids(Quiz.objects.get(pk=quiz.pk))

    def test_going_back_to_a_revision_finds_the_question_that_was_new_in_it(self):
        quiz = publish(make_quiz())
        revision = with_new_question(quiz)
        revision.publish()
        row = Question.objects.get(key=UUID(int=9)).pk
        turn_round(Quiz.objects.get(pk=quiz.pk)).publish()

        again = Revision.objects.get(pk=revision.pk)
        again.publish()

        assert Question.objects.get(key=UUID(int=9)).pk == row
        assert Question.objects.filter(quiz=quiz).count() == 5

    def test_going_back_brings_a_removed_question_back_under_its_key(self):
        quiz = publish(make_quiz())
        revision = quiz.latest_revision
        draft = quiz.get_latest_revision_as_object()
        draft.questions.remove(draft.questions.get(key=FIRST))
        draft.save_revision().publish()
        assert str(FIRST) not in ids(Quiz.objects.get(pk=quiz.pk))

        revision.publish()

        first, *_rest = ids(Quiz.objects.get(pk=quiz.pk))
        assert first == str(FIRST)

    def test_the_database_refuses_one_key_twice_in_a_quiz(self):
        quiz = make_quiz()

        with pytest.raises(IntegrityError), transaction.atomic():
            Question.objects.create(quiz=quiz, key=FIRST, content=stored("single"))


@pytest.mark.django_db
class TestTranslating:
    @pytest.fixture
    def english(self):
        return Locale.objects.get_or_create(language_code="en")[0]

    def test_a_translation_has_the_same_keys_and_choice_ids(self, english):
        quiz = publish(make_quiz())

        copy = quiz.copy_for_translation(english)
        copy.save()

        copy = Quiz.objects.get(pk=copy.pk)
        assert copy.pk != quiz.pk
        assert copy.translation_key == quiz.translation_key
        assert ids(copy) == ids(quiz)

    def test_a_translation_begins_as_a_draft_that_nobody_is_asked(self, english):
        quiz = publish(make_quiz())

        quiz.copy_for_translation(english).save()

        copy = quiz.get_translation(english)
        assert (copy.live, copy.live_revision, copy.edition) == (False, None, None)
        assert copy.first_published_at is None

    def test_a_translation_is_published_in_its_language(self, english):
        quiz = publish(make_quiz())
        quiz.copy_for_translation(english).save()

        copy = publish(quiz.get_translation(english))

        assert copy.edition.content["language"] == "en"
        assert quiz.edition.content["language"] == "vi"


class TestPastMarks:
    def test_editing_a_quiz_never_changes_a_past_mark(self, resident, page, noon):
        quiz = publish(make_quiz())
        attempt = start_attempt(resident, quiz, page, how=HowWitnessed(), at=noon)
        answers = answers_to(attempt.edition.content)
        grade_attempt(attempt, answers, at=noon)

        turn_round(quiz).publish()
        draft = Quiz.objects.get(pk=quiz.pk).get_latest_revision_as_object()
        draft.pass_percent = 100
        draft.questions.remove(draft.questions.get(key=UUID(int=2)))
        draft.save_revision().publish()

        attempt.refresh_from_db()
        assert quiz.edition.number == 3
        assert (attempt.points_earned, attempt.points_possible) == (4, 4)
        assert attempt.passed
        assert [question.right for question in review(attempt)] == [True] * 4
        assert mark(attempt.edition.content, attempt.answers).points_earned == 4

    def test_what_marks_rest_on_cannot_be_deleted(self, resident, page, noon):
        quiz = publish(make_quiz())
        start_attempt(resident, quiz, page, how=HowWitnessed(), at=noon)

        for row in (quiz, quiz.edition, resident):
            with pytest.raises(ProtectedError), transaction.atomic():
                row.delete()


@pytest.mark.django_db
def test_a_pass_mark_is_one_to_a_hundred():
    for percent in (0, 101):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_quiz(pass_percent=percent)
