"""What must be true of the repository as a whole."""

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template import engines

ROOT = Path(settings.ROOT)
TEMPLATES = sorted(
    file
    for folder in ("lms", "courses", "quizzes")
    for file in (ROOT / folder).rglob("templates/**/*")
    if file.suffix in {".html", ".txt", ".xml"}
)
MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.split(".")[0] in {"lms", "courses", "quizzes"}
]


def tracked():
    """Return the text files that are, or are about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    for name in listed:
        file = ROOT / name
        if file.is_file() and file.suffix not in {".otf", ".ttf", ".woff2", ".png"}:
            yield name, file.read_text(errors="ignore")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_deployment_check_is_clean(tmp_path):
    values = {
        "DJANGO_SETTINGS_MODULE": "lms.settings.production",
        "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789abcdef",
        "BASE_URL": "https://hocso.example",
        "DATABASE_URL": "postgresql:///hocso",
        "BROKER_URL": "redis://127.0.0.1/0",
        "CACHE_URL": "redis://127.0.0.1/1",
        "MEDIA_ROOT": str(tmp_path / "media"),
        "PRIVATE_ROOT": str(tmp_path / "private"),
        "STATIC_ROOT": str(tmp_path / "static"),
    }
    command = [ROOT / ".venv/bin/python", "manage.py", "check", "--deploy"]

    done = subprocess.run(
        [*command, "--fail-level", "WARNING"],
        cwd=ROOT,
        env=values,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr


def test_every_variable_is_explained():
    explained = set(
        re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M)
    )
    read = set()
    for file in (ROOT / "lms").rglob("*.py"):
        read |= set(
            re.findall(
                r"""env\.(?:text|number|flag|words|path|address|database)\(\s*"(\w+)""",
                file.read_text(),
            )
        )

    assert read - explained == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_model_says_what_it_is(model):
    """And so what personal data it holds, why, and until when."""
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")  # Django's own


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda file: str(file.relative_to(ROOT))
)
def test_every_template_compiles(template):
    engines["django"].from_string(template.read_text())


def test_no_two_decisions_share_a_number():
    numbers = Counter(file.name[:4] for file in (ROOT / "docs/adr").glob("*.md"))

    assert all(number.isdigit() for number in numbers)
    assert [number for number, times in numbers.items() if times > 1] == []


def test_a_decision_that_code_names_exists():
    written = {file.name[:4] for file in (ROOT / "docs/adr").glob("*.md")}
    named = {
        number
        for name, text in tracked()
        if name.endswith((".py", ".html"))
        for number in re.findall(r"docs/adr/(\d{4})", text)
    }

    assert named - written == set()


def test_no_path_of_one_machine_is_written_down():
    found = [
        name
        for name, text in tracked()
        if re.search(r"(^|[\s\"'(=])/(home|root|work)/", text)
    ]

    assert found == []


def test_the_pins_name_no_host():
    for name in ("requirements.txt", "tests/requirements.txt"):
        pins = (ROOT / name).read_text()

        assert "://" not in pins
        assert re.search(r"^--(?!hash)", pins, re.M) is None
