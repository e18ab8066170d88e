"""What a province of one's own is made of: for fixtures of a test or of a module."""

from datetime import UTC, date, datetime

from django.contrib.auth import get_user_model
from wagtail.models import Page

from courses.models import CoursePage, HomePage, LessonPage
from lms.communes.models import Kind, Unit
from lms.communes.services import appoint
from lms.journey.services import mark_as_done
from lms.learners.services import NewResident, register
from lms.lib.facts import HowWitnessed

NOON = datetime(2026, 11, 24, 5, tzinfo=UTC)
SINCE = date(2025, 7, 1)


def make_province():
    return Unit.objects.create(
        kind=Kind.PROVINCE, code="25", name="Phú Thọ", valid_from=SINCE
    )


def make_commune(province, name, code):
    return Unit.objects.create(
        kind=Kind.COMMUNE, code=code, name=name, parent=province, valid_from=SINCE
    )


def make_home():
    home = HomePage(title="Học Số", slug="hoc-so", lead="Học trên điện thoại.")
    return Page.objects.filter(depth=1).first().add_child(instance=home)


def make_course(home, code, title, lessons=1):
    """Make a course whose lessons ask nothing: read and done."""
    course = home.add_child(instance=CoursePage(title=title, code=code))
    for number in range(1, lessons + 1):
        name = f"{title}, bài {number}"
        lesson = LessonPage(title=name, code=f"{code}{number}", outcome="Mở được.")
        course.add_child(instance=lesson)
    return course


def make_resident(hamlet, name="Bùi Thị Mẫu", born=1966, *, at):
    return register(NewResident(name, born, hamlet), at=at).learner


def learn(learner, course, lessons=None, how=None, *, at):
    """Let somebody do lessons of a course: all, or the first few."""
    for lesson in list(course.lessons())[:lessons]:
        mark_as_done(learner, lesson, how=how or HowWitnessed(), at=at)


def make_staff(name, unit=None, role="", *, at):
    user = get_user_model().objects.create_user(name, full_name=f"Đinh Văn {name}")
    if unit:
        appoint(user, unit, role, at=at)
    return user
