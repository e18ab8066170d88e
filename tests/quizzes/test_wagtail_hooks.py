"""The editor as trainers use it: every step is a form posted to the real admin."""

from collections import defaultdict
from html import unescape
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Locale
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)
from wagtail.users.models import UserProfile

from lms.lib.facts import HowWitnessed
from lms.lib.text import nfc
from quizzes.models import Question, Quiz
from quizzes.question_types import QUESTION_TYPES
from quizzes.services import start_attempt
from tests.quizzes.builders import ids, make_quiz, publish

TRAINER_MAY = ["access_admin", "add_quiz", "change_quiz", "publish_quiz", "view_quiz"]


def url(name, *args):
    return reverse(Quiz.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def trainer(client, django_user_model):
    """A browser in which a trainer is signed in, with just what trainers may do."""
    user = django_user_model.objects.create_user("giangvien", full_name="Lý Văn Thử")
    UserProfile.objects.create(user=user, preferred_language="en")
    group = Group.objects.create(name="Trainers of quizzes")
    group.permissions.set(Permission.objects.filter(codename__in=TRAINER_MAY))
    user.groups.add(group)
    client.force_login(user)
    return client


@pytest.fixture
def admin(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("quantri"))
    return client


def listed(items):
    """Return what the browser posts for a list block: items with their ids."""
    data = {"count": str(len(items))}
    for index, (item_id, value) in enumerate(items):
        data[str(index)] = {
            "deleted": "",
            "order": str(index),
            "id": item_id,
            "value": value,
        }
    return data


def filled_in(kind, value, block_id=""):
    """Return what the browser posts for one question's content."""
    choices = [
        (item["id"], _posted(item["value"])) for item in value.get("choices", [])
    ]
    fields = {**_posted(value), "choices": listed(choices)}
    data = streamfield([(kind, fields)])
    data["0"]["id"] = block_id
    return data


def _posted(value):
    """Return the value as form fields: no ticked box is no field."""
    if not isinstance(value, dict):
        return str(value)
    given = {key: value[key] for key in value if key != "choices"}
    return {
        key: "on" if each is True else str(each)
        for key, each in given.items()
        if each is not False
    }


def example(kind, **changes):
    return {**QUESTION_TYPES[kind].example["value"], **changes}


def quiz_form(*questions, initial=0, action=None, **fields):
    """Return the whole form; a question is (row or "", kind, value, its block's id)."""
    rows = [
        {
            "id": str(row or ""),
            "content": filled_in(kind, value, *block_id),
            "read_again": "",
            "ORDER": str(number),
        }
        for number, (row, kind, value, *block_id) in enumerate(questions, start=1)
    ]
    data = {
        "title": "Câu hỏi thử",
        "pass_percent": "70",
        "questions": inline_formset(rows, initial=initial),
        **fields,
    }
    posted = nested_form_data(data)
    if action:
        posted[action] = action
    return posted


def as_posted(quiz):
    """Return the questions of a quiz as its edit form holds them."""
    rows = [(each.pk, each.content.raw_data[0]) for each in quiz.questions.all()]
    return [(pk, raw["type"], raw["value"], raw["id"]) for pk, raw in rows]


def test_a_trainer_writes_and_publishes_a_quiz_of_every_type(trainer):
    questions = [("", kind, example(kind)) for kind in QUESTION_TYPES]

    response = trainer.post(
        url("add"), quiz_form(*questions, action="action-publish"), follow=True
    )

    assert response.status_code == 200
    quiz = Quiz.objects.get()
    assert quiz.live
    assert quiz.edition.number == 1
    assert len(quiz.edition.content["questions"]) == len(QUESTION_TYPES)


def test_keys_and_choice_ids_survive_an_edit(trainer):
    quiz = publish(make_quiz())
    before = ids(quiz)
    questions = as_posted(quiz)
    questions[0][2]["text"] = "Câu hỏi viết lại"

    response = trainer.post(
        url("edit", quiz.pk),
        quiz_form(*questions, initial=4, action="action-publish"),
    )

    assert response.status_code == 302
    after = Quiz.objects.get().edition
    assert after.number == 2
    assert after.content["questions"][0]["text"] == "Câu hỏi viết lại"
    assert ids(Quiz.objects.get()) == before


def test_a_question_keeps_its_key_while_it_is_a_draft(trainer):
    quiz = publish(make_quiz())
    form = [*as_posted(quiz), ("", "single", example("single"))]
    trainer.post(url("edit", quiz.pk), quiz_form(*form, initial=4))
    draft = Quiz.objects.get().get_latest_revision_as_object()
    keys = list(ids(draft))
    assert len(keys) == 5

    for _ in range(2):
        draft = Quiz.objects.get().get_latest_revision_as_object()
        form = quiz_form(*as_posted(draft), initial=5)
        trainer.post(url("edit", quiz.pk), form)
    assert Quiz.objects.get().edition.number == 1
    trainer.post(url("edit", quiz.pk), form | {"action-publish": "1"})

    assert list(ids(Quiz.objects.get())) == keys


def test_one_more_draft_after_publishing_is_the_same_question(trainer):
    quiz = publish(make_quiz())
    for kind in ("single", "order"):
        form = [*as_posted(Quiz.objects.get()), ("", kind, example(kind))]
        form = quiz_form(*form, initial=len(form) - 1, action="action-publish")
        trainer.post(url("edit", quiz.pk), form)

    assert Question.objects.count() == 6
    assert Quiz.objects.get().edition.number == 3


def test_going_back_to_an_older_version_brings_questions_back_under_their_keys(trainer):
    quiz = publish(make_quiz())
    old, before = quiz.latest_revision, ids(quiz)
    form = quiz_form(*as_posted(quiz), initial=4, action="action-publish")
    form |= {f"questions-{place}-DELETE": "on" for place in range(1, 4)}
    trainer.post(url("edit", quiz.pk), form)
    assert Quiz.objects.get().questions.count() == 1

    path = url("revisions_revert", quiz.pk, old.pk)
    assert trainer.get(path).status_code == 200
    form = quiz_form(*as_posted(old.as_object()), initial=4, action="action-publish")
    trainer.post(path, form)

    assert ids(Quiz.objects.get()) == before


def test_a_question_that_was_first_saved_empty_keeps_its_key_as_well(trainer):
    """So the editor saves by itself: a row at once, its block some seconds later."""
    block_id = str(UUID(int=7))
    empty = quiz_form(("", "single", example("single")))
    empty["questions-0-content-count"] = "0"
    trainer.post(url("add"), empty)
    quiz, question = Quiz.objects.get(), Question.objects.get()
    filled = quiz_form((question.pk, "single", example("single"), block_id), initial=1)
    for _ in range(2):
        trainer.post(url("edit", quiz.pk), filled)
    trainer.post(url("edit", quiz.pk), filled | {"action-publish": "1"})
    first = Quiz.objects.get()
    assert list(ids(first)) == [block_id]

    other = quiz_form(("", "order", example("order")), action="action-publish")
    trainer.post(url("edit", quiz.pk), other)
    assert list(ids(Quiz.objects.get())) != [block_id]
    old = first.latest_revision
    form = quiz_form(*as_posted(old.as_object()), initial=1, action="action-publish")
    trainer.post(url("revisions_revert", quiz.pk, old.pk), form)

    assert ids(Quiz.objects.get()) == ids(first)


def test_going_back_finds_a_question_that_was_new_in_that_version(trainer):
    quiz = publish(make_quiz())
    questions = [*as_posted(quiz), ("", "single", example("single"))]
    form = quiz_form(*questions, initial=4, action="action-publish")
    trainer.post(url("edit", quiz.pk), form)
    quiz = Quiz.objects.get()
    old, before = quiz.latest_revision, ids(quiz)
    form = quiz_form(*as_posted(quiz), initial=5, action="action-publish")
    trainer.post(url("edit", quiz.pk), form | {"title": "Tên khác"})

    form = quiz_form(*as_posted(old.as_object()), initial=5, action="action-publish")
    trainer.post(url("revisions_revert", quiz.pk, old.pk), form)

    assert Quiz.objects.get().title == "Câu hỏi thử"
    assert ids(Quiz.objects.get()) == before


@pytest.mark.parametrize("changes", [{"text": ""}, {"choices": []}])
def test_what_is_unfinished_can_be_kept_but_not_published(trainer, changes):
    unfinished = ("single", example("single", **changes))

    trainer.post(url("add"), quiz_form(("", *unfinished)))
    quiz = Quiz.objects.get()
    (question,) = quiz.questions.all()
    form = quiz_form((question.pk, *unfinished), initial=1, action="action-publish")
    response = trainer.post(url("edit", quiz.pk), form)

    assert response.status_code == 200
    assert not response.context["form"].is_valid()
    assert not Quiz.objects.get().live


def test_a_question_without_a_right_choice_is_refused_with_a_sentence(trainer):
    value = example("single")
    value["choices"] = [
        {**choice, "value": {**choice["value"], "right": False}}
        for choice in value["choices"]
    ]

    form = quiz_form(("", "single", value), action="action-publish")
    response = trainer.post(url("add"), form)

    assert "Mark exactly one choice as right." in unescape(response.content.decode())


def test_a_quiz_without_a_question_cannot_be_published(trainer):
    response = trainer.post(url("add"), quiz_form(action="action-publish"))

    assert response.status_code == 200
    assert not Quiz.objects.exists()


def test_a_question_wants_exactly_one_block(trainer):
    form = quiz_form(("", "single", example("single")), action="action-publish")
    form["questions-0-content-count"] = "0"

    trainer.post(url("add"), form)

    assert not Quiz.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "'; DROP TABLE quizzes_quiz; --",
        "{{ 7 }}{% now %}",
    ],
)
def test_odd_words_are_kept_and_shown_as_they_are(trainer, text):
    form = quiz_form(("", "single", example("single", text=text)), title=text)

    trainer.post(url("add"), form | {"action-publish": "1"})

    quiz = Quiz.objects.get()
    path = url("preview_on_edit", quiz.pk)
    trainer.post(path, quiz_form(*as_posted(quiz), initial=1, title=text))
    shown = trainer.get(path).content.decode()
    assert text == quiz.edition.content["questions"][0]["text"]
    assert text in nfc(unescape(shown))
    assert "<script>alert(1)" not in shown


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\u202eđảo\u00ad", "đảo"),
        ("Ca\u0302u \u00d0i\u0323nh", "Câu Định"),
        ("Câu\x00hỏi\u200b", "Câu hỏi"),
    ],
)
def test_what_is_not_seen_is_in_no_title_and_no_question(trainer, text, kept):
    form = quiz_form(("", "single", example("single", text=text)), title=text)

    trainer.post(url("add"), form | {"action-publish": "1"})

    quiz = Quiz.objects.get()
    assert quiz.title == kept
    assert quiz.edition.content["questions"][0]["text"].strip() == kept


