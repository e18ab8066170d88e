"""What a trainer sees first in the editor."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component

from courses.models import CoursePage, LessonPage
from lms.accounts.models import User

AT_MOST = 8
AHEAD = timedelta(days=30)


class WelcomePanel(Component):
    """Where to begin: a new lesson, my drafts, lessons whose steps need checking."""

    name = "welcome"
    template_name = "courses/admin/welcome.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        courses = CoursePage.objects.live().select_related("locale").order_by("path")
        return {
            "user": user,
            "courses": [
                course
                for course in courses
                if course.permissions_for_user(user).can_add_subpage()
            ],
            "drafts": drafts_of(user)[:AT_MOST],
            "to_check": lessons_to_check()[:AT_MOST],
        }


def drafts_of(user: User) -> QuerySet[LessonPage]:
    """Return the lessons that this trainer changed last and has not published yet."""
    return (
        LessonPage.objects.filter(
            has_unpublished_changes=True, latest_revision__user=user
        )
        .select_related("locale")
        .order_by("-latest_revision_created_at")
    )


def lessons_to_check() -> QuerySet[LessonPage]:
    """Return the lessons to be checked within a month or overdue, earliest first."""
    soon = timezone.localdate() + AHEAD
    lessons = LessonPage.objects.live().filter(review_by__lte=soon)
    return lessons.select_related("locale").order_by("review_by", "path")
