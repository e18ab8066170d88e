"""Draws a quiz that nobody has begun, for trainers who look at their own work."""

from typing import Any

from django import template

from quizzes.forms import PaperForm
from quizzes.models import Quiz
from quizzes.paper import draw_paper
from quizzes.question_types import QUESTION_TYPES
from quizzes.reviewing import QuestionReview, review_paper

register = template.Library()


@register.simple_tag
def paper_form_of(quiz: Quiz) -> PaperForm:
    """Return the paper as a resident might meet it."""
    return PaperForm(draw_paper(quiz.content, seed=0))


@register.simple_tag
def review_of(quiz: Quiz) -> list[QuestionReview]:
    """Return the review of a paper that was handed in empty."""
    return review_paper(quiz.content, seed=0, answers={})


@register.simple_tag
def example_form(block: Any, value: Any) -> PaperForm:
    """Return the paper of one question, for the picker of question types."""
    key, kind = next(
        (key, kind) for key, kind in QUESTION_TYPES.items() if kind.block is type(block)
    )
    question = {"key": "example", "type": key, "read_again": "", **kind.frozen(value)}
    return PaperForm(draw_paper({"questions": [question]}, seed=0))
