"""Says of each question of a paper what was right, why, and what to read again."""

from dataclasses import dataclass
from typing import Any

from lms.lib.text import anchor
from quizzes.marking import cleaned, mark
from quizzes.paper import PaperQuestion, draw_paper
from quizzes.question_types import ReviewLine


@dataclass(frozen=True)
class QuestionReview:
    """One answered question, ready for the result page."""

    asked: PaperQuestion
    answered: bool
    right: bool
    lines: list[ReviewLine]

    @property
    def told(self) -> list[ReviewLine]:
        """Return what concerns this resident: what was chosen, and what is right."""
        return [line for line in self.lines if line.chosen or line.right]

    @property
    def others(self) -> list[ReviewLine]:
        """Return the choices that were rightly left alone."""
        return [line for line in self.lines if not (line.chosen or line.right)]

    @property
    def explanation(self) -> str:
        return self.asked.frozen.get("explanation", "")

    @property
    def read_again(self) -> str:
        """Return the heading in the lesson that answers the question, or nothing."""
        return self.asked.frozen["read_again"]

    @property
    def anchor(self) -> str:
        return anchor(self.read_again)


def review_paper(
    content: dict[str, Any], seed: int, answers: Any
) -> list[QuestionReview]:
    """Return every question of the paper with what was answered and what is right."""
    kept = cleaned(content, answers)
    points = mark(content, kept).points
    return [
        QuestionReview(
            asked=asked,
            answered=asked.key in kept,
            right=points[asked.key] > 0,
            lines=asked.kind.review(asked.frozen, kept.get(asked.key), asked.order),
        )
        for asked in draw_paper(content, seed)
    ]