@pytest.mark.parametrize("text", ["\x00", "x" * 10_000])
def test_words_that_cannot_be_kept_are_refused(trainer, text):
    publish = {"action": "action-publish"}
    for changes in ({"title": text}, {"pass_percent": text}):
        form = quiz_form(("", "single", example("single")), **publish, **changes)
        assert trainer.post(url("add"), form).status_code == 200
    form = quiz_form(("", "single", example("single", text=text)), **publish)
    assert trainer.post(url("add"), form).status_code == 200

    assert not Quiz.objects.exists()


def test_unpublishing_and_the_history_are_offered(trainer):
    quiz = publish(make_quiz())

    assert trainer.get(url("history", quiz.pk)).status_code == 200
    trainer.post(url("unpublish", quiz.pk))

    assert Quiz.objects.get().edition is None


def test_a_published_quiz_cannot_be_deleted_and_the_sentence_says_why(admin):
    quiz = publish(make_quiz())

    for response in (
        admin.get(url("delete", quiz.pk), follow=True),
        admin.post(url("delete", quiz.pk), follow=True),
    ):
        assert response.status_code == 200
        (message,) = response.context["messages"]
        assert "Câu hỏi thử" in str(message)
    assert Quiz.objects.filter(pk=quiz.pk).exists()


def test_a_published_quiz_among_others_stops_the_whole_deletion(admin):
    kept, other = publish(make_quiz()), make_quiz()
    path = reverse("wagtail_bulk_action", args=["quizzes", "quiz", "delete"])

    response = admin.post(f"{path}?id={kept.pk}&id={other.pk}", follow=True)

    assert response.status_code == 200
    assert Quiz.objects.count() == 2


