from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from courses.curriculum.loading import load_curriculum
from courses.models import CoursePage, HomePage, LessonPage
from lms.accounts.models import User
from tests.courses.builders import write_curriculum


@pytest.fixture(autouse=True)
def _no_kept_pages():
    cache.clear()


@pytest.fixture
def noon():
    return datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    return write_curriculum(tmp_path / "curriculum")


@pytest.fixture
def loaded(db, folder, noon):
    """The small curriculum, loaded from its folder."""
    report = load_curriculum(folder, at=noon)
    assert report.faults == []
    return folder


@pytest.fixture
def home(loaded):
    return HomePage.objects.get(locale__language_code="vi")


@pytest.fixture
def course(loaded):
    return CoursePage.objects.get(locale__language_code="vi")


@pytest.fixture
def lesson(loaded):
    return LessonPage.objects.get(locale__language_code="vi")


@pytest.fixture
def lesson_in_english(loaded):
    return LessonPage.objects.get(locale__language_code="en")


@pytest.fixture
def trainer(db):
    return User.objects.create_superuser("giangvien", full_name="Bùi Thị Mẫu")
