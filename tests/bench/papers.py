"""Fills in a paper as a browser shows it: every answer right."""

import html
import re
from typing import Any


def filled_in(paper: str, answers: dict[str, Any], texts: dict[str, str]) -> dict:
    """Return the fields a browser would send for these answers.

    ``texts`` are the words of each choice by its id: lines to be put in order carry
    no id on the paper, so each is known by what it says.
    """
    fields: dict[str, Any] = {"helped_by": "alone"}
    for key, answer in answers.items():
        places = _lines(paper, key)
        if not places:
            fields[f"q-{key}"] = answer
        for text, name in places.items():
            right = next(n for n, each in enumerate(answer, 1) if texts[each] == text)
            fields[name] = right
    return fields


def _lines(paper: str, key: str) -> dict[str, str]:
    """Return the field of each line to be put in order, by what the line says."""
    found = re.findall(rf'<label for="id_(q-{key}_\d+)">(.*?)</label>', paper)
    return {html.unescape(text): name for name, text in found}


def texts_of(content: dict[str, Any]) -> dict[str, str]:
    """Return the words of each choice of an edition by its id."""
    return {
        choice["id"]: choice["text"]
        for question in content["questions"]
        for choice in question["choices"]
    }
