"""Takes a text file apart: facts at the top between ``---`` lines, text below."""

from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from courses.curriculum.text import TextFile
from lms.lib.text import nfc

_MOST_BYTES = 100_000
_EDGE = "---"


def open_text(path: Path, root: Path) -> TextFile:
    """Return the file, taken apart; where it cannot be, with its fault alone."""
    file = TextFile(path, path.relative_to(root).as_posix())
    lines = _lines_of(file)
    edges = [number for number, text in lines if text.rstrip() == _EDGE]
    if lines and (len(edges) < 2 or edges[0] != 1):
        file.fault(1, _("The file begins with facts between two lines of ---."))
    elif lines:
        for number, text in lines[1 : edges[1] - 1]:
            _take_fact(file, number, text)
        file.lines = lines[edges[1] :]
        file.readable = True
    return file


def _lines_of(file: TextFile) -> list[tuple[int, str]]:
    """Return the file's lines with their numbers; nothing where it is unreadable."""
    try:
        content = file.path.read_bytes()
        text = nfc(content[:_MOST_BYTES].decode("utf-8-sig"))
    except FileNotFoundError:
        file.fault(1, _("This file is missing."))
        return []
    except (OSError, UnicodeDecodeError):
        file.fault(1, _("This file cannot be read. Save it as plain text (UTF-8)."))
        return []
    if len(content) > _MOST_BYTES:
        file.fault(1, _("This file is too long for a lesson."))
        return []
    if "\0" in text or not text.strip():
        file.fault(1, _("This file is empty or is not plain text."))
        return []
    return list(enumerate(text.split("\n"), start=1))


def _take_fact(file: TextFile, number: int, text: str) -> None:
    if not text.strip():
        return
    name, colon, value = text.partition(":")
    name = name.strip()
    if not colon or not name:
        file.fault(number, _("A fact is written with a colon: title: …"))
    elif name in file.facts:
        file.fault(number, _("“%(name)s” stands here twice.") % {"name": name})
    else:
        file.facts[name] = value.strip()
        file.fact_lines[name] = number


def text_fact(file: TextFile, name: str, *, required: bool = True) -> str:
    """Return a fact; where it is missing though it is needed, note it."""
    value = file.facts.get(name, "")
    if required and not value and file.readable:
        sentence = _("“%(name)s” is missing at the top.")
        file.fault(file.line_of(name), sentence % {"name": name})
    return value


def number_fact(file: TextFile, name: str, least: int, most: int) -> int:
    """Return a fact that is a whole number within bounds, else the least."""
    value = text_fact(file, name)
    if value.isascii() and value.isdigit() and least <= int(value[:6]) <= most:
        return int(value)
    if value:
        sentence = _("“%(name)s” must be a whole number from %(least)d to %(most)d.")
        words = {"name": name, "least": least, "most": most}
        file.fault(file.line_of(name), sentence % words)
    return least


def day_fact(file: TextFile, name: str) -> date | None:
    """Return a fact that is a day, written 2026-11-24."""
    value = text_fact(file, name, required=False)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        sentence = _("“%(name)s” must be a day, written like 2026-11-24.")
        file.fault(file.line_of(name), sentence % {"name": name})
        return None


def no_other_facts(file: TextFile, *known: str) -> None:
    """Note each fact that nobody asks for: it is most likely misspelt."""
    for name in file.facts:
        if name not in known:
            sentence = _("“%(name)s” is not a fact of this kind of file.")
            file.fault(file.line_of(name), sentence % {"name": name[:40]})
