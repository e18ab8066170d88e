"""Keeps the programs of the embedded mode running, and ends them together.

Under systemd, in production, systemd does this.
"""

import ctypes
import fcntl
import logging
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

log = logging.getLogger(__name__)

SECONDS_TO_END = 8
SECONDS_BETWEEN_STARTS = 2
_PR_SET_PDEATHSIG = 1  # prctl(2)


@dataclass
class Program:
    """One program that is to run for as long as we do."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    process: subprocess.Popen | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)

    def start(self, folder: Path) -> None:
        """Start it in a session of its own: Ctrl-C reaches it through us, once.

        Nothing is ever written to its standard input; that this stays open tells the
        whole family that we live.
        """
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603  # our own commands
            self.command,
            cwd=folder,
            env=dict(self.environment),
            stdin=subprocess.PIPE,
            start_new_session=True,
            preexec_fn=_end_family_with_input,  # safe: one thread here
        )

    @property
    def runs(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def send(self, number: int) -> None:
        if self.runs:
            self.process.send_signal(number)

    def end_family(self) -> None:
        """Kill it and whatever it started and left behind."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.stdin.close()
        self.process.wait()


def _end_family_with_input() -> None:
    """Let the kernel kill this process's group when its standard input is closed.

    That happens when whoever holds the other end dies, however it dies. It reaches
    children of children too, and those whose own parent has been killed: whichever of
    them is left has inherited the input, and the kernel needs nobody's help.
    """
    fcntl.fcntl(0, fcntl.F_SETOWN, -os.getpid())  # the group: it leads a session
    fcntl.fcntl(0, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(0, fcntl.F_SETFL, fcntl.fcntl(0, fcntl.F_GETFL) | os.O_ASYNC)


def end_with(parent: int) -> None:
    """Let the kernel stop this process when the parent dies, however it dies."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it was faster
        os._exit(1)


class Supervisor:
    """Runs programs until it is told to stop; starts again what falls over."""

    def __init__(self, programs: list[Program], folder: Path) -> None:
        self.programs = programs
        self.folder = folder
        self.stopping = False

    def run(self, each_second: Callable[[], None] = lambda: None) -> None:
        """Start the programs and keep them running until SIGINT or SIGTERM."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        try:
            for program in self.programs:
                program.start(self.folder)
            while not self.stopping:
                self._restart_the_fallen()
                each_second()
                time.sleep(0 if self.stopping else 1)
        finally:
            self._end()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _restart_the_fallen(self) -> None:
        for program in self.programs:
            rested = time.monotonic() - program.started > SECONDS_BETWEEN_STARTS
            if not program.runs and rested and not self.stopping:
                log.warning("%s ended; starting it again", program.name)
                program.end_family()
                program.start(self.folder)

    def _end(self) -> None:
        """Ask all to end, wait a little, then insist.

        A job cut short here is done again by the next worker.
        """
        for program in self.programs:
            program.send(signal.SIGTERM)
        until = time.monotonic() + SECONDS_TO_END
        while any(p.runs for p in self.programs) and time.monotonic() < until:
            time.sleep(0.05)
        for program in self.programs:
            if program.process:
                program.end_family()
