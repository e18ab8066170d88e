"""Tells the page cache that something a page shows has changed.

Signals, since these changes come out of Wagtail's own views. They carry no rule: a
page that is made anew too often is still right.
"""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
)

from courses.page_cache import outdate
from lms.library.models import LibraryImage

SHOWN_ON_PAGES = (LibraryImage, Locale, PageViewRestriction, Site)
CHANGES = (
    page_published,
    page_unpublished,
    page_slug_changed,
    post_page_move,
    published,
    unpublished,
)


def _outdate(**_told: object) -> None:
    outdate()


def _outdate_for_page(sender: type, **_told: object) -> None:
    if issubclass(sender, Page):
        outdate()


def listen() -> None:
    """Connect; called once, when the app is ready."""
    for signal in CHANGES:
        signal.connect(_outdate, dispatch_uid="page_cache")
    for model in SHOWN_ON_PAGES:
        post_save.connect(_outdate, sender=model, dispatch_uid="page_cache")
        post_delete.connect(_outdate, sender=model, dispatch_uid="page_cache")
    post_delete.connect(_outdate_for_page, dispatch_uid="page_cache_pages")
