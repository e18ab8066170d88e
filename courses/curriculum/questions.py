"""Reads a quiz's text file."""

import re

from django.utils.translation import gettext as _

from courses.curriculum.files import no_other_facts, number_fact, text_fact
from courses.curriculum.text import ChoiceText, QuestionText, QuizText, TextFile
from quizzes.question_types import QUESTION_TYPES

_START = re.compile(r"#\s+(?P<key>[a-z0-9_-]{1,20})\s+(?P<kind>[a-z_]+)\s*")
_CHOICE = re.compile(r"-\s*\[(?P<mark>[xX ]?)\]\s*(?P<text>.+)")
_LINE = re.compile(r"[0-9]+\.\s+(?P<text>.+)")


def read_quiz(file: TextFile) -> QuizText:
    no_other_facts(file, "title", "pass_percent")
    return QuizText(
        file,
        title=text_fact(file, "title"),
        pass_percent=number_fact(file, "pass_percent", 1, 100),
        questions=_questions(file),
    )


def _questions(file: TextFile) -> list[QuestionText]:
    questions: list[QuestionText] = []
    for number, raw in file.lines:
        text = raw.strip()
        if text.startswith("#"):
            questions += _begun(file, number, text)
        elif text and questions:
            _take(file, questions[-1], number, text)
        elif text:
            file.fault(number, _("A question begins like this: # q1 single"))
    return questions


def _begun(file: TextFile, number: int, text: str) -> list[QuestionText]:
    start = _START.fullmatch(text)
    if not start:
        file.fault(number, _("A question begins like this: # q1 single"))
        return []
    if start["kind"] not in QUESTION_TYPES:
        sentence = _("There is no kind of question “%(kind)s”. There are: %(kinds)s.")
        words = {"kind": start["kind"], "kinds": ", ".join(sorted(QUESTION_TYPES))}
        file.fault(number, sentence % words)
    return [QuestionText(number, start["key"], start["kind"])]


def _take(file: TextFile, question: QuestionText, number: int, text: str) -> None:
    """Add one line to the question that it stands under."""
    if text.startswith("read:") and not question.text:
        question.read = text.removeprefix("read:").strip()
    elif found := _CHOICE.fullmatch(text):
        right = bool(found["mark"].strip())
        question.choices.append(ChoiceText(number, found["text"].strip(), right))
    elif question.kind == "order" and (found := _LINE.fullmatch(text)):
        question.choices.append(ChoiceText(number, found["text"].strip()))
    elif text.startswith(">"):
        _take_feedback(file, question, number, text.removeprefix(">").strip())
    elif question.choices:
        file.fault(number, _("A line below a choice begins with > for its feedback."))
    else:
        question.text = f"{question.text} {text}".strip()


def _take_feedback(
    file: TextFile, question: QuestionText, number: int, text: str
) -> None:
    if not question.choices:
        file.fault(number, _("Feedback stands below the choice that it belongs to."))
    elif question.kind == "order":
        question.explanation = f"{question.explanation} {text}".strip()
    else:
        choice = question.choices[-1]
        choice.feedback = f"{choice.feedback} {text}".strip()