def test_a_quiz_that_nobody_met_can_be_deleted(admin):
    quiz = make_quiz()

    admin.post(url("delete", quiz.pk))

    assert not Quiz.objects.exists()


def test_a_quiz_with_attempts_cannot_be_deleted(admin, resident, page, noon):
    quiz = publish(make_quiz())
    start_attempt(resident, quiz, page, how=HowWitnessed(), at=noon)

    response = admin.post(url("delete", quiz.pk), follow=True)

    assert response.status_code == 200
    assert Quiz.objects.filter(pk=quiz.pk).exists()


def test_the_list_shows_language_pass_mark_and_state(trainer):
    publish(make_quiz(title="Đã đăng"))
    make_quiz(title="Còn nháp", pass_percent=85)

    html = trainer.get(url("list")).content.decode()

    assert "Đã đăng" in html
    assert "Còn nháp" in html
    assert "85" in html


@pytest.mark.parametrize("words", ["dich vu cong", "DỊCH VỤ", "dịch vu", "Di\u0323ch"])
def test_a_quiz_is_found_with_tone_marks_or_without(trainer, words):
    make_quiz(title="Câu hỏi: Dịch vụ công")
    make_quiz(title="Câu hỏi: Lừa đảo")

    html = trainer.get(url("list"), {"q": words}).content.decode()

    assert "Dịch vụ công" in html
    assert "Lừa đảo" not in html


