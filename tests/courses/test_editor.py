"""What trainers meet in the editor."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, Task, Workflow

from courses.blocks import LESSON_BLOCKS
from courses.models import LessonPage
from courses.services import allow_trainers, kept_by_records
from lms.accounts.models import User
from lms.learners.models import Learner, RegisteredHow
from lms.lib.facts import HowWitnessed
from lms.progress.services import complete_lesson

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
def completion(lesson, noon):
    user = User.objects.create_user("MAU00001", full_name="Bùi Thị Mẫu")
    learner = Learner.objects.create(
        code="MAU00001",
        user=user,
        full_name="Bùi Thị Mẫu",
        birth_year=1966,
        registered_at=noon,
        registered_how=RegisteredHow.SELF,
        registered_by=user,
    )
    return complete_lesson(learner, lesson, how=HowWitnessed(), at=noon)


@pytest.mark.parametrize("name", ["home", "course", "lesson"])
def test_every_kind_of_page_can_be_edited(editor, request, loaded, name):
    page = request.getfixturevalue(name)

    assert (
        editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code
        == 200
    )


def test_a_new_lesson_can_be_written(editor, course):
    address = reverse(
        "wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk]
    )

    html = editor.get(address).content.decode()

    assert "data-w-slug-formatters-value" in html
    assert 'name="loaded_digest"' not in html


def test_the_editors_front_page_welcomes_the_trainer(editor, lesson, course, trainer):
    lesson.outcome = "Chưa xong."
    lesson.save_revision(user=trainer)
    LessonPage.objects.filter(pk=lesson.pk).update(
        review_by=timezone.localdate() + timedelta(days=10), checked_on=None
    )

    html = editor.get(reverse("wagtailadmin_home")).content.decode()

    add = reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk])
    assert add in html
    assert html.count(reverse("wagtailadmin_pages:edit", args=[lesson.pk])) >= 2


def test_a_lesson_asks_its_questions_in_its_own_language(lesson, lesson_in_english):
    form_class = LessonPage.get_edit_handler().get_form_class()
    form = form_class(instance=lesson, for_user=lesson.owner)
    form.cleaned_data, form._errors = {"quiz": lesson_in_english.quiz}, {}

    form.clean()

    assert "quiz" in form.errors


@pytest.mark.parametrize("key", LESSON_BLOCKS)
def test_each_block_is_previewed_in_the_picker(editor, key, lesson):
    body = LessonPage._meta.get_field("body").stream_block
    address = reverse("wagtailadmin_block_preview")

    answer = editor.get(address, {"id": body.child_blocks[key].definition_prefix})

    assert answer.status_code == 200
    assert "hocso" in answer.content.decode()


def test_another_trainers_draft_is_not_mine(editor, lesson):
    lesson.save_revision(user=User.objects.create_user("khac"))
    Revision.objects.exclude(pk=lesson.latest_revision_id).delete()

    html = editor.get(reverse("wagtailadmin_home")).content.decode()

    assert reverse("wagtailadmin_pages:edit", args=[lesson.pk]) not in html


def test_trainers_may_write_and_publish_but_delete_no_course(loaded, lesson, course):
    group = Group.objects.create(name="Trainers")
    allow_trainers(group)
    allow_trainers(group)
    user = User.objects.create_user("giangvien2")
    user.groups.add(group)
    client = Client()
    client.force_login(user)

    may = lesson.permissions_for_user(user)
    assert may.can_edit()
    assert may.can_publish()
    assert not course.permissions_for_user(user).can_delete()
    assert not Page.get_first_root_node().permissions_for_user(user).can_add_subpage()
    for name in ("wagtailadmin_home", "wagtailimages:index", "wagtaildocs:index"):
        assert client.get(reverse(name)).status_code == 200
    assert client.get(reverse("wagtailimages:add_multiple")).status_code == 200
    assert client.get(reverse("wagtailsnippets_quizzes_quiz:add")).status_code == 200
    assert client.get(reverse("wagtailusers_users:index")).status_code == 302


def test_a_lesson_without_records_can_be_deleted(editor, lesson):
    address = reverse("wagtailadmin_pages:delete", args=[lesson.pk])

    editor.post(address)

    assert not LessonPage.objects.filter(pk=lesson.pk).exists()


@pytest.mark.parametrize("name", ["lesson", "course", "home"])
def test_what_records_rest_on_is_kept_with_all_above_it(
    editor, request, completion, name
):
    page = request.getfixturevalue(name)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])

    for answer in (editor.get(address, follow=True), editor.post(address, follow=True)):
        assert reverse("wagtailadmin_pages:unpublish", args=[page.pk]) in (
            answer.content.decode()
        )

    assert LessonPage.objects.filter(pk=completion.lesson_id).exists()


def test_deleting_many_at_once_keeps_what_records_rest_on(editor, completion):
    other = LessonPage.objects.get(locale__language_code="en")
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    both = f"?id={completion.lesson_id}&id={other.pk}&next=/admin/"

    answer = editor.post(address + both, follow=True)

    assert reverse("wagtailadmin_pages:unpublish", args=[completion.lesson_id]) in (
        answer.content.decode()
    )
    assert LessonPage.objects.count() == 2


def test_asking_what_is_kept_deletes_nothing(completion, home):
    assert kept_by_records([home]) == home
    assert LessonPage.objects.count() == 2


@pytest.mark.parametrize(
    "typed", ["'\"", "\0", "\u202e", "x" * 300, "<script>", "Ðường", "A\u0301"]
)
def test_odd_titles_are_kept_as_shown_or_refused(editor, course, typed):
    address = reverse(
        "wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk]
    )

    answer = editor.post(
        address,
        {
            "title": typed,
            "slug": typed,
            "outcome": typed,
            "summary": typed,
            "code": typed,
            "skill_codes": typed,
            "reading_minutes": typed,
            "core_skill": typed,
            "body-count": "1",
            "body-0-type": "tip",
            "body-0-order": "0",
            "body-0-deleted": "",
            "body-0-value-text": typed,
        },
    )

    assert answer.status_code in {200, 302}


def test_nothing_that_trainers_see_has_a_stored_english_name(db):
    names = [each.name for each in (*Workflow.objects.all(), *Task.objects.all())]

    assert names == ["Duyệt bài", "Duyệt bài"]
    assert Page.get_first_root_node().title == "Tất cả trang"


def test_the_buttons_at_the_top_are_named_in_vietnamese(editor, lesson):
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text

    assert 'aria-label="Thao tác"' in html
    assert 'aria-label="Actions"' not in html


def test_the_help_menu_has_no_badge_and_no_english_pages(editor, lesson):
    html = editor.get(reverse("wagtailadmin_home")).text

    assert "whats-new-in-wagtail" not in html
    assert "editor-guide" not in html
    assert "keyboard-shortcuts-trigger" in html


def test_the_menu_of_blocks_begins_with_text():
    body = LessonPage._meta.get_field("body").stream_block

    assert list(body.child_blocks)[:3] == ["text", "steps", "warning"]
    assert set(body.child_blocks) == set(LESSON_BLOCKS)
