"""Puts people into posts, and lets them do their part: adults, drafts of lessons."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from courses.models import CoursePage, LessonPage
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Unit
from lms.communes.services import enter_adult_count, enter_household_count
from lms.dashboards.hiring import hire
from lms.demo.cast import DAYS, PASSWORD, STAFF, TAN_LAC, VAN_SON

DRAFT_TITLE = "Bài nháp: gọi hình cho con cháu"

# How many adults live in the hamlets of a commune, in the order of the list, how many
# days ago that was, and who says so. One hamlet and one commune are left out: what a
# page shows without is to be seen as well.
ADULTS = {
    VAN_SON: ([214, 187, 156, 231, 142, 198], 54, "Sổ dân cư của xã (số liệu mẫu)"),
    TAN_LAC: ([176, 203, 165], 410, "Danh sách cử tri (số liệu mẫu)"),
}


def hire_all(
    places: dict[str, Unit], hamlets: dict[str, list[Unit]], *, at: datetime
) -> dict[Role, User]:
    """Return the staff by role, in their positions since before the demo begins."""
    since = timezone.localdate(at - timedelta(days=DAYS + 1))
    password_hash = make_password(PASSWORD)  # made once: it is meant to be slow
    return {
        post.role: hire(
            post.user_name,
            post.full_name,
            post.role,
            hamlets[post.place][: post.hamlets]
            if post.hamlets
            else [places[post.place]],
            at=at,
            password_hash=password_hash,
            from_on=since,
        )
        for post in STAFF
    }


def enter_adults(
    hamlets: dict[str, list[Unit]], staff: dict[Role, User], *, at: datetime
) -> None:
    """Enter adults and households of most hamlets: the commune itself, or above."""
    by = {VAN_SON: staff[Role.COMMUNE_OFFICER], TAN_LAC: staff[Role.PROVINCIAL_OFFICER]}
    for code, (numbers, days, source) in ADULTS.items():
        counted_on = timezone.localdate(at - timedelta(days=days))
        for hamlet, number in zip(hamlets[code], numbers, strict=False):
            known = {"counted_on": counted_on, "source": source, "by": by[code]}
            enter_adult_count(hamlet, number, at=at, **known)
            enter_household_count(hamlet, number // 3, at=at, **known)


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
