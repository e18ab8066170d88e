"""Starts the servers that tests need, each for one run, on paths and ports apart."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import redis

from tests.databases import SCRATCH


def free_port() -> int:
    """Return a port that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Postgresql:
    """A PostgreSQL server that speaks only through a socket file.

    A cluster with the migrated template is kept between runs, for the template's key.
    It forgets in a power cut what it had acknowledged, unless it is ``durable``.
    """

    def __init__(self, template: str, *, durable: bool = False) -> None:
        self.template = template
        self.durable = durable
        self.folder = Path(tempfile.mkdtemp(prefix="hocso-pg-"))
        self.data = self.folder / "data"
        self.programs = newest_programs()
        release = self.programs.parent.name
        self.kept = SCRATCH / f"postgresql-{release}-{template}"

    def start(self) -> None:
        """Start it and let this process's children know where it listens."""
        if self.kept.exists():
            shutil.copytree(self.kept, self.data)
        self._give_away(self.folder)
        if not self.data.exists():
            self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=60"
        if not self.durable:
            options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-w", "-l", log, "-o", options, "start")
        os.environ["TEST_POSTGRESQL_SOCKET"] = str(self.folder)

    def stop(self) -> None:
        """Stop it, and keep the cluster where its template is new."""
        worth_keeping = not self.kept.exists() and self._has(self.template)
        self._run("pg_ctl", "-m", "fast", "-w", "stop")
        if worth_keeping:
            for older in SCRATCH.glob("postgresql-*"):
                shutil.rmtree(older, ignore_errors=True)
            self.data.rename(self.kept)
        shutil.rmtree(self.folder)  # made by this object, in __init__

    def _run(self, program: str, *arguments: str) -> None:
        command = [self.programs / program, "-D", self.data, *arguments]
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        subprocess.run(
            command,
            check=True,
            env=environment,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            **self._identity(),
        )

    def _has(self, database: str) -> bool:
        found = "SELECT FROM pg_database WHERE datname = %s"
        with psycopg.connect(host=str(self.folder), user="postgres") as server:
            return server.execute(found, [database]).fetchone() is not None

    def _give_away(self, folder: Path) -> None:
        """PostgreSQL refuses to run as root, so its files go to its own user."""
        if os.getuid() == 0:
            for path in [folder, *folder.rglob("*")]:
                shutil.chown(path, "postgres", "postgres")

    def _identity(self) -> dict[str, object]:
        if os.getuid() != 0:
            return {}
        return {"user": "postgres", "group": "postgres", "extra_groups": []}


def newest_programs() -> Path:
    """Return the folder of the newest PostgreSQL that Debian has installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    try:
        newest = max(found, key=lambda file: int(re.sub(r"\D", "", file.parts[4])))
    except ValueError:
        raise RuntimeError("PostgreSQL is not installed: run `make test`.") from None
    return newest.parent


class Redis:
    """A Redis server that keeps nothing on disk, and can be stopped in mid-work."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it on the same port as ever, and return when it answers."""
        options = {"--port": self.port, "--bind": "127.0.0.1", "--save": ""}
        self.process = subprocess.Popen(
            ["redis-server", *(str(part) for pair in options.items() for part in pair)],
            stdout=subprocess.DEVNULL,
        )
        until = time.monotonic() + 10
        while not self._answers():
            assert time.monotonic() < until, "redis-server did not start in 10 s"
            time.sleep(0.05)

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def _answers(self) -> bool:
        try:
            return redis.Redis(port=self.port, socket_timeout=1, retry=None).ping()
        except redis.ConnectionError:
            return False
