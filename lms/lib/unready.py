"""Says in a sentence, not in a traceback, that the database is not ready."""

import sys

from django.core.management import execute_from_command_line
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

MAKE_READY = (["migrate"], ["prepare"])


def execute(arguments: list[str]) -> None:
    """Run a command; leave with one sentence where the database is to blame.

    A fault that has another cause is raised as it is; so is one of the commands that
    make the database ready, for which migrations that wait are no excuse.
    """
    try:
        execute_from_command_line(arguments)
    except DatabaseError as problem:
        sentence = why()
        if not sentence or arguments[1:2] in MAKE_READY:
            raise
        sys.exit(_with_cause(sentence, problem))


def _with_cause(sentence: str, problem: DatabaseError) -> str:
    """Return the sentence, and what the database said where it does not say so."""
    told = str(problem).strip()
    [first, *_others] = told.splitlines() or [""]
    return sentence if not first or told in sentence else f"{sentence} ({first})"


def why() -> str:
    """Return what is amiss with the database, and what helps; nothing if nothing is."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as problem:
        told = str(problem).strip()
        return _("The database does not answer: %(reason)s") % {"reason": told}
    if not waiting:
        return ""
    sentence = _(
        "The database is empty, or older than the program. "
        "First run %(here)s (on a server: %(server)s)."
    )
    return sentence % {"here": "manage.py prepare", "server": "manage.py migrate"}
