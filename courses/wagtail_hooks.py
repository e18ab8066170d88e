"""What lessons bring into the editor: a welcome, and care with deleting."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import DismissibleMenuItem, MenuItem
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from courses.models import LessonPage
from courses.services import kept_by_records
from courses.welcome import WelcomePanel


@hooks.register("insert_global_admin_css")
def colour_the_editor() -> str:
    address = static("courses/editor.css")
    return format_html('<link rel="stylesheet" href="{}">', address)


@hooks.register("construct_homepage_panels")
def welcome_trainers(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(WelcomePanel())


@hooks.register("construct_help_menu")
def leave_out_english_pages(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take out the links to Wagtail's own pages, and with them the badge."""
    items[:] = [each for each in items if not isinstance(each, DismissibleMenuItem)]


@hooks.register("after_publish_page")
def say_that_nothing_is_asked(request: HttpRequest, page: Page) -> None:
    """Tell whoever published a lesson without questions what residents will see."""
    lesson = page.specific
    if not isinstance(lesson, LessonPage) or (lesson.quiz and lesson.quiz.live):
        return
    sentence = gettext(
        "“%(lesson)s” asks no questions: residents tick it off themselves when they "
        "have read it. To ask some, choose a published quiz at “Quiz” in the lesson."
    )
    title = lesson.get_admin_display_title()
    messages.warning(request, sentence % {"lesson": title})


@hooks.register("before_delete_page")
def keep_what_records_rest_on(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse_to_delete(request, [page])


@hooks.register("before_bulk_action")
def keep_what_records_rest_on_in_bulk(
    request: HttpRequest, action_type: str, objects: Iterable[Model], action: Any
) -> HttpResponse | None:
    if action_type != "delete" or not issubclass(action.model, Page):
        return None
    return _refuse_to_delete(request, objects)


def _refuse_to_delete(
    request: HttpRequest, pages: Iterable[Page]
) -> HttpResponse | None:
    """Answer with what to do instead, where residents' records rest on one of them."""
    page = kept_by_records(pages)
    if page is None:
        return None
    sentence = gettext(
        "Residents have done “%(page)s”, or lessons in it, and their certificates rest "
        "on it. It cannot be deleted. You can unpublish it: then nobody sees it any "
        "more, and all records stay right."
    )
    unpublish = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    messages.error(
        request,
        sentence % {"page": page.get_admin_display_title()},
        buttons=[messages.button(unpublish, gettext("Unpublish"))],
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)
