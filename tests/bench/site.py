"""The product as a province runs it: PostgreSQL, Redis, granian with two workers.

Private servers in a folder of their own, gone afterwards. PostgreSQL is as durable as
it comes: what was acknowledged is on the disk.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg

from tests.bench.callers import Address
from tests.bench.cpu import Family
from tests.servers import Postgresql, Redis, free_port

ROOT = Path(__file__).resolve().parents[2]
DATABASE = "hocso_bench"
WORKERS = 2
# As docs/operate.md says; one thread a worker, for more only wait for each other.
WEB = [
    *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
    *("--blocking-threads", "1", "--log-level", "warning"),
    *("--workers", str(WORKERS), "lms.wsgi:application"),
]
PATIENCE_SECONDS = 30


class Site:
    """The servers of one run; ``with`` starts and ends them."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hocso-bench-"))
        self.postgresql = Postgresql("none", durable=True)
        self.redis = Redis()
        self.address = Address(free_port())
        self.web: subprocess.Popen | None = None

    def __enter__(self) -> "Site":
        with ExitStack() as begun:
            begun.callback(shutil.rmtree, self.folder)  # made here, in __init__
            self.postgresql.start()
            begun.callback(self.postgresql.stop)
            self.redis.start()
            begun.callback(self.redis.stop)
            self.execute(f"CREATE DATABASE {DATABASE}")
            os.environ.update(self._surroundings())
            self.begun = begun.pop_all()
        return self

    def __exit__(self, *problem: object) -> None:
        self.begun.close()

    def execute(self, command: str) -> None:
        """Let PostgreSQL itself do something, outside of any database of ours."""
        host = str(self.postgresql.folder)
        with psycopg.connect(host=host, user="postgres", autocommit=True) as server:
            server.execute(command)

    def _surroundings(self) -> dict[str, str]:
        folders = ("MEDIA_ROOT", "PRIVATE_ROOT", "STATIC_ROOT")
        return {
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "BASE_URL": "https://hocso.example",
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": f"postgresql://postgres@/{DATABASE}"
            f"?host={self.postgresql.folder}",
            "CACHE_URL": f"{self.redis.url[:-1]}1",
            "BROKER_URL": self.redis.url,
            **{name: str(self.folder / name.lower()) for name in folders},
        }

    def serve(self) -> None:
        """Start the web server and return when it answers."""
        command = [*WEB, "--host", "127.0.0.1", "--port", str(self.address.port)]
        self.web = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        self.begun.callback(self.web.wait, PATIENCE_SECONDS)
        self.begun.callback(self.web.terminate)
        until = time.monotonic() + PATIENCE_SECONDS
        while not self._answers():
            assert time.monotonic() < until, "The web server did not start."
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            return self.address.ask(self.address.get("/healthz")).status == 200
        except OSError:
            return False

    @property
    def families(self) -> dict[str, Family]:
        """Return the processes whose CPU is counted, by what they are called."""
        first_line, *_rest = self._postmaster.read_text().splitlines()
        return {
            "web": Family(self.web.pid),
            "database": Family(int(first_line)),
            "cache": Family(self.redis.process.pid),
        }

    @property
    def _postmaster(self) -> Path:
        return self.postgresql.data / "postmaster.pid"
