"""The editor as trainers use it: every step is a form posted to the real admin."""

from collections import defaultdict
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    streamfield,
)

from lms.lib.facts import ALONE
from quizzes.models import Edition, Question, Quiz
from quizzes.question_types import QUESTION_TYPES
from quizzes.services import start_attempt
from tests.quizzes.builders import make_quiz, publish

TRAINER_MAY = ["access_admin", "add_quiz", "change_quiz", "publish_quiz", "view_quiz"]


def url(name, *args):
    return reverse(Quiz.snippet_viewset.get_url_name(name), args=args)


@pytest.fixture
def trainer(client, django_user_model):
    """A browser in which a trainer is signed in, with just what trainers may do."""
    user = django_user_model.objects.create_user("giangvien", full_name="Lý Văn Thử")
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
    """Return the whole form; a question is (row's pk or "", kind, value)."""
    rows = [
        {
            "id": str(pk),
            "content": filled_in(kind, value),
            "read_again": "",
            "ORDER": str(number),
        }
        for number, (pk, kind, value) in enumerate(questions, start=1)
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
    return [
        (question.pk, question.content[0].block_type, question.content.raw_data[0]["value"])
        for question in quiz.questions.all()
    ]


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
    before = quiz.edition.content["questions"]
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
    assert [_ids(question) for question in after.content["questions"]] == [
        _ids(question) for question in before
    ]


def _ids(question):
    return question["key"], [choice["id"] for choice in question["choices"]]


def test_a_draft_saved_many_times_keeps_the_keys_of_what_is_published(trainer):
    quiz = publish(make_quiz())
    keys = [question.key for question in quiz.questions.all()]
    form = [*as_posted(quiz), ("", "single", example("single"))]

    for _ in range(3):
        trainer.post(url("edit", quiz.pk), quiz_form(*form, initial=4))

    assert Quiz.objects.get().edition.number == 1
    latest = Quiz.objects.get().get_latest_revision_as_object()
    assert [question.key for question in latest.questions.all()][:4] == keys
    assert latest.questions.count() == 5


def test_going_back_to_an_older_version_keeps_the_keys(trainer):
    quiz = publish(make_quiz())
    form = [*as_posted(quiz), ("", "single", example("single"))]
    trainer.post(
        url("edit", quiz.pk), quiz_form(*form, initial=4, action="action-publish")
    )
    quiz = Quiz.objects.get()
    revision, keys = quiz.latest_revision, {q.key for q in quiz.questions.all()}
    pks = [question.pk for question in quiz.questions.all()]
    trainer.post(
        url("edit", quiz.pk),
        quiz_form(*as_posted(quiz)[:1], initial=1, action="action-publish"),
    )

    old = revision.as_object()
    rows = [(pk, *rest) for pk, (_, *rest) in zip(pks, as_posted(old), strict=True)]
    trainer.get(url("revisions_revert", quiz.pk, revision.pk))
    trainer.post(
        url("edit", quiz.pk),
        quiz_form(*rows, initial=5, action="action-publish")
        | {"revision": str(revision.pk)},
    )

    assert {question.key for question in Quiz.objects.get().questions.all()} <= keys


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"text": ""}, "This field is required"),
        ({"choices": []}, "The minimum number of items is 2"),
    ],
)
def test_what_is_unfinished_can_be_kept_but_not_published(trainer, changes, sentence):
    form = ("", "single", example("single", **changes))

    trainer.post(url("add"), quiz_form(form))
    quiz = Quiz.objects.get()
    assert not quiz.live

    (row,) = quiz.questions.all()
    response = trainer.post(
        url("edit", quiz.pk),
        quiz_form((row.pk, *form[1:]), initial=1, action="action-publish"),
        headers={"accept-language": "en"},
    )
    assert response.status_code == 200
    assert not Quiz.objects.get().live
    assert not Edition.objects.exists()


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
        "\x00",
        "a\x00b",
        "x" * 10_000,
        "<script>alert(1)</script>",
        "'; DROP TABLE quizzes_quiz; --",
        "\u202eđảo",
        "Ca\u0302u \u00d0i\u0323nh",
        "{{ 7 }}{% now %}",
    ],
)
def test_anything_can_be_typed(trainer, text):
    form = quiz_form(
        ("", "single", example("single", text=text)),
        title=text,
        action="action-publish",
    )

    response = trainer.post(url("add"), form, follow=True)

    assert response.status_code == 200
    for quiz in Quiz.objects.all():
        shown = trainer.get(url("edit", quiz.pk))
        assert shown.status_code == 200
        assert "<script>alert(1)" not in shown.content.decode()


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
    path = reverse(
        "wagtail_bulk_action", args=["quizzes", "quiz", "delete"]
    )

    response = admin.post(f"{path}?id={kept.pk}&id={other.pk}", follow=True)

    assert response.status_code == 200
    assert Quiz.objects.count() == 2


def test_a_quiz_that_nobody_met_can_be_deleted(admin):
    quiz = make_quiz()

    admin.post(url("delete", quiz.pk))

    assert not Quiz.objects.exists()


def test_a_quiz_with_attempts_cannot_be_deleted(admin, resident, page, noon):
    quiz = publish(make_quiz())
    start_attempt(resident, quiz, page, how=ALONE, at=noon)

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


@pytest.mark.parametrize("words", ["\x00", "'", '"', "%", "\\", "(", "x" * 10_000, "\u202e"])
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


def test_keys_are_not_taken_from_the_browser(trainer):
    form = quiz_form(("", "single", example("single")))
    form["questions-0-key"] = str(UUID(int=7))

    trainer.post(url("add"), form)

    assert Question.objects.get().key != UUID(int=7)
