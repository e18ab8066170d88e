"""What a trainer is told when the choices do not add up."""

import copy

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.blocks.base import get_error_json_data

from quizzes.question_types import QUESTION_TYPES


def example(key):
    return copy.deepcopy(QUESTION_TYPES[key].example["value"])


def mark_right(value, *letters):
    for item in value["choices"]:
        item["value"]["right"] = item["id"] in letters
    return value


def fault(key, value):
    """Return all that is said about the value, as the editor gets it."""
    block = QUESTION_TYPES[key].block()
    with override("en"), pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(value))
    with override("en"):
        return str(get_error_json_data(refused.value))


@pytest.mark.parametrize("right", [(), ("a", "b"), ("a", "b", "c")])
def test_single_wants_exactly_one_right_choice(right):
    value = mark_right(example("single"), *right)

    assert "Mark exactly one choice as right." in fault("single", value)


def test_several_wants_at_least_one_right_choice():
    value = mark_right(example("several"))

    assert "Mark at least one choice as right." in fault("several", value)


@pytest.mark.parametrize("right", [(), ("a", "b")])
def test_a_statement_is_either_true_or_false(right):
    value = mark_right(example("true_false"), *right)

    assert "Mark either True or False as right." in fault("true_false", value)


@pytest.mark.parametrize("key", ["single", "several", "true_false", "order"])
def test_one_choice_alone_is_no_choice(key):
    value = example(key)
    del value["choices"][1:]

    assert "The minimum number of items is 2" in fault(key, value)


@pytest.mark.parametrize("key", ["single", "several", "true_false"])
def test_two_choices_may_not_say_the_same(key):
    value = example(key)
    value["choices"][1]["value"]["text"] = "  \u0110i\u0323nh "
    value["choices"][0]["value"]["text"] = "\u0111\u1ecbnh"

    assert "Two lines say the same." in fault(key, value)


def test_two_lines_to_order_may_not_say_the_same():
    value = example("order")
    value["choices"][1]["value"] = value["choices"][0]["value"]

    assert "Two lines say the same." in fault("order", value)


@pytest.mark.parametrize("key", ["single", "several", "true_false"])
def test_every_choice_wants_feedback(key):
    value = example(key)
    value["choices"][0]["value"]["feedback"] = ""

    assert "feedback" in fault(key, value)


@pytest.mark.parametrize("text", ["\x00", "x" * 401])
def test_a_text_that_cannot_be_kept_is_refused(text):
    assert "text" in fault("single", {**example("single"), "text": text})


@pytest.mark.parametrize("key", sorted(QUESTION_TYPES))
def test_a_draft_may_be_unfinished(key):
    block = QUESTION_TYPES[key].block()

    block.defer_required_validation()
    try:
        kept = block.clean(block.to_python({"text": "", "choices": []}))
    finally:
        block.restore_deferred_validation()  # the parts of a block are shared

    assert kept["text"] == ""


def test_true_and_false_stand_ready_in_the_language_of_the_trainer():
    with override("en"):
        value = QUESTION_TYPES["true_false"].block().get_default()

    assert [choice["text"] for choice in value["choices"]] == ["True", "False"]
