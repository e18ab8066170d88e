"""Who may write lessons, what may not be deleted, and what a translation asks."""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import router, transaction
from django.db.models import ProtectedError, Q
from django.db.models.deletion import Collector
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from courses.models import HomePage, LessonPage
from quizzes.services import in_language_of

# Wagtail asks for rights over its own image and document models, whichever is in use.
IN_THE_LIBRARY = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
ON_PAGES = ("add_page", "change_page", "publish_page")
ANYWHERE = (
    ("wagtailadmin", "access_admin"),
    ("quizzes", "add_quiz"),
    ("quizzes", "change_quiz"),
    ("quizzes", "publish_quiz"),
    ("quizzes", "view_quiz"),
    ("simple_translation", "submit_translation"),
)


@transaction.atomic
def allow_trainers(group: Group) -> None:
    """Let the group write and publish lessons and quizzes, and fill the library.

    Whoever may publish may delete a lesson, but no course with lessons in it, and
    nothing that residents' records rest on. Safe to call again, and to be called again
    when there is a home page in a further language.
    """
    group.permissions.add(*_permissions(ANYWHERE))
    root = Collection.get_first_root_node()
    for permission in _permissions(IN_THE_LIBRARY):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
    on_pages = _permissions(("wagtailcore", codename) for codename in ON_PAGES)
    for home in HomePage.objects.all():
        for permission in on_pages:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=home.pk, permission=permission
            )


def _permissions(wanted: Iterable[tuple[str, str]]) -> list[Permission]:
    query = Q(pk=None)
    for app, codename in wanted:
        query |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(query))


@transaction.atomic
def ask_in_own_language(lesson: LessonPage) -> None:
    """Give a lesson that was just translated the quiz in its own language."""
    quiz = lesson.quiz and in_language_of(lesson, lesson.quiz)
    if quiz != lesson.quiz:
        lesson.quiz = quiz
        lesson.save()
        lesson.save_revision(user=lesson.owner)


def kept_by_records(pages: Iterable[Page]) -> Page | None:
    """Return the first of the pages that cannot be deleted with all below it.

    Asks Django's own rules: whoever protects a page, in whichever app, is found.
    """
    for page in pages:
        below = Page.objects.filter(path__startswith=page.path)
        try:
            Collector(using=router.db_for_write(Page)).collect(below)
        except ProtectedError:
            return page
    return None
