"""Marks answers: pure functions of an edition and what was answered, whole points."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from quizzes.question_types import QUESTION_TYPES


@dataclass(frozen=True)
class Marked:
    """What answers earned, in all and by the key of each question. Units: points."""

    points_earned: int
    points_possible: int
    points: dict[str, int]


def cleaned(content: dict[str, Any], answers: Any) -> dict[str, Any]:
    """Return what can be kept of ``answers``: by question key, each a true answer.

    ``answers`` comes from anywhere. What names no question or no choice is left out.
    """
    if not isinstance(answers, Mapping):
        return {}
    found = {
        question["key"]: QUESTION_TYPES[question["type"]].cleaned(
            question, answers.get(question["key"])
        )
        for question in content["questions"]
    }
    return {key: answer for key, answer in found.items() if answer is not None}


def mark(content: dict[str, Any], answers: Any) -> Marked:
    """Return the marks: one point for each question that is fully right, else none."""
    kept = cleaned(content, answers)
    points = {
        question["key"]: QUESTION_TYPES[question["type"]].points(
            question, kept[question["key"]]
        )
        if question["key"] in kept
        else 0
        for question in content["questions"]
    }
    return Marked(sum(points.values()), points_possible(content), points)


def points_possible(content: dict[str, Any]) -> int:
    """Return the most that can be earned. Units: points, one for each question."""
    return len(content["questions"])


def points_needed(possible: int, pass_percent: int) -> int:
    """Return the fewest whole points that reach the pass mark.

    Units: ``possible`` and the result are points; ``pass_percent`` is 0 to 100.
    Raises: ``ValueError`` where ``pass_percent`` lies outside 0 to 100.
    Source: ADR 0007 (whole points, so that 7 of 10 is exactly 70 %).
    """
    if not 0 <= pass_percent <= 100:
        raise ValueError(f"A pass mark is 0 to 100 %, not {pass_percent}.")
    return -(-possible * pass_percent // 100)  # rounded up, in whole numbers
