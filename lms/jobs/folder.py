"""Celery's messages as files of one folder: a broker without a server.

Kombu has such a transport. Its messages become visible before they are written, and a
worker that reads half of one dies of it; 6,000 messages from four writers killed it at
once. Here a message appears whole, or not at all.
"""

import logging
import os
import time
from pathlib import Path
from queue import Empty
from uuid import uuid4

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

log = logging.getLogger(__name__)


class Channel(virtual.Channel):
    """Puts, takes and counts the files; their names sort by the time they were put."""

    @property
    def folder(self) -> Path:
        return Path(self.connection.client.transport_options["folder"])

    def _put(self, queue: str, message: dict, **about: object) -> None:
        name = f"{time.time_ns():020d}-{uuid4()}.{queue}"
        unseen = self.folder / f"{name}.new"
        unseen.write_text(dumps(message))
        unseen.rename(self.folder / f"{name}.message")

    def _get(self, queue: str) -> dict:
        """Return the oldest message, which from now on is this worker's alone.

        Raises: ``Empty`` where there is none.
        """
        for file in self._messages(queue):
            mine = file.with_suffix(f".{os.getpid()}")
            try:
                file.rename(mine)
            except FileNotFoundError:  # another worker was faster
                continue
            text = mine.read_text()
            mine.unlink()
            try:
                return loads(text)
            except ValueError:  # cut short by a power cut; the sweep sends it again
                log.warning("A message could not be read: %r", text[:80])
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._messages(queue))

    def _purge(self, queue: str) -> int:
        messages = self._messages(queue)
        for file in messages:
            file.unlink(missing_ok=True)
        return len(messages)

    def _messages(self, queue: str) -> list[Path]:
        return sorted(self.folder.glob(f"*.{queue}.message"))


class Transport(virtual.Transport):
    """Named in the settings as ``lms.jobs.folder:Transport``."""

    Channel = Channel
    global_state = virtual.BrokerState()
    default_port = 0
    driver_type = driver_name = "folder"

    def __init__(self, client: object, **about: object) -> None:
        super().__init__(client, **about)
        self.state = self.global_state

    def driver_version(self) -> str:
        return "1"
