"""Reads what stands between ``:::`` and ``:::`` in a lesson: one function a kind."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from courses.curriculum.markdown import rich_line
from courses.curriculum.text import TextFile

Lines = list[tuple[int, str]]
Reader = Callable[[TextFile, int, str, Lines], dict[str, Any]]

_STEP = re.compile(r"[0-9]+\.\s+(?P<text>.+)")
_PICTURE = re.compile(r"!\[(?P<alt>.*)\]\((?P<file>[^)]+)\)")
_WORD = re.compile(r"-\s+\*\*(?P<term>.+?)\*\*\s*:\s*(?P<meaning>.+)")


def _sentences(file: TextFile, line: int, rest: str, lines: Lines) -> dict[str, Any]:
    """Return the value of a tip, a warning or a question to think about."""
    for number, text in lines:
        if "**" in text:
            file.fault(number, _("Bold is not possible in this box."))
    return {"text": " ".join(text.strip() for _n, text in lines if text.strip())}


def _steps(file: TextFile, line: int, rest: str, lines: Lines) -> dict[str, Any]:
    steps: list[dict[str, Any]] = []
    for number, raw in lines:
        text = raw.strip()
        if found := _STEP.fullmatch(text):
            steps.append({"text": found["text"], "picture": None, "alt": ""})
        elif text and not steps:
            file.fault(number, _("A step begins with its number and a full stop: 1."))
        elif found := _PICTURE.fullmatch(text):
            steps[-1].update(picture=found["file"].strip(), alt=found["alt"].strip())
        elif text:
            steps[-1]["text"] += f" {text}"
    for step in steps:
        step["text"] = rich_line(step["text"])
    return {"steps": steps}


def _picture(file: TextFile, line: int, rest: str, lines: Lines) -> dict[str, Any]:
    named = _named(file, lines, ("alt", "caption"))
    if not rest:
        file.fault(line, _("Name the drawing’s file after “::: picture”."))
    return {"image": rest, "alt": named["alt"], "caption": named["caption"]}


def _words(file: TextFile, line: int, rest: str, lines: Lines) -> dict[str, Any]:
    entries: list[dict[str, str]] = []
    for number, raw in lines:
        text = raw.strip()
        if found := _WORD.fullmatch(text):
            entries.append({"term": found["term"], "meaning": found["meaning"]})
        elif text and entries and not text.startswith("-"):
            entries[-1]["meaning"] += f" {text}"
        elif text:
            file.fault(number, _("Write a word like this: - **word**: what it means"))
    return {"entries": entries}


def _link(file: TextFile, line: int, rest: str, lines: Lines) -> dict[str, Any]:
    named = _named(file, lines, ("label", "note"))
    if not rest:
        file.fault(line, _("Write the address after “::: link”."))
    return {"label": named["label"], "url": rest, "note": named["note"]}


def _named(file: TextFile, lines: Lines, names: tuple[str, ...]) -> dict[str, str]:
    """Return the lines of the form ``name: value``; a name that is missing is empty."""
    found = dict.fromkeys(names, "")
    for number, text in lines:
        name, colon, value = text.partition(":")
        if colon and name.strip() in found:
            found[name.strip()] = value.strip()
        elif text.strip():
            sentence = _("Only these can stand here, each with a colon: %(names)s.")
            file.fault(number, sentence % {"names": ", ".join(names)})
    return found


# What stands after ::: and the kind of block it makes.
FENCES: dict[str, tuple[str, Reader]] = {
    "steps": ("steps", _steps),
    "tip": ("tip", _sentences),
    "warning": ("warning", _sentences),
    "think": ("think", _sentences),
    "picture": ("picture", _picture),
    "words": ("words", _words),
    "link": ("official_link", _link),
}
