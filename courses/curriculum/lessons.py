"""Reads a lesson's, a course's and the home page's text file."""

import json
import re

from django.utils.translation import gettext as _

from courses.curriculum.fences import FENCES, Lines
from courses.curriculum.files import (
    day_fact,
    no_other_facts,
    number_fact,
    text_fact,
)
from courses.curriculum.markdown import rich_text
from courses.curriculum.text import (
    BlockText,
    CourseText,
    HomeText,
    LessonText,
    TextFile,
)

_HEADING = re.compile(r"##\s+(?P<heading>.+?)\s*")
_FENCE = re.compile(r":::\s*(?P<kind>[a-z_]*)\s*(?P<rest>.*?)\s*")
_FENCE_STARTS = re.compile(r":::\s*[a-z]")
_LIST_NUMBER = re.compile(r"[0-9]+[.)]\s")
_SKILL = re.compile(r"[0-9]\.[0-9]")


def read_home(file: TextFile) -> HomeText:
    no_other_facts(file, "title", "lead")
    return HomeText(file, title=text_fact(file, "title"), lead=text_fact(file, "lead"))


def read_course(file: TextFile) -> CourseText:
    no_other_facts(file, "title", "audience", "picture", "picture_alt")
    return CourseText(
        file,
        title=text_fact(file, "title"),
        audience=text_fact(file, "audience"),
        introduction=rich_text("\n".join(text for _n, text in file.lines)),
        picture=text_fact(file, "picture", required=False),
        picture_alt=text_fact(file, "picture_alt", required=False),
    )


def read_lesson(file: TextFile) -> LessonText:
    no_other_facts(
        file,
        *("title", "outcome", "summary", "minutes", "skills", "core_skill"),
        *("checked_on", "review_by", "picture", "picture_alt"),
    )
    return LessonText(
        file,
        title=text_fact(file, "title"),
        outcome=text_fact(file, "outcome"),
        summary=text_fact(file, "summary"),
        minutes=number_fact(file, "minutes", 3, 7),
        skills=_skills(file),
        core_skill=number_fact(file, "core_skill", 0, 5),
        checked_on=day_fact(file, "checked_on"),
        review_by=day_fact(file, "review_by"),
        picture=text_fact(file, "picture"),
        picture_alt=text_fact(file, "picture_alt"),
        blocks=_blocks(file),
    )


def _skills(file: TextFile) -> str:
    """Return the skill codes with a comma between, the main one first."""
    value = text_fact(file, "skills")
    try:
        codes = json.loads(value or "[]")
    except ValueError:
        codes = None
    if isinstance(codes, list) and all(_SKILL.fullmatch(str(code)) for code in codes):
        return ", ".join(map(str, codes))
    file.fault(file.line_of("skills"), _('Write the skills like this: ["2.3", "1.2"]'))
    return ""


def _blocks(file: TextFile) -> list[BlockText]:
    """Return the lesson's blocks in order: boxes, and parts of text between them."""
    blocks: list[BlockText] = []
    waiting = list(file.lines)
    while waiting:
        number, text = waiting.pop(0)
        if fence := _FENCE.fullmatch(text):
            inside = _until_box_ends(file, number, waiting)
            blocks += _box(file, number, fence["kind"], fence["rest"], inside)
        elif text.strip():
            blocks.append(_part(file, number, text, _until_part_ends(waiting)))
    return blocks


def _until_box_ends(file: TextFile, number: int, waiting: Lines) -> Lines:
    """Take the lines up to the closing ``:::`` away from ``waiting``."""
    inside: Lines = []
    while waiting and not _FENCE_STARTS.match(waiting[0][1]):
        line = waiting.pop(0)
        if line[1].strip() == ":::":
            return inside
        inside.append(line)
    file.fault(number, _("This box is not closed. End it with a line of :::"))
    return []


def _until_part_ends(waiting: Lines) -> Lines:
    """Take the lines before the next heading or box away from ``waiting``."""
    inside: Lines = []
    while waiting and not waiting[0][1].startswith(("## ", ":::")):
        inside.append(waiting.pop(0))
    return inside


def _box(
    file: TextFile, number: int, kind: str, rest: str, inside: Lines
) -> list[BlockText]:
    if kind not in FENCES:
        sentence = _("There is no box “%(kind)s”. There are: %(kinds)s.")
        file.fault(number, sentence % {"kind": kind, "kinds": ", ".join(FENCES)})
        return []
    key, read = FENCES[kind]
    return [BlockText(key, number, read(file, number, rest, inside))]


def _part(file: TextFile, number: int, text: str, inside: Lines) -> BlockText:
    """Return a heading and its paragraphs, or paragraphs without a heading."""
    heading = _HEADING.fullmatch(text)
    paragraphs = inside if heading else [(number, text), *inside]
    for line, written in paragraphs:
        if written.startswith("#"):
            file.fault(line, _("A heading begins with ## and a space."))
        elif _LIST_NUMBER.match(written):
            file.fault(line, _("Numbered lines belong into a box ::: steps"))
    html = rich_text("\n".join(written for _n, written in paragraphs))
    if not html:
        file.fault(number, _("There is nothing below this heading."))
    value = {"heading": heading["heading"] if heading else "", "text": html}
    return BlockText("text", number, value)
