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
    questions = edition.content["questions"]
    answers = {question["key"]: _right(question) for question in questions}
    marked = mark(edition.content, answers)
    if marked.points_earned != marked.points_possible:
        raise NoAnswerKnown(edition)
    return answers


def wrong_answers(edition: Edition) -> dict[str, Any]:
    """Return answers of which none earns a point, each a real one to its question."""
    answers = {
        question["key"]: _wrong(question) for question in edition.content["questions"]
    }
    if mark(edition.content, answers).points_earned:
        raise NoAnswerKnown(edition)
    return answers


def _right(question: dict[str, Any]) -> Any:
    """Return the right answer: an id, several ids, or all of them in order."""
    ids = [choice["id"] for choice in question["choices"]]
    if question["type"] == "order":
        return ids
    right = [choice["id"] for choice in question["choices"] if choice["right"]]
    return right if question["type"] == "several" else right[0]


def _wrong(question: dict[str, Any]) -> Any:
    ids = [choice["id"] for choice in question["choices"]]
    if question["type"] == "order":
        return ids[::-1]
    wrong = [choice["id"] for choice in question["choices"] if not choice["right"]]
    return (wrong or ids)[:1] if question["type"] == "several" else wrong[0]
