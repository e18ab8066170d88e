"""Turns what was read into what Wagtail keeps, with the same keys on every server."""

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from courses.curriculum.text import (
    BlockText,
    CourseText,
    HomeText,
    LessonText,
    QuestionText,
    QuizText,
)

Json = dict[str, Any]

# Facts about residents are kept by these keys; they may never change.
_OURS = UUID("6b0d1f0c-8f4e-5e53-9d0e-5f1c7a2b9e11")
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')
_PICTURES = ("image", "picture")


def key_of(*parts: str) -> UUID:
    """Return the key of a page, quiz, question or choice, from its code and name."""
    return uuid5(_OURS, ":".join(parts))


def home_fields(home: HomeText) -> Json:
    return {"title": home.title, "lead": home.lead}


def course_fields(course: CourseText, code: str, pictures: Mapping[str, Any]) -> Json:
    return {
        "title": course.title,
        "code": code,
        "audience": course.audience,
        "introduction": course.introduction,
        "picture": pictures.get(course.picture),
        "picture_alt": course.picture_alt,
    }


def lesson_fields(lesson: LessonText, code: str, pictures: Mapping[str, Any]) -> Json:
    blocks = enumerate(lesson.blocks, start=1)
    return {
        "title": lesson.title,
        "code": code,
        "outcome": lesson.outcome,
        "summary": lesson.summary,
        "reading_minutes": lesson.minutes,
        "skill_codes": lesson.skills,
        "core_skill": lesson.core_skill,
        "checked_on": lesson.checked_on,
        "review_by": lesson.review_by,
        "picture": pictures.get(lesson.picture),
        "picture_alt": lesson.picture_alt,
        "body": [_stream_child(block, code, n, pictures) for n, block in blocks],
    }


def quiz_fields(quiz: QuizText, code: str) -> Json:
    return {
        "title": quiz.title,
        "pass_percent": quiz.pass_percent,
        "questions": [question_fields(each, code) for each in quiz.questions],
    }


def question_fields(question: QuestionText, code: str) -> Json:
    key = str(key_of("question", code, question.key))
    value = question_value(question, code)
    return {
        "key": key,
        "read_again": question.read,
        "content": [{"type": question.kind, "value": value, "id": key}],
    }


def question_value(question: QuestionText, code: str) -> Json:
    """Return what the question's block keeps; its choices have lasting ids."""
    in_order = question.kind == "order"
    choices = [
        {
            "type": "item",
            "id": str(key_of("choice", code, question.key, str(number))),
            "value": choice.text
            if in_order
            else {
                "text": choice.text,
                "right": choice.right,
                "feedback": choice.feedback,
            },
        }
        for number, choice in enumerate(question.choices, start=1)
    ]
    value: Json = {"text": question.text, "choices": choices}
    return value | {"explanation": question.explanation} if in_order else value


def _stream_child(
    block: BlockText, code: str, number: int, pictures: Mapping[str, Any]
) -> Json:
    name = str(number)
    value = {
        field: _list(inside, code, name, pictures)
        if isinstance(inside, list)
        else inside
        for field, inside in block.value.items()
    }
    if "image" in value:
        value["image"] = pictures.get(value["image"])
    return {"type": block.kind, "value": value, "id": str(key_of("block", code, name))}


def _list(
    items: list[Json], code: str, block: str, pictures: Mapping[str, Any]
) -> list[Json]:
    """Return the items of a list block, each with an id that lasts."""
    return [
        {
            "type": "item",
            "id": str(key_of("item", code, block, str(number))),
            "value": item | {"picture": pictures.get(item["picture"])}
            if "picture" in item
            else item,
        }
        for number, item in enumerate(items, start=1)
    ]


def digest(fields: Json, hashes: Mapping[int, str] | None = None) -> str:
    """Return the SHA-256 of a page's or quiz's content, however it was saved.

    ``hashes`` gives the hash of a picture's file by its row, where rows are named.
    The editor's own ids and marks do not count: saving without a change is no change.
    """
    plain = json.dumps(
        _essence(fields, hashes or {}), ensure_ascii=False, sort_keys=True, default=str
    )
    return hashlib.sha256(plain.encode()).hexdigest()


def _essence(value: Any, hashes: Mapping[int, str]) -> Any:
    if isinstance(value, Mapping):
        return {
            name: hashes.get(inside, inside)
            if name in _PICTURES
            else _essence(inside, hashes)
            for name, inside in value.items()
            if name != "id"
        }
    if isinstance(value, list | tuple):
        return [_essence(each, hashes) for each in value]
    return _BLOCK_KEY.sub("", value) if isinstance(value, str) else value
