"""Hands job ids to the broker, and gives up soon where it does not answer."""

import logging
from collections.abc import Iterable
from functools import cache
from uuid import UUID

from kombu.connection import ConnectionPool
from kombu.exceptions import ChannelError, OperationalError

from lms.celery import app

log = logging.getLogger(__name__)

# A web request waits here. Celery's own patience is far longer: for ever, where the
# broker's machine hangs; six seconds, where the broker refuses the connection.
_IMPATIENT = {
    "socket_connect_timeout": 0.4,
    "socket_timeout": 0.4,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
}
_SILENCE = (OperationalError, ChannelError, OSError)


@cache
def _connections(address: str) -> ConnectionPool:
    return app.connection_for_write(address, transport_options=_IMPATIENT).Pool(20)


def send(job_ids: Iterable[UUID]) -> list[UUID]:
    """Send one message for each id; return those that could not be sent.

    The first refusal ends it: the rest would wait for the same silence.
    """
    waiting = list(job_ids)
    try:
        with _connections(app.conf.broker_write_url).acquire(block=True) as connection:
            while waiting:
                app.send_task(
                    "jobs.run",
                    args=[str(waiting[0])],
                    connection=connection,
                    retry=False,
                )
                waiting.pop(0)
    except _SILENCE as problem:
        log.warning("No broker: %s jobs wait for the sweep: %s", len(waiting), problem)
    return waiting


def broker_answers() -> bool:
    """Return whether a message could be sent now."""
    queue = app.amqp.queues[app.conf.task_default_queue]
    with _connections(app.conf.broker_write_url).acquire(block=True) as connection:
        try:
            queue(connection.default_channel).queue_declare()
        except (*_SILENCE, *connection.connection_errors) as problem:
            log.warning("The broker does not answer: %s", problem)
            return False
    return True
