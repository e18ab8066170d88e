"""Gives every test process its own database, copied from one that is migrated once.

Migrating takes 14 seconds; copying takes milliseconds. A template is made by the
first process that needs it and named for the migrations it was made from, so the
next run finds it again.

Nothing here follows a path or a name from the settings: a database or a folder that
is reset or removed is one that this process has made itself.
"""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import sql

SCRATCH = Path(tempfile.gettempdir()) / f"hocso-tests-{os.getuid()}"


def migrations_key() -> str:
    """Return a short hash of every migration of every app, and of Django's version."""
    digest = hashlib.sha256(version("django").encode())
    for config in apps.get_app_configs():
        for file in sorted(Path(config.path).glob("migrations/*.py")):
            digest.update(f"{config.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Let only one process of this machine do what lies inside."""
    SCRATCH.mkdir(mode=0o700, exist_ok=True)
    with (SCRATCH / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class SqliteDatabase:
    """This process's database file, in a folder that the caller has made for it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "hocso.sqlite3"
        self.name = str(self.file)
        connections["default"].settings_dict["NAME"] = self.name

    def has(self, template: str) -> bool:
        return self._template(template).exists()

    def reset(self, template: str) -> None:
        """Put a fresh copy of the template in this process's place."""
        connections.close_all()
        for leftover in ("-wal", "-shm"):
            Path(f"{self.file}{leftover}").unlink(missing_ok=True)
        fresh = self.file.with_suffix(".fresh")
        shutil.copyfile(self._template(template), fresh)
        fresh.replace(self.file)

    def save(self, template: str) -> None:
        """Keep what this database holds now as a template."""
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        whole = self._template(template).with_suffix(f".{os.getpid()}")
        shutil.copyfile(self.file, whole)
        whole.replace(self._template(template))

    def create_empty(self) -> None:
        """Nothing to do: SQLite makes the file."""

    def remove(self) -> None:
        """Let go of the file; its folder is removed by whoever made it."""
        connections.close_all()

    def _template(self, name: str) -> Path:
        return SCRATCH / f"{name}.sqlite3"


class PostgresqlDatabase:
    """The same over databases of the server that this test run has started."""

    def __init__(self, folder: Path) -> None:
        self.name = f"hocso_{os.getpid()}"
        settings = connections["default"].settings_dict
        settings["NAME"] = self.name
        settings["HOST"] = os.environ["TEST_POSTGRESQL_SOCKET"]

    def has(self, template: str) -> bool:
        found = "SELECT FROM pg_database WHERE datname = %s"
        with self._server() as server:
            return server.execute(found, [template]).fetchone() is not None

    def reset(self, template: str) -> None:
        self._copy(template, self.name)

    def save(self, template: str) -> None:
        self._copy(self.name, template)

    def create_empty(self) -> None:
        self._copy("template0", self.name)

    def remove(self) -> None:
        connections.close_all()
        with self._server() as server:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            server.execute(drop.format(sql.Identifier(self.name)))

    def _copy(self, source: str, target: str) -> None:
        connections.close_all()
        with self._server() as server:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            server.execute(drop.format(sql.Identifier(target)))
            # The files are copied as they are: faster here than through the log.
            make = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
            server.execute(make.format(sql.Identifier(target), sql.Identifier(source)))

    def _server(self) -> psycopg.Connection:
        host = os.environ["TEST_POSTGRESQL_SOCKET"]
        return psycopg.connect(
            host=host, user="postgres", dbname="postgres", autocommit=True
        )


Database = SqliteDatabase | PostgresqlDatabase


def ensure_template(name: str, database: Database, build: Callable[[], None]) -> None:
    """Leave the database as the template is, made by ``build`` where it is missing."""
    with one_at_a_time(name):
        if not database.has(name):
            build()
            database.save(name)
    database.reset(name)


def migrate(database: Database) -> None:
    """Fill the database with tables and with what the migrations write."""
    database.create_empty()
    call_command("migrate", verbosity=0, interactive=False)
