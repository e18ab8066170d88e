"""The first start compiles the translations and speaks them, in one process."""

import os
import shutil
import subprocess
import sys

from django.conf import settings

SPEAK = """
import django
from django.core.management import call_command
from django.utils.translation import gettext

django.setup()
gettext("Lessons")
call_command("compile_catalogues", verbosity=0)
print(gettext("Lessons"))
"""


def test_what_was_compiled_is_spoken_at_once(tmp_path):
    """Though another sentence was asked for before there was a translation."""
    code = tmp_path / "code"
    for name in ("lms", "courses", "quizzes", "locale"):
        without = shutil.ignore_patterns("*.mo", "__pycache__", "static", "data")
        shutil.copytree(settings.ROOT / name, code / name, ignore=without)

    told = subprocess.run(
        [sys.executable, "-c", SPEAK],
        cwd=code,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "lms.settings.embedded",
            "DATA_DIR": str(tmp_path / "data"),
        },
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.splitlines()[-1] == "Bài học"
