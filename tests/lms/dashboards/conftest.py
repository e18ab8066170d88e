"""A small province of one's own: two communes, hamlets, courses of lessons to tick."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page

from courses.models import CoursePage, HomePage, LessonPage
from lms.accounts.roles import Role
from lms.communes.models import Kind, Unit
from lms.communes.services import add_hamlet, appoint
from lms.journey.services import mark_as_done
from lms.learners.services import NewResident, register
from lms.lib.facts import HowWitnessed, Witness


@pytest.fixture
def noon():
    """A moment of today in the tests: 24 November 2026, 12:00 in Việt Nam."""
    return datetime(2026, 11, 24, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today(monkeypatch, noon):
    """The clock stands at noon, for views as well."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)
    return date(2026, 11, 24)


@pytest.fixture
def province(db):
    return Unit.objects.create(
        kind=Kind.PROVINCE, code="25", name="Phú Thọ", valid_from=date(2025, 7, 1)
    )


@pytest.fixture
def make_commune(province):
    def make(name, code):
        return Unit.objects.create(
            kind=Kind.COMMUNE,
            code=code,
            name=name,
            parent=province,
            valid_from=date(2025, 7, 1),
        )

    return make


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
    home = HomePage(title="Học Số", slug="hoc-so", lead="Học trên điện thoại.")
    Page.objects.filter(depth=1).first().add_child(instance=home)

    def make(code, title, lessons=1):
        course = home.add_child(instance=CoursePage(title=title, code=code))
        for number in range(1, lessons + 1):
            name = f"{title}, bài {number}"
            lesson = LessonPage(title=name, code=f"{code}{number}", outcome="Mở được.")
            course.add_child(instance=lesson)
        return course

    return make


@pytest.fixture
def course(make_course):
    return make_course("C", "Dịch vụ công", lessons=2)


@pytest.fixture
def resident(noon):
    """Register somebody of a hamlet."""

    def make(hamlet, name="Bùi Thị Mẫu", born=1966, at=noon):
        return register(NewResident(name, born, hamlet), at=at).learner

    return make


@pytest.fixture
def learn(noon):
    """Let somebody do lessons of a course: all, or the first few."""

    def do(learner, course, lessons=None, how=None, at=noon):
        for lesson in list(course.lessons())[:lessons]:
            mark_as_done(learner, lesson, how=how or HowWitnessed(), at=at)

    return do


@pytest.fixture
def helped(make_staff):
    return HowWitnessed(Witness.HELPED, helped_by="family")


@pytest.fixture
def make_staff(noon):
    def make(name, unit=None, role=""):
        user = get_user_model().objects.create_user(name, full_name=f"Đinh Văn {name}")
        if unit:
            appoint(user, unit, role, at=noon)
        return user

    return make


@pytest.fixture
def officer(make_staff, van_son):
    return make_staff("officer", van_son, Role.COMMUNE_OFFICER)


@pytest.fixture
def provincial(make_staff, province):
    return make_staff("provincial", province, Role.PROVINCIAL_OFFICER)


@pytest.fixture
def vietnamese(db):
    return Locale.objects.get(language_code="vi")
