"""Answers to a quiz, made from what its edition says is right."""

from typing import Any

from quizzes.marking import mark
from quizzes.models import Edition


class NoAnswerKnown(LookupError):
    """A question type is answered in a way that the demo does not know yet."""


def right_answers(edition: Edition) -> dict[str, Any]:
    """Return the answers that earn every point; they are marked to make sure.

    Raises: `NoAnswerKnown` for a question of a type that is new here.
    """
    answers = _answers(edition, right=True)
    marked = mark(edition.content, answers)
    if marked.points_earned != marked.points_possible:
        raise NoAnswerKnown(edition)
    return answers


def wrong_answers(edition: Edition) -> dict[str, Any]:
    """Return answers of which none earns a point, each a real one to its question.

    Raises: `NoAnswerKnown` for a question that cannot be answered wrongly.
    """
    answers = _answers(edition, right=False)
    if mark(edition.content, answers).points_earned:
        raise NoAnswerKnown(edition)
    return answers


def _answers(edition: Edition, *, right: bool) -> dict[str, Any]:
    questions = edition.content["questions"]
    return {each["key"]: _answer(each, right=right) for each in questions}


def _answer(question: dict[str, Any], *, right: bool) -> Any:
    """Return an id, several ids, or all of them in an order, as the type wants it."""
    ids = [choice["id"] for choice in question["choices"]]
    if question["type"] == "order":
        return ids if right else ids[::-1]
    fitting = [c["id"] for c in question["choices"] if c["right"] == right] or ids
    return fitting if question["type"] == "several" else fitting[0]
