from datetime import UTC, datetime

import hypothesis
import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page

from lms.learners.models import Learner, RegisteredHow
from tests.quizzes.builders import make_quiz, publish

# No example is too slow because the machine is busy, and every run tries the same.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.load_profile("steady")


@pytest.fixture
def noon():
    return datetime(2026, 11, 22, 5, tzinfo=UTC)


def _resident(code, name, at):
    user = get_user_model().objects.create_user(username=code, full_name=name)
    return Learner.objects.create(
        code=code,
        user=user,
        full_name=name,
        birth_year=1966,
        registered_at=at,
        registered_how=RegisteredHow.SELF,
        registered_by=user,
    )


@pytest.fixture
def resident(db, noon):
    return _resident("MAU00001", "Bùi Thị Mẫu", noon)


@pytest.fixture
def neighbour(db, noon):
    return _resident("THU00002", "Đinh Văn Thử", noon)


@pytest.fixture
def page(db):
    return Page.objects.get(depth=1)


@pytest.fixture
def quiz(db):
    return publish(make_quiz())
