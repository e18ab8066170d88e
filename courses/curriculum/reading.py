"""Reads the whole folder; what cannot be read is named with its file and line."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from courses.curriculum.files import open_text
from courses.curriculum.lessons import read_course, read_home, read_lesson
from courses.curriculum.questions import read_quiz
from courses.curriculum.text import (
    LANGUAGES,
    CourseFolder,
    Curriculum,
    LessonFolder,
    TextFile,
)

Read = TypeVar("Read")

_COURSE = re.compile("[A-Z]")
_LESSON = re.compile("[A-Z][0-9]{1,3}")


def read_curriculum(path: Path) -> Curriculum:
    """Return everything the folder holds, with what is wrong in it."""
    curriculum = Curriculum(path)
    curriculum.homes = _each_language(curriculum, "home", read_home, path)
    for folder in sorted(path.iterdir()):
        if folder.is_dir() and _COURSE.fullmatch(folder.name):
            curriculum.courses.append(_course_folder(folder, path))
    return curriculum


def _course_folder(folder: Path, root: Path) -> CourseFolder:
    course = CourseFolder(folder.name, folder)
    course.courses = _each_language(course, "course", read_course, root)
    inside = [each for each in folder.iterdir() if _LESSON.fullmatch(each.name)]
    for each in sorted(inside, key=lambda lesson: int(lesson.name[1:])):
        course.lessons.append(_lesson_folder(each, root))
    return course


def _lesson_folder(folder: Path, root: Path) -> LessonFolder:
    lesson = LessonFolder(folder.name, folder)
    lesson.lessons = _each_language(lesson, "lesson", read_lesson, root)
    lesson.quizzes = _each_language(lesson, "quiz", read_quiz, root)
    return lesson


def _each_language(
    folder: Curriculum | CourseFolder | LessonFolder,
    name: str,
    read: Callable[[TextFile], Read],
    root: Path,
) -> dict[str, Read]:
    """Return what the files say, by language; their faults go to the folder."""
    texts: dict[str, Read] = {}
    for language in LANGUAGES:
        file = open_text(folder.path / f"{name}.{language}.md", root)
        texts[language] = read(file)
        folder.faults += file.faults
    return texts
