"""Puts people into posts, and lets them do their part: adults, drafts of lessons."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.utils import timezone

from courses.models import CoursePage, LessonPage
from courses.services import allow_trainers
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Unit
from lms.communes.services import appoint, enter_adult_count
from lms.demo.cast import DAYS, PASSWORD, STAFF, TAN_LAC, VAN_SON, Post

TRAINERS = "Giảng viên"
DRAFT_TITLE = "Bài nháp: gọi hình cho con cháu"

# How many adults live in the hamlets of a commune, in the order of the list, how many
# days ago that was, and who says so. One hamlet and one commune are left out: what a
# page shows without is to be seen as well.
ADULTS = {
    VAN_SON: ([214, 187, 156, 231, 142, 198], 54, "Sổ dân cư của xã (số liệu mẫu)"),
    TAN_LAC: ([176, 203, 165], 410, "Danh sách cử tri (số liệu mẫu)"),
}


def hire(
    places: dict[str, Unit], hamlets: dict[str, list[Unit]], *, at: datetime
) -> dict[Role, User]:
    """Return the staff by role, in their positions since before the demo begins."""
    since = timezone.localdate(at - timedelta(days=DAYS + 1))
    password = make_password(PASSWORD)  # made once: it is meant to be slow
    staff = {}
    for post in STAFF:
        staff[post.role] = _sign_in(post, password)
        everywhere = [places[post.place]]
        seats = hamlets[post.place][: post.hamlets] if post.hamlets else everywhere
        for unit in seats:
            appoint(staff[post.role], unit, post.role, at=at, from_on=since)
    return staff


def _sign_in(post: Post, password: str) -> User:
    """Return the new sign-in of one of the staff, with what their editor needs."""
    operator = post.role == Role.OPERATOR
    user = get_user_model().objects.create(
        username=post.user_name,
        password=password,
        full_name=post.full_name,
        is_staff=operator,
        is_superuser=operator,
    )
    if post.role == Role.TRAINER:
        group, _made = Group.objects.get_or_create(name=TRAINERS)
        allow_trainers(group)
        user.groups.add(group)
    return user


def enter_adults(
    hamlets: dict[str, list[Unit]], staff: dict[Role, User], *, at: datetime
) -> None:
    """Enter how many adults live in most hamlets: the commune for itself, or above."""
    by = {VAN_SON: staff[Role.COMMUNE_OFFICER], TAN_LAC: staff[Role.PROVINCIAL_OFFICER]}
    for code, (numbers, days, source) in ADULTS.items():
        counted_on = timezone.localdate(at - timedelta(days=days))
        for hamlet, number in zip(hamlets[code], numbers, strict=False):
            enter_adult_count(
                hamlet, number, counted_on=counted_on, source=source, by=by[code], at=at
            )


def draft_lessons(courses: list[CoursePage], trainer: User) -> None:
    """Leave a trainer's desk as it is in the evening: one lesson new, one changed."""
    course = courses[-1]
    new = LessonPage(
        title=DRAFT_TITLE,
        code=f"{course.code}99",
        outcome="Gọi được hình cho con cháu ở xa.",
        live=False,
        owner=trainer,
        body=[("text", {"heading": "", "text": "<p>Mở ứng dụng gọi hình.</p>"})],
    )
    course.add_child(instance=new)
    new.save_revision(user=trainer)
    changed = courses[0].lessons().first()
    changed.summary = f"{changed.summary[:140]} (đang sửa)"
    changed.save_revision(user=trainer)
