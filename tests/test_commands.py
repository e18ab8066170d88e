"""Commands speak the language of the site, as its pages do; only ``--help`` does not.

The one that compiles the translations cannot, and names of steps, columns and programs
are no sentences.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings

COMMANDS = [
    path
    for app in ("courses", "quizzes", "lms")
    for path in settings.ROOT.glob(f"{app}/**/management/commands/[a-z]*.py")
    if path.name != "compile_catalogues.py"
]
SAYING = {"write", "_say", "CommandError"}
TRANSLATED = {"_", "gettext", "ngettext"}
NAMES = {"Học Số", "/admin/"}


def name_of(call):
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def words_said(node):
    """Give the words of an argument that no catalogue has been asked about."""
    match node:
        case ast.Call() if name_of(node) in TRANSLATED:
            parts = []
        case ast.BinOp(op=ast.Mod()):
            parts = [node.left]  # what is filled in comes from elsewhere
        case ast.Subscript() | ast.Dict():
            parts = []
        case ast.Constant(value=str(words)) if any(map(str.isalpha, words)):
            yield words.strip()
            parts = []
        case _:
            parts = ast.iter_child_nodes(node)
    for each in parts:
        yield from words_said(each)


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.stem)
def test_what_a_command_says_is_translated(path):
    tree = ast.parse(Path(path).read_text())
    said = [
        word
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and name_of(call) in SAYING
        for argument in call.args
        for word in words_said(argument)
    ]

    assert set(said) <= NAMES


def test_it_finds_what_is_not_translated():
    call = ast.parse('f(f"{count} jobs", _("one"), "two" % {"name": "x"})').body[0]

    assert list(words_said(call.value)) == ["jobs", "two"]
