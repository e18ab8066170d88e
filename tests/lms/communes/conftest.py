import shutil
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model

from lms.communes.models import Unit
from lms.communes.services import OFFICIAL_LISTS, add_hamlet, load_units

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture
def noon():
    """A moment of today in the tests: 24 November 2026, 12:00 in Việt Nam."""
    return NOON


@pytest.fixture
def today():
    return date(2026, 11, 24)


@pytest.fixture(scope="module")
def register_of_module(rolled_back, django_db_blocker):
    with django_db_blocker.unblock():
        return load_units(at=NOON)


@pytest.fixture
def register(register_of_module, db):
    """The official units, as load_units leaves them; every test of the module has
    them."""
    return register_of_module


@pytest.fixture
def unit(register):
    """Find one official unit by its label, today's unless an old one is asked for."""

    def find(label, *, old=False):
        units = Unit.objects.filter(valid_until__isnull=not old)
        [found] = [each for each in units.with_address() if each.label == label]
        return found

    return find


@pytest.fixture
def van_son(unit):
    return unit("xã Vân Sơn")


@pytest.fixture
def hamlet(van_son, noon):
    return add_hamlet(van_son, "Xóm Mẫu", at=noon)


@pytest.fixture
def make_user(db):
    def make(name, **kwargs):
        return get_user_model().objects.create_user(name, password=None, **kwargs)

    return make


@pytest.fixture
def lists(tmp_path):
    """A copy of the official lists that a test may spoil."""
    folder = tmp_path / "lists"
    shutil.copytree(OFFICIAL_LISTS, folder)
    return folder


@pytest.fixture
def spoil(lists):
    """Replace some text in a list, once, and return the line it stood in."""

    def replace(pattern, before, after):
        [path] = lists.glob(pattern)
        text = path.read_text("utf-8")
        assert before in text
        line = text[: text.index(before)].count("\n") + 1
        path.write_text(text.replace(before, after, 1), "utf-8")
        return line

    return replace
