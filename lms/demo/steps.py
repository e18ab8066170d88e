"""What has to be done between installing the packages and serving, and what was done.

``python -m lms.demo.steps`` tells by its exit code whether everything is: without
starting Django, for it is asked at every ``make run``.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Step:
    """One command, and the files whose change makes it necessary again."""

    command: str
    says: str | Promise
    files: tuple[str, ...]
    options: tuple[str, ...] = ()


PACKAGES = "requirements.txt"  # they bring migrations and static files too
STEPS = [
    # Said in English: there is no translation yet.
    Step("compile_catalogues", "Translations", ("locale/**/*.po",)),
    Step(
        "migrate",
        _("Database"),
        (PACKAGES, "*/migrations/*.py", "lms/*/migrations/*.py"),
    ),
    Step("load_units", _("Provinces and communes"), ("lms/communes/**/*",)),
    Step("load_curriculum", _("Lessons"), ("courses/**/*", "quizzes/**/*.py")),
    Step(
        "collectstatic",
        _("Styles, scripts and drawings"),
        (PACKAGES, *(f"{app}/static/**/*" for app in ("lms", "lms/*", "courses"))),
        ("--noinput",),
    ),
]
# Depends on no file: made once, and not again behind somebody's back.
DEMO = Step("demo_data", _("A small province to try it on"), ())


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


def wanted(*, demo: bool) -> list[Step]:
    """Return all steps, the demo's only where it is asked for and allowed."""
    return [*STEPS, DEMO] if demo and settings.DEMO_ALLOWED else STEPS


def done() -> Done:
    return Done(settings.DATA_DIR / "prepared.json")


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


def is_done() -> bool:
    """Tell whether nothing has to be done before serving."""
    taken, root = done(), settings.ROOT
    return all(taken.get(s.command) == key_of(s, root) for s in wanted(demo=True))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.embedded")
    sys.exit(not is_done())
