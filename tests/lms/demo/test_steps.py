"""Whether something has to be done before serving is told fast, and rightly."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from lms.demo import steps


@pytest.fixture
def prepared(tmp_path, settings, monkeypatch):
    """A place where every step but the demo has been taken for today's files."""
    settings.DATA_DIR = tmp_path
    database = settings.DATABASES["default"]
    monkeypatch.setitem(database, "NAME", tmp_path / "hocso.sqlite3")
    settings.DEMO_ALLOWED = False
    (tmp_path / "hocso.sqlite3").touch()
    for step in steps.STEPS:
        steps.done().note(step.command, steps.key_of(step, settings.ROOT))
    return tmp_path


def test_nothing_is_to_be_done_twice(prepared):
    assert steps.is_done()


def test_the_demo_is_to_be_made_where_it_is_allowed(prepared, settings):
    settings.DEMO_ALLOWED = True

    assert not steps.is_done()


def test_everything_is_to_be_done_again_where_the_database_is_gone(prepared):
    (prepared / "hocso.sqlite3").unlink()

    assert not steps.is_done()


def test_a_changed_file_makes_its_step_necessary(prepared):
    steps.done().note("load_units", "of other files")

    assert not steps.is_done()


def test_it_is_told_without_starting_django(tmp_path):
    told = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "lms.demo.steps"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )

    assert told.returncode == 1
    assert "Traceback" not in told.stderr
    assert "django.db.models" not in told.stderr
