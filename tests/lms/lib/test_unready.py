import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import DatabaseError, OperationalError

from lms.lib import unready


def run(command, data):
    surroundings = {
        **os.environ,
        "DATA_DIR": str(data),
        "DJANGO_SETTINGS_MODULE": "lms.settings.embedded",
    }
    return subprocess.run(
        [sys.executable, "manage.py", *command.split()],
        cwd=settings.ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", ["load_units", "jobs", "rebuild_rollups --check"])
def test_a_command_before_there_is_a_database_says_what_to_run(command, tmp_path):
    done = run(command, tmp_path)

    assert done.returncode == 1
    assert "prepare" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.django_db
def test_nothing_is_amiss_where_every_migration_was_made():
    assert unready.why() == ""


@pytest.mark.django_db
def test_a_fault_that_is_not_the_databases_stays_loud(monkeypatch):
    def breaks(arguments):
        raise DatabaseError("two rows where one was expected")

    monkeypatch.setattr(unready, "execute_from_command_line", breaks)

    with pytest.raises(DatabaseError, match="two rows"):
        unready.execute(["manage.py", "jobs"])


def test_a_database_that_is_away_is_named(monkeypatch):
    def away(*arguments):
        raise OperationalError("connection refused\n")

    monkeypatch.setattr(unready, "execute_from_command_line", away)
    monkeypatch.setattr(unready, "MigrationExecutor", away)

    with pytest.raises(SystemExit, match=r"connection refused$"):
        unready.execute(["manage.py", "jobs"])


@pytest.fixture
def half_way(monkeypatch):
    """A database with migrations that wait, and a command that breaks."""

    def breaks(arguments):
        raise DatabaseError('relation "looks" already exists\nLINE 1: CREATE')

    monkeypatch.setattr(unready, "execute_from_command_line", breaks)
    monkeypatch.setattr(unready, "why", lambda: "First run manage.py prepare.")


@pytest.mark.parametrize("command", ["migrate", "prepare"])
def test_what_stops_a_migration_is_told_as_it_is(half_way, command):
    with pytest.raises(DatabaseError, match="already exists"):
        unready.execute(["manage.py", command])


def test_the_sentence_keeps_the_cause(half_way):
    with pytest.raises(SystemExit) as left:
        unready.execute(["manage.py", "jobs"])

    said = 'First run manage.py prepare. (relation "looks" already exists)'
    assert left.value.code == said
