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
