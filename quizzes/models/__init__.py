"""What trainers write, what is frozen of it, and what residents made of that."""

from quizzes.models.attempt import Attempt
from quizzes.models.quiz import Edition, Question, Quiz

__all__ = ["Attempt", "Edition", "Question", "Quiz"]
