"""What is kept, seen by other processes: with changes that are really committed."""

import os
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.db import connections, transaction

from courses.page_cache import EDITION_KEY
from tests.courses.test_page_cache import read

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def loaded(loaded_anew):
    return loaded_anew


@pytest.fixture
def kept(lesson):
    read(lesson)
    return lesson


def test_what_is_rolled_back_outdates_nothing(kept):
    before = cache.get(EDITION_KEY)

    with transaction.atomic():
        kept.save_revision().publish()
        transaction.set_rollback(True)

    assert cache.get(EDITION_KEY) == before


def test_publishing_shows_at_once_in_another_process(lesson, settings, tmp_path):
    """As on a small server: processes share a folder of files."""
    settings.CACHES = files_in(tmp_path)
    assert "Bác biết điều mới." not in read(lesson).content.decode()
    connections.close_all()

    subprocess.run(
        [sys.executable, "-c", PUBLISH_ELSEWHERE, str(tmp_path), str(lesson.pk)],
        env={
            **os.environ,
            "PYTHONPATH": str(settings.ROOT),
            "DJANGO_SETTINGS_MODULE": "lms.settings.test",
            "TEST_DATABASE_NAME": str(settings.DATABASES["default"]["NAME"]),
        },
        check=True,
        timeout=120,
    )

    assert "Bác biết điều mới." in read(lesson).content.decode()


def files_in(folder):
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    return {"default": {"BACKEND": backend, "LOCATION": f"{folder}/cache"}}


PUBLISH_ELSEWHERE = """
import sys, django
django.setup()
from courses.models import LessonPage
from django.test import override_settings
from tests.courses.test_page_cache_elsewhere import files_in
with override_settings(CACHES=files_in(sys.argv[1])):
    lesson = LessonPage.objects.get(pk=sys.argv[2])
    lesson.outcome = "Bác biết điều mới."
    lesson.save_revision().publish()
"""
