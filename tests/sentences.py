"""Gathers what the source says to people, with nothing but Python and Django.

The machine that runs the tests need not have gettext.
"""

import ast
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.translation.template import templatize

ROOT = Path(settings.LOCALE_PATHS[0]).parent
OURS = ("courses", "lms", "quizzes")
TEMPLATES = sorted(path for app in OURS for path in (ROOT / app).rglob("*.html"))
MODULES = sorted(path for app in OURS for path in (ROOT / app).rglob("*.py"))
SCRIPTS = sorted(path for app in OURS for path in (ROOT / app).rglob("*.js"))

# Which arguments of each function are a context, a sentence, its plural.
CALLS = {
    "gettext": ("msgid",),
    "gettext_noop": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
}
CALLS |= {f"{name}_lazy": roles for name, roles in CALLS.items()}
SHOWN_AS_IT_IS = {"Học Số", "PDF"}
READ_ALOUD_OR_SHOWN = {"alt", "aria-label", "content", "placeholder", "title"}
INVISIBLE = {"script", "style"}


class Found(NamedTuple):
    """A sentence in the source."""

    context: str | None
    msgid: str
    plural: str | None
    path: Path


def sentences_of(tree, names, path):
    """Give each sentence of a module, or of a template in a module's clothes."""
    for call in ast.walk(tree):
        called = getattr(call, "func", None)
        function = names.get(getattr(called, "id", ""))
        if function is None:
            continue
        roles = CALLS[function]
        given = dict(zip(roles, call.args, strict=False))
        assert all(isinstance(given.get(role), ast.Constant) for role in roles), (
            f"{path}:{call.lineno}: no plain sentence: {ast.unparse(call)}"
        )
        words = {role: given[role].value for role in roles}
        yield Found(words.get("context"), words["msgid"], words.get("plural"), path)


def imported_names(tree):
    """Return what each function of gettext is called in a module."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in CALLS
    }


def calls_in(text):
    """Give the calls that Django makes of a template's tags, each as Python."""
    written = templatize(text)
    for start in re.finditer(r"\b(?:n?p?gettext|_)\(", written):
        end = start.end()
        while (end := written.find(")", end) + 1) > 0:
            try:
                yield ast.parse(written[start.start() : end], mode="eval")
            except SyntaxError:
                continue
            break


def in_template(path):
    names = {name: name for name in CALLS} | {"_": "gettext"}
    for call in calls_in(path.read_text("utf-8")):
        yield from sentences_of(call, names, path)


def in_module(path):
    tree = ast.parse(path.read_text("utf-8"))
    return sentences_of(tree, imported_names(tree), path)


@cache
def sentences():
    found = [each for path in MODULES for each in in_module(path)]
    return found + [each for path in TEMPLATES for each in in_template(path)]


class Letters(HTMLParser):
    """Gathers what of a page a person sees or hears."""

    def __init__(self):
        super().__init__()
        self.seen = []
        self.inside = None

    def handle_starttag(self, tag, attributes):
        self.inside = tag if tag in INVISIBLE else None
        named = dict(attributes)
        # A page's description is read by people; its other facts by machines.
        wanted = READ_ALOUD_OR_SHOWN - (
            {"content"} if named.get("name") != "description" else set()
        )
        self.seen += [value or "" for name, value in attributes if name in wanted]

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if not self.inside:
            self.seen.append(data)


def untranslated(text):
    """Return the words of a template that no translation reaches."""
    html, skipped = [], None
    for token in Lexer(text).tokenize():
        if token.token_type == TokenType.TEXT and not skipped:
            html.append(token.contents)
        elif token.token_type == TokenType.BLOCK:
            name = token.contents.split()[0]
            if name in {"blocktranslate", "blocktrans", "comment"}:
                skipped = f"end{name}"
            elif name == skipped:
                skipped = None
    letters = Letters()
    letters.feed("".join(html))
    letters.close()
    shown = " ".join(" ".join(letters.seen).split())
    for name in SHOWN_AS_IT_IS:
        shown = shown.replace(name, "")
    return re.findall(r"[^\W\d_]+", shown)
