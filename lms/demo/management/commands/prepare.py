"""manage.py prepare: everything between installing the packages and serving."""

import hashlib
import json
import logging
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


@dataclass(frozen=True)
class Step:
    """One command, and the files whose change makes it necessary again."""

    command: str
    says: str
    files: tuple[str, ...]
    options: tuple[str, ...] = ()


PACKAGES = "requirements.txt"  # they bring migrations and static files too
STEPS = [
    Step("compile_catalogues", "Translations", ("locale/**/*.po",)),
    Step(
        "migrate",
        "Database",
        (PACKAGES, "*/migrations/*.py", "lms/*/migrations/*.py"),
    ),
    Step("load_units", "Provinces and communes", ("lms/communes/**/*",)),
    Step("load_curriculum", "Lessons", ("courses/**/*", "quizzes/**/*.py")),
    Step(
        "collectstatic",
        "Styles, scripts and drawings",
        (PACKAGES, *(f"{app}/static/**/*" for app in ("lms", "lms/*", "courses"))),
        ("--noinput",),
    ),
]
# Depends on no file: made once, and not again behind somebody's back.
DEMO = Step("demo_data", "A small province to try it on", ())


class Command(BaseCommand):
    help = "Brings the database, lessons and files up to date; quick where they are."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-demo", dest="demo", action="store_false")

    def handle(self, *, demo: bool, **options: object) -> None:
        logging.getLogger().setLevel(logging.WARNING)  # not a line for every page
        demo = demo and settings.DEMO_ALLOWED
        done = Done(settings.DATA_DIR / "prepared.json")
        for step in [*STEPS, DEMO] if demo else STEPS:
            key = key_of(step, settings.ROOT)
            if done.get(step.command) == key:
                continue
            self.stdout.write(f"{step.says} …")
            call_command(step.command, *step.options, verbosity=0, stdout=StringIO())
            done.note(step.command, key)


class Done:
    """Which steps were taken, and for which files; forgotten with the database."""

    def __init__(self, file: Path) -> None:
        self.file = file
        database = Path(settings.DATABASES["default"]["NAME"])
        kept = file.exists() and database.exists()
        self.keys: dict[str, str] = json.loads(file.read_text()) if kept else {}

    def get(self, command: str) -> str | None:
        return self.keys.get(command)

    def note(self, command: str, key: str) -> None:
        self.keys[command] = key
        fresh = self.file.with_suffix(".fresh")
        fresh.write_text(json.dumps(self.keys, indent=1))
        fresh.replace(self.file)


def key_of(step: Step, root: Path) -> str:
    """Return a hash of the names and contents that the step depends on."""
    digest = hashlib.sha256()
    for file in _files(root, step.files):
        digest.update(str(file.relative_to(root)).encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(root: Path, patterns: Iterable[str]) -> list[Path]:
    """Return the files of the patterns in a fixed order, without what Python leaves."""
    found = {file for pattern in patterns for file in root.glob(pattern)}
    return sorted(f for f in found if f.is_file() and f.suffix not in {".pyc", ".mo"})
