import pytest
from django.utils.translation import override

from quizzes.reviewing import review_paper
from tests.quizzes.builders import answers_to, content_of


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


@pytest.fixture
def content():
    return content_of("single", "several", "true_false", "order")


def test_every_question_says_whether_it_was_right(content):
    answers = {**answers_to(content), "q2": ["a"]}

    right = [question.right for question in review_paper(content, 3, answers)]

    assert right == [True, False, True, True]


def test_choices_are_shown_as_the_paper_had_them(content):
    for question in review_paper(content, 3, {})[:3]:
        texts = {c["id"]: c["text"] for c in question.asked.frozen["choices"]}

        assert [line.text for line in question.lines] == [
            texts[choice_id] for choice_id in question.asked.order
        ]


def test_a_wrong_choice_and_the_right_one_are_told_and_the_rest_set_apart(content):
    question = review_paper(content, 3, {"q1": "b"})[0]

    told = {line.text: (line.chosen, line.right) for line in question.told}
    assert told == {"I read it out": (True, False), "I hang up": (False, True)}
    assert [line.text for line in question.others] == ["I send it by message"]


def test_every_choice_has_its_feedback(content):
    assert all(line.feedback for line in review_paper(content, 3, {})[0].lines)


def test_lines_are_shown_in_the_right_order_with_where_they_were_put(content):
    question = review_paper(content, 3, {"q4": ["b", "a", "c"]})[3]

    assert [(line.text, line.note) for line in question.lines] == [
        ("1. Sign in with VNeID", "You gave this line number 2."),
        ("2. Fill in the form", "You gave this line number 1."),
        ("3. Press Send", "In its place."),
    ]
    assert question.explanation == "The form knows your name once you have signed in."


def test_what_was_not_answered_says_so_and_shows_what_is_right(content):
    single, *_, order = review_paper(content, 3, {"q1": "not a choice"})

    assert not single.answered
    assert not single.right
    assert [line.text for line in single.told] == ["I hang up"]
    assert [line.note for line in order.lines] == ["", "", ""]


def test_the_part_to_read_again_leads_to_its_heading(content):
    content["questions"][0]["read_again"] = "Gọi về số chính thức"

    question = review_paper(content, 3, {})[0]

    assert question.read_again == "Gọi về số chính thức"
    assert question.anchor == "goi-ve-so-chinh-thuc"
