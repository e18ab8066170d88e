"""Every type of page: who looks at it, where it is, and what brings it about.

The tests of this folder walk through this list, in both languages: a page that is not
in it is not looked at by anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from lms.learners.models import Learner
from tests.addresses import address
from tests.journeys import world


@dataclass
class Guide:
    """Prepares a page for whoever looks, and knows its address."""

    who: str
    language: str
    client: Client
    patch: pytest.MonkeyPatch

    @property
    def learner(self) -> Learner:
        return world.user(self.who).learner

    def to(self, name, *args, **query):
        return address(name, *args, language=self.language, **query)

    def lesson(self, code):
        return world.lesson(code, self.language)

    def post(self, name, *args, **data):
        """Press a button of a page that is not looked at here."""
        answer = self.client.post(self.to(name, *args), data)
        assert answer.status_code == 302, answer.content.decode()

    def lock(self, name, typed):
        """Type something wrong as often as a door allows."""
        for _time in range(settings.AXES_FAILURE_LIMIT):
            self.client.post(self.to(name), typed)
        return self.to(name)


@dataclass(frozen=True)
class PageType:
    """``find`` returns its address; ``then`` is done once that is open."""

    name: str
    find: Callable[[Guide], str]
    who: str = ""
    then: Callable[[Page], None] | None = None
    status: int = 200
    only: str = ""  # what of the page is ours, where not all of it is
    by_scripts: bool = False  # whether it is brought about by scripts

    @property
    def is_ours(self):
        """Return whether all of it is; the editor's frame is Wagtail's."""
        return not self.only

    def __str__(self):
        return self.name


PAGES: list[PageType] = []


def page_type(name, **about):
    """File the function that finds a page."""

    def file(find):
        PAGES.append(PageType(name, find, **about))
        return find

    return file


def plain(name, view, *args, who="", then=None, status=200, **query):
    """File a page that is simply there."""
    find = lambda guide: guide.to(view, *args, **query)  # noqa: E731
    PAGES.append(PageType(name, find, who, then, status))


def send(page):
    """Press what the form is there for, with nothing filled in, and wait."""
    with page.expect_navigation():
        page.locator("main form button:not([type=button])").first.click()


def typing(fields):
    """Return what fills in the form, by the names of its fields, and sends it."""

    def type_and_send(page):
        for name, text in fields.items():
            page.locator(f"[name={name}]").fill(text)
        send(page)

    return type_and_send
