"""What happens to the questions when a trainer translates a lesson."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from courses.models import LessonPage
from quizzes.models import Quiz

# Wagtail leaves the temporary file of a rendition to be closed by Python.
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture
def editor(trainer):
    client = Client()
    client.force_login(trainer)
    return client


@pytest.fixture
def translated(editor, lesson, lesson_in_english):
    """Delete the English lesson and have the editor translate the Vietnamese one."""
    lesson_in_english.delete()
    english = Locale.objects.get(language_code="en")

    def translated(page=lesson, **options):
        address = reverse("simple_translation:submit_page_translation", args=[page.pk])
        answer = editor.post(address, {"locales": [english.pk], **options})
        assert answer.status_code == 302
        return LessonPage.objects.get(locale=english)

    return translated


def english_quiz():
    return Quiz.objects.get(locale__language_code="en")


def drop_english_quiz():
    english_quiz().editions.all().delete()
    english_quiz().delete()


def test_a_translated_lesson_asks_the_translated_quiz(translated):
    page = translated()

    assert page.quiz == english_quiz()
    assert page.get_latest_revision_as_object().quiz == english_quiz()
    assert not page.live
    assert page.loaded_digest == ""


def test_where_there_is_none_it_gets_a_draft_to_be_translated(
    editor, lesson, translated
):
    LessonPage.objects.filter(locale__language_code="en").update(quiz=None)
    drop_english_quiz()

    page = translated()

    assert page.quiz == english_quiz()
    assert page.quiz.translation_key == lesson.quiz.translation_key
    assert not page.quiz.live
    assert page.quiz.edition is None
    assert [q.key for q in page.quiz.questions.all()] == [
        q.key for q in lesson.quiz.questions.all()
    ]


def test_the_lessons_of_a_translated_course_do_so_too(
    translated, course, lesson, lesson_in_english
):
    course.get_translations().get().delete()

    page = translated(course, include_subtree="on")

    assert page.quiz == english_quiz()


def edit_page_of(editor, page):
    there = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return editor.get(there).content.decode()


def test_the_editor_says_so_while_residents_cannot_answer(editor, lesson):
    to_the_quiz = reverse(
        lesson.quiz.snippet_viewset.get_url_name("edit"), args=[lesson.quiz.pk]
    )
    assert "help-warning" not in edit_page_of(editor, lesson)

    lesson.quiz.unpublish()

    html = edit_page_of(editor, lesson)
    assert "chưa đăng" in html
    assert f'href="{to_the_quiz}">Mở bộ câu hỏi' in html


def test_the_editor_names_the_language_of_another_quiz(
    editor, lesson, lesson_in_english
):
    lesson.quiz = lesson_in_english.quiz
    lesson.save()
    lesson.save_revision()

    assert "hỏi bằng ngôn ngữ khác: Tiếng Anh" in edit_page_of(editor, lesson)


def test_a_new_lesson_is_written_without_any_warning(editor, course):
    there = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk])

    assert "help-warning" not in editor.get(there).content.decode()
