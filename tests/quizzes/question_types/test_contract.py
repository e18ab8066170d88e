"""What every question type keeps to, whoever adds one: it runs over its example."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.forms import PaperForm
from quizzes.paper import draw_paper
from quizzes.question_types import QUESTION_TYPES
from tests.quizzes.builders import content_of, frozen
from tests.quizzes.test_marking import json_values

every_type = pytest.mark.parametrize("key", sorted(QUESTION_TYPES))


def test_the_types_of_today_are_all_there():
    assert set(QUESTION_TYPES) >= {"single", "several", "true_false", "order"}


@every_type
def test_the_example_is_a_question_a_trainer_may_publish(key):
    kind = QUESTION_TYPES[key]
    block = kind.block()

    value = block.clean(block.to_python(kind.example["value"]))

    again = block.to_python(
        json.loads(json.dumps(block.get_prep_value(value), default=str))
    )
    assert kind.frozen(value) == kind.frozen(again)


@every_type
def test_a_frozen_question_is_plain_json(key):
    question = frozen(key)

    assert json.loads(json.dumps(question)) == question
    assert question["text"]


@every_type
def test_the_right_answer_earns_a_point_and_the_wrong_one_none(key):
    kind, question = QUESTION_TYPES[key], frozen(key)

    for answer, points in ((kind.example["right"], 1), (kind.example["wrong"], 0)):
        cleaned = kind.cleaned(question, answer)
        assert cleaned == answer
        assert kind.points(question, cleaned) == points


@every_type
@given(raw=json_values)
def test_whatever_is_no_answer_is_none(key, raw):
    kind, question = QUESTION_TYPES[key], frozen(key)

    cleaned = kind.cleaned(question, raw)

    assert kind.cleaned(question, cleaned) == cleaned
    assert cleaned is None or kind.points(question, cleaned) in {0, 1}


@every_type
@given(seed=st.integers(0, 2**31 - 1))
def test_the_review_teaches_something_whatever_was_answered(key, seed):
    kind = QUESTION_TYPES[key]
    (asked,) = draw_paper(content_of(key), seed)

    for answer in (None, kind.example["right"], kind.example["wrong"]):
        lines = kind.review(asked.frozen, answer, asked.order)
        assert any(line.right for line in lines)
        assert asked.frozen.get("explanation") or all(line.feedback for line in lines)


@every_type
def test_it_is_asked_with_a_name_for_every_input(key):
    form = PaperForm(draw_paper(content_of(key), seed=1))

    html = str(form["q-q1"])

    assert html.count("<label") == html.count("<input") + html.count("<select")
    assert "aria-invalid" not in html


@every_type
def test_it_has_words_for_the_picker_of_types(key):
    block = QUESTION_TYPES[key].block()

    assert block.is_previewable
    assert block.label
    assert block.get_description()