@pytest.mark.parametrize(
    "words", ["\x00", "'", '"', "%", "\\", "(", "x" * 10_000, "\u202e"]
)
def test_any_search_is_answered(trainer, words):
    make_quiz()

    assert trainer.get(url("list"), {"q": words}).status_code == 200
    chooser = reverse("wagtailsnippetchoosers_quizzes_quiz:choose_results")
    assert trainer.get(chooser, {"q": words}).status_code == 200


def test_translating_makes_a_draft_with_the_same_keys(admin):
    quiz = publish(make_quiz())
    english = Locale.objects.get_or_create(language_code="en")[0]

    response = admin.post(
        reverse(
            "simple_translation:submit_snippet_translation",
            args=["quizzes", "quiz", quiz.pk],
        ),
        {"locales": [english.pk]},
        follow=True,
    )

    copy = Quiz.objects.get(locale=english)
    assert response.status_code == 200
    assert not copy.live
    assert copy.content["questions"] == quiz.content["questions"]


def test_the_preview_shows_the_paper_and_what_is_right(trainer):
    quiz = publish(make_quiz())
    path = url("preview_on_edit", quiz.pk)
    form = quiz_form(*as_posted(quiz), initial=4)

    assert trainer.post(path, form).json() == {"is_valid": True, "is_available": True}
    paper = trainer.get(path)
    answers = trainer.get(path, {"mode": "review"})

    assert paper.status_code == answers.status_code == 200
    assert b'type="radio"' in paper.content
    assert b'type="radio"' not in answers.content


def test_the_preview_of_something_unfinished_is_a_page_too(trainer):
    path = url("preview_on_add")
    form = quiz_form(("", "order", example("order", choices=[], text="")))

    assert trainer.post(path, form).json()["is_valid"]
    assert trainer.get(path).status_code == 200
    assert trainer.get(path, {"mode": "review"}).status_code == 200


def test_every_type_has_a_preview_in_the_picker(trainer):
    for child in Question._meta.get_field("content").stream_block.child_blocks.values():
        path = reverse("wagtailadmin_block_preview")

        response = trainer.get(path, {"id": child.definition_prefix})

        assert response.status_code == 200
        with override("en"):
            assert str(child.meta.preview_value["text"]) in _text(response)


def _text(response):
    """Return the words of a page."""
    words = defaultdict(list)
    parser = HTMLParser()
    parser.handle_data = words["all"].append
    parser.feed(response.content.decode())
    return " ".join(words["all"])


def test_others_do_not_see_quizzes(client, resident):
    quiz = publish(make_quiz())
    client.force_login(resident.user)

    for name, args in (("list", ()), ("edit", (quiz.pk,)), ("history", (quiz.pk,))):
        assert client.get(url(name, *args)).status_code == 302


def test_a_trainer_may_not_delete(trainer):
    quiz = make_quiz()

    trainer.post(url("delete", quiz.pk))

    assert Quiz.objects.filter(pk=quiz.pk).exists()


@pytest.mark.parametrize("block_id", ["", "x", "\x00", "x" * 10_000, str(UUID(int=7))])
def test_any_id_a_browser_sends_for_a_block_is_met(trainer, block_id):
    form = quiz_form(("", "single", example("single"), block_id))

    trainer.post(url("add"), form | {"action-publish": "1"}, follow=True)

    assert Quiz.objects.get().edition.content["questions"][0]["key"]
