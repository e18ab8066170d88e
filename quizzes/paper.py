"""Draws a paper: what one attempt is asked, the same every time it is drawn."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from quizzes.question_types import QUESTION_TYPES, QuestionType


@dataclass(frozen=True)
class PaperQuestion:
    """One question of a paper, with its choices in the order of this paper."""

    number: int
    total: int
    frozen: dict[str, Any]
    order: list[str]

    @property
    def key(self) -> str:
        return self.frozen["key"]

    @property
    def text(self) -> str:
        return self.frozen["text"]

    @property
    def kind(self) -> QuestionType:
        return QUESTION_TYPES[self.frozen["type"]]


def draw_paper(content: dict[str, Any], seed: int) -> list[PaperQuestion]:
    """Return the questions of an edition in the trainer's order, choices shuffled.

    Choices stand in the order of SHA-256 over ``seed/question key/choice id``. Unlike
    a language's own shuffle this stays the same in every version and every language,
    so a paper can be drawn again in ten years, or on a phone without signal.
    """
    questions = content["questions"]
    return [
        PaperQuestion(number, len(questions), question, _drawn(question, seed))
        for number, question in enumerate(questions, start=1)
    ]


def _drawn(question: dict[str, Any], seed: int) -> list[str]:
    def place(choice_id: str) -> bytes:
        return sha256(f"{seed}/{question['key']}/{choice_id}".encode()).digest()

    ids = [choice["id"] for choice in question.get("choices", [])]
    return QUESTION_TYPES[question["type"]].drawn(question, sorted(ids, key=place))
