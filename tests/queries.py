"""Counts what is asked of the database."""

from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

# A test runs inside a transaction, so that the begin of one becomes a savepoint.
_NOT_ASKED = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN")


class Queries(list):
    """The statements, in order; shown when their number is not the one expected."""

    def __repr__(self):
        return "\n".join([f"{len(self)} queries:", *self])


@contextmanager
def queries():
    """Give a list that holds the statements once the block has ended."""
    asked = Queries()
    with CaptureQueriesContext(connection) as caught:
        yield asked
    asked.extend(
        query["sql"] for query in caught if not query["sql"].startswith(_NOT_ASKED)
    )
