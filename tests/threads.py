"""Several requests at the same moment, each over a connection of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

PATIENCE_SECONDS = 30


def at_once(*calls):
    """Return what each call gave back, begun together; raise what one raised.

    The test has to commit what the calls are to see: ``committed_world``.
    """
    barrier = Barrier(len(calls))

    def begin(call):
        try:
            barrier.wait(PATIENCE_SECONDS)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        begun = [threads.submit(begin, call) for call in calls]
        return [each.result(PATIENCE_SECONDS) for each in begun]
