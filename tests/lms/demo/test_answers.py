import pytest

from lms.demo.answers import NoAnswerKnown, right_answers, wrong_answers
from quizzes.marking import mark
from quizzes.models import Edition
from quizzes.question_types import QUESTION_TYPES


def an_edition(key, kind):
    block = kind.block()
    question = kind.frozen(block.to_python(kind.example["value"]))
    question |= {"key": "1", "type": key, "read_again": ""}
    return Edition(content={"questions": [question], "pass_percent": 70})


@pytest.mark.parametrize(("key", "kind"), QUESTION_TYPES.items())
def test_every_question_type_is_answered_right_and_wrong(key, kind):
    edition = an_edition(key, kind)

    assert mark(edition.content, right_answers(edition)).points_earned == 1
    assert mark(edition.content, wrong_answers(edition)).points_earned == 0


def test_a_question_that_cannot_be_answered_wrongly_is_said():
    edition = an_edition("order", QUESTION_TYPES["order"])
    [question] = edition.content["questions"]
    question["choices"] = question["choices"][:1]

    with pytest.raises(NoAnswerKnown):
        wrong_answers(edition)
