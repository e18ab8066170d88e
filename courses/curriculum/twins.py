"""Sees that the two languages of a lesson are one lesson."""

from typing import Any

from django.utils.translation import gettext as _

from courses.curriculum.text import (
    LANGUAGES,
    LessonFolder,
    LessonText,
    QuestionText,
    QuizText,
)

SAME_FACTS = (
    *("minutes", "skills", "core_skill", "checked_on", "review_by"),
    *("picture", "pass_percent"),
)


def check_twins(folder: LessonFolder) -> None:
    """Add a fault to each place where a translation differs from the first language."""
    first, *others = LANGUAGES
    for language in others:
        lessons, quizzes = folder.lessons, folder.quizzes
        _check_facts(lessons[first], lessons[language])
        _check_blocks(lessons[first], lessons[language])
        _check_facts(quizzes[first], quizzes[language])
        _check_questions(quizzes[first], quizzes[language])


def _check_facts(first: LessonText | QuizText, twin: LessonText | QuizText) -> None:
    for name in SAME_FACTS:
        mine, other = twin.file.facts.get(name), first.file.facts.get(name)
        if mine != other:
            sentence = _("“%(name)s” must be the same as in %(twin)s: %(value)s.")
            words = {"name": name, "twin": first.file.shown, "value": other or "–"}
            twin.file.fault(twin.file.line_of(name), sentence % words)


def _check_blocks(first: LessonText, twin: LessonText) -> None:
    kinds = [block.kind for block in first.blocks]
    if [block.kind for block in twin.blocks] != kinds:
        sentence = _(
            "The blocks must be the same as in %(twin)s, in its order: %(list)s."
        )
        words = {"twin": first.file.shown, "list": ", ".join(kinds)}
        twin.file.fault(1, sentence % words)
        return
    for other, block in zip(first.blocks, twin.blocks, strict=True):
        if _frame(other.value) != _frame(block.value):
            sentence = _(
                "Steps, pictures, words and addresses must be as many and the same "
                "as in %(twin)s, line %(line)d."
            )
            words = {"twin": first.file.shown, "line": other.line}
            twin.file.fault(block.line, sentence % words)


def _frame(value: dict[str, Any]) -> list[Any]:
    """Return what no translation changes: how many parts, which pictures, addresses."""
    steps = [step["picture"] for step in value.get("steps", [])]
    words = len(value.get("entries", []))
    headed = bool(value.get("heading"))
    return [steps, words, headed, value.get("image"), value.get("url")]


def _check_questions(first: QuizText, twin: QuizText) -> None:
    keys = [f"{each.key} {each.kind}" for each in first.questions]
    if [f"{each.key} {each.kind}" for each in twin.questions] != keys:
        sentence = _("The questions must be the same as in %(twin)s: %(list)s.")
        words = {"twin": first.file.shown, "list": ", ".join(keys)}
        twin.file.fault(1, sentence % words)
        return
    for other, question in zip(first.questions, twin.questions, strict=True):
        if _right(other) != _right(question):
            sentence = _(
                "The choices must be as many as in %(twin)s, line %(line)d, and the "
                "same ones right."
            )
            words = {"twin": first.file.shown, "line": other.line}
            twin.file.fault(question.line, sentence % words)


def _right(question: QuestionText) -> list[bool]:
    return [choice.right for choice in question.choices]
