"""One question type a file; every file in this folder is found by itself."""

from lms.lib.registers import import_files_of
from quizzes.question_types.base import (
    QUESTION_TYPES,
    QuestionType,
    ReviewLine,
    question_type,
)

import_files_of(__name__, __path__)

__all__ = ["QUESTION_TYPES", "QuestionType", "ReviewLine", "question_type"]
