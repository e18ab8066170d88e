"""The rules of the house that import-linter does not see."""

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.ROOT)
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"][
    "importlinter"
]["contracts"]
LAYERS, INSIDE, SETTINGS = CONTRACTS
OURS = sorted(
    config.name
    for config in apps.get_app_configs()
    if Path(config.path).is_relative_to(ROOT) and ".venv" not in config.path
)
WITHOUT_TABLES = {"lms.lib"}


def sources():
    for folder in ("lms", "courses", "quizzes"):
        for file in (ROOT / folder).rglob("*.py"):
            if "migrations" not in file.parts:
                yield file


def named_in(contract):
    """Return the modules of a contract, without the marks around them."""
    lines = contract.get("layers", [])
    return {name for line in lines for name in re.findall(r"[\w.]+", line)}


@pytest.mark.parametrize("app", OURS)
def test_every_app_has_its_place(app):
    assert app in named_in(LAYERS)


@pytest.mark.parametrize("app", [app for app in OURS if app not in WITHOUT_TABLES])
def test_every_app_is_held_to_the_order_inside(app):
    assert app in INSIDE["containers"]
    assert app in SETTINGS["source_modules"]


def test_every_package_is_an_app_or_known():
    packages = {
        ".".join(file.parent.relative_to(ROOT).parts)
        for file in (ROOT / "lms").glob("*/__init__.py")
    }

    assert packages - set(OURS) == {"lms.settings"}


@pytest.mark.parametrize("app", OURS)
def test_the_label_of_an_app_is_its_last_word(app):
    label = app.split(".")[-1]

    assert apps.get_app_config(label).name == app


def test_no_rule_hangs_on_a_signal_of_django():
    no_rules = {"courses/staleness.py"}  # throws cached pages away, decides nothing
    hooked = [
        str(file.relative_to(ROOT))
        for file in sources()
        if re.search(r"\b(pre|post)_(save|delete|init)\b|m2m_changed", file.read_text())
    ]

    assert set(hooked) == no_rules


def test_no_import_hides_behind_a_name():
    hidden = [
        str(file.relative_to(ROOT))
        for file in sources()
        if re.search(r"\bget_model\(|__import__\(", file.read_text())
    ]

    assert hidden == []


def test_only_the_edge_asks_for_the_time():
    """Services take it as ``at``, so that tests and imports can say when."""
    edge = {"views.py", "tasks.py", "wagtail_hooks.py", "viewsets.py", "panels.py"}
    asking = [
        str(file.relative_to(ROOT))
        for file in sources()
        if {"services", "models"} & {file.stem, file.parent.name}
        and file.name not in edge
        and "timezone.now()" in file.read_text()
    ]

    assert asking == []


def test_files_stay_short():
    long = {
        str(file.relative_to(ROOT)): lines
        for file in sources()
        if (lines := len(file.read_text().splitlines())) > 300
    }

    assert long == {}


def test_functions_stay_short():
    """25 lines of body; a signature and a docstring are not counted."""
    long = {}
    for file in sources():
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = node.end_lineno - body[0].lineno + 1 if body else 0
                if lines > 25:
                    long[f"{file.relative_to(ROOT)}:{node.name}"] = lines

    assert long == {}
