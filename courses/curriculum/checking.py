"""Checks what was read as a whole: twins, headings, pictures, lengths."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks import Block

from courses.blocks import LESSON_BLOCKS
from courses.curriculum.pictures import check_picture
from courses.curriculum.text import (
    CourseFolder,
    Curriculum,
    LessonFolder,
    LessonText,
    QuestionText,
    QuizText,
    TextFile,
)
from courses.curriculum.twins import check_twins
from courses.curriculum.values import question_value
from courses.models import CoursePage, HomePage, LessonPage
from lms.lib.text import anchor
from quizzes.models import Question, Quiz
from quizzes.question_types import QUESTION_TYPES

FEWEST_BLOCKS, MOST_BLOCKS = 4, 9
FEWEST_QUESTIONS, MOST_QUESTIONS = 4, 6


def check_curriculum(curriculum: Curriculum) -> None:
    """Add to each folder the faults that no file shows by itself.

    A folder whose files could not be read is left alone: one fault at a time.
    """
    if not curriculum.faults:
        for home in curriculum.homes.values():
            _check_lengths(home.file, HomePage)
            curriculum.faults += home.file.faults
    for course in curriculum.courses:
        if not course.faults:
            _check_course(course)
        for lesson in course.lessons:
            if not lesson.faults:
                _check_lesson_folder(lesson)


def _check_course(course: CourseFolder) -> None:
    for text in course.courses.values():
        _check_lengths(text.file, CoursePage)
        if text.picture:
            check_picture(text.file, text.file.line_of("picture"), text.picture)
            if not text.picture_alt:
                text.file.fault(text.file.line_of("picture"), _no_description())
        course.faults += text.file.faults


def _check_lesson_folder(folder: LessonFolder) -> None:
    for language, lesson in folder.lessons.items():
        _check_lesson(lesson)
        _check_quiz(folder.quizzes[language], lesson, folder.code)
    texts = [*folder.lessons.values(), *folder.quizzes.values()]
    if not any(text.file.faults for text in texts):
        check_twins(folder)
    for text in texts:
        folder.faults += text.file.faults


def _check_lesson(lesson: LessonText) -> None:
    file = lesson.file
    _check_lengths(file, LessonPage)
    if not FEWEST_BLOCKS <= len(lesson.blocks) <= MOST_BLOCKS:
        sentence = _("A lesson has %(least)d to %(most)d blocks; this has %(count)d.")
        file.fault(1, sentence % _bounds(FEWEST_BLOCKS, MOST_BLOCKS, lesson.blocks))
    if lesson.checked_on and lesson.review_by and lesson.review_by <= lesson.checked_on:
        file.fault(
            file.line_of("review_by"),
            _("The day to check again must lie after the day it was checked."),
        )
    check_picture(file, file.line_of("picture"), lesson.picture)
    anchors: set[str] = set()
    for block in lesson.blocks:
        for sentence in _faults_of(LESSON_BLOCKS[block.kind](), block.value):
            file.fault(block.line, sentence)
        for name in block.pictures:
            check_picture(file, block.line, name)
        if any(s["picture"] and not s["alt"] for s in block.value.get("steps", [])):
            file.fault(block.line, _no_description())
        place = anchor(block.value.get("heading", ""))
        if place and place in anchors:
            file.fault(block.line, _("Another part has this heading already."))
        anchors.add(place)


def _check_quiz(quiz: QuizText, lesson: LessonText, code: str) -> None:
    _check_lengths(quiz.file, Quiz)
    count = len(quiz.questions)
    if not FEWEST_QUESTIONS <= count <= MOST_QUESTIONS:
        sentence = _("A quiz has %(least)d to %(most)d questions; this has %(count)d.")
        bounds = _bounds(FEWEST_QUESTIONS, MOST_QUESTIONS, quiz.questions)
        quiz.file.fault(1, sentence % bounds)
    headings = {block.value.get("heading") for block in lesson.blocks} - {"", None}
    keys: set[str] = set()
    for question in quiz.questions:
        _check_question(quiz.file, question, headings, code)
        if question.key in keys:
            quiz.file.fault(question.line, _("Another question has this name already."))
        keys.add(question.key)


def _check_question(
    file: TextFile, question: QuestionText, headings: set[str], code: str
) -> None:
    if question.read not in headings:
        sentence = _("“read:” must name a heading of the lesson. There are: %(names)s.")
        names = ", ".join(sorted(headings))
        file.fault(question.line, sentence % {"names": names})
    _too_long(
        file, question.line, "read", question.read, _limit(Question, "read_again")
    )
    block = QUESTION_TYPES[question.kind].block()
    for sentence in _faults_of(block, question_value(question, code)):
        file.fault(question.line, sentence)


def _check_lengths(file: TextFile, model: type) -> None:
    """Check each fact that is a text column of the model, by the column's own limit."""
    columns = {field.name for field in model._meta.get_fields()}
    for name, text in file.facts.items():
        if name in columns and (limit := _limit(model, name)):
            _too_long(file, file.line_of(name), name, text, limit)


def _limit(model: type, name: str) -> int | None:
    return getattr(model._meta.get_field(name), "max_length", None)


def _too_long(
    file: TextFile, line: int, name: str, text: str, limit: int | None
) -> None:
    if limit and len(text) > limit:
        sentence = _("“%(name)s” has %(count)d characters; %(limit)d is the most.")
        file.fault(line, sentence % {"name": name, "count": len(text), "limit": limit})


def _faults_of(block: Block, value: Any) -> Iterator[str]:
    """Give what the editor would say of a block; pictures are looked at by name."""
    named = {name: None if name == "image" else v for name, v in value.items()}
    if "steps" in named:
        named["steps"] = [{**step, "picture": None} for step in named["steps"]]
    try:
        block.clean(block.to_python(named))
    except ValidationError as problem:
        yield from _sentences(problem)


def _sentences(problem: Any, label: str = "") -> Iterator[str]:
    """Give the sentences of a block's error, those of the blocks inside it too."""
    inside = getattr(problem, "block_errors", None) or {}
    pairs = inside.items() if isinstance(inside, dict) else enumerate(inside)
    for name, error in pairs:
        if error is not None and name != "image":
            yield from _sentences(error, name if isinstance(name, str) else label)
    outer = getattr(problem, "non_block_errors", None)
    if outer is None and not inside:
        outer = getattr(problem, "messages", [])
    for sentence in outer or []:
        yield f"{label}: {sentence}" if label else str(sentence)


def _bounds(least: int, most: int, things: list[Any]) -> dict[str, int]:
    return {"least": least, "most": most, "count": len(things)}


def _no_description() -> str:
    return _("Please describe the picture in a few words.")
