"""A small province of one's own: two communes, hamlets, courses of lessons to tick."""

from datetime import date
from functools import partial

import pytest
from wagtail.models import Locale

from lms.accounts.roles import Role
from lms.communes.services import add_hamlet
from lms.lib.facts import HowWitnessed, Witness
from tests.lms.dashboards import making
from tests.lms.dashboards.making import NOON


@pytest.fixture
def noon():
    """A moment of today in the tests: 24 November 2026, 12:00 in Việt Nam."""
    return NOON


@pytest.fixture(autouse=True)
def today(monkeypatch, noon):
    """The clock stands at noon, for views as well."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return date(2026, 11, 24)


@pytest.fixture
def province(db):
    return making.make_province()


@pytest.fixture
def make_commune(province):
    return partial(making.make_commune, province)


@pytest.fixture
def van_son(make_commune):
    return make_commune("Vân Sơn", "05152")


@pytest.fixture
def tan_lac(make_commune):
    return make_commune("Tân Lạc", "05128")


@pytest.fixture
def hamlet(van_son, noon):
    return add_hamlet(van_son, "Xóm Mẫu", at=noon)


@pytest.fixture
def other_hamlet(van_son, noon):
    return add_hamlet(van_son, "Xóm Thử", at=noon)


@pytest.fixture
def make_course(db):
    """Make a course whose lessons ask nothing: read and done."""
    return partial(making.make_course, making.make_home())


@pytest.fixture
def course(make_course):
    return make_course("C", "Dịch vụ công", lessons=2)


@pytest.fixture
def resident(noon):
    """Register somebody of a hamlet."""
    return partial(making.make_resident, at=noon)


@pytest.fixture
def learn(noon):
    """Let somebody do lessons of a course: all, or the first few."""
    return partial(making.learn, at=noon)


@pytest.fixture
def helped(make_staff):
    return HowWitnessed(Witness.HELPED, helped_by="family")


@pytest.fixture
def make_staff(noon):
    return partial(making.make_staff, at=noon)


@pytest.fixture
def officer(make_staff, van_son):
    return make_staff("officer", van_son, Role.COMMUNE_OFFICER)


@pytest.fixture
def provincial(make_staff, province):
    return make_staff("provincial", province, Role.PROVINCIAL_OFFICER)


@pytest.fixture
def vietnamese(db):
    return Locale.objects.get(language_code="vi")
