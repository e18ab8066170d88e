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


NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def noon():
    return NOON


@pytest.fixture
def folder(tmp_path):
    return write_curriculum(tmp_path / "curriculum")


@pytest.fixture(scope="module")
def curriculum_of_module(rolled_back, django_db_blocker, tmp_path_factory):
    folder = write_curriculum(tmp_path_factory.mktemp("module") / "curriculum")
    with django_db_blocker.unblock():
        assert load_curriculum(folder, at=NOON).faults == []


@pytest.fixture
def loaded(curriculum_of_module, db, folder):
    """The small curriculum, loaded; every test of the module has it."""
    return folder


@pytest.fixture
def loaded_anew(db, folder, noon):
    """The same for a module whose tests commit, or begin with nothing."""
    assert load_curriculum(folder, at=noon).faults == []
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
