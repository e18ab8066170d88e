"""A province made once a process, and windows for the people in it."""

import os
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from tests.databases import SCRATCH, migrations_key
from tests.journeys import world
from tests.journeys.kept_window import KeptWindow
from tests.journeys.pages import Guide

# Where pictures of the pages go; none are taken unless it is named.
PICTURES = os.environ.get("PICTURES")
LOAD_WHAT_IS_LAZY = """async () => {
    const images = [...document.images];
    images.forEach((image) => (image.loading = "eager"));
    await Promise.all(images.map((image) => image.decode().catch(() => {})));
}"""


@pytest.fixture(scope="session")
def province_kept(django_db_setup, django_db_blocker, database):
    """The name under which this process keeps a database with the province in it."""
    name = f"province-{os.getpid()}"
    with django_db_blocker.unblock():
        database.reset(f"migrated-{migrations_key()}")
        world.make_world()
        database.save(name)
    yield name
    (SCRATCH / f"{name}.sqlite3").unlink()


@pytest.fixture
def province(transactional_db, database, province_kept):
    """The whole province, as it was made; what a test does to it is forgotten."""
    cache.clear()
    database.reset(province_kept)


@pytest.fixture
def open_for(open_window, live_server, province):
    """Open a window in which somebody has signed in; it may ask nobody but us."""
    strangers = []

    def note(request):
        if not request.url.startswith((live_server.url, "data:", "blob:")):
            strangers.append(request.url)

    def open_for(client, width=360, height=740, **options):
        page = open_window(width, height, **options)
        page.on("request", note)
        page.context.add_cookies(
            [
                {"name": cookie.key, "value": cookie.value, "url": live_server.url}
                for cookie in client.cookies.values()
            ]
        )
        return page

    yield open_for
    assert strangers == []


@pytest.fixture
def found(province, monkeypatch):
    """Find a page of the list: return who looks at it, and its address."""

    def found(page_type, language):
        client = Client(HTTP_HOST="localhost")
        if page_type.who:
            client.force_login(world.user(page_type.who))
        guide = Guide(page_type.who, language, client, monkeypatch)
        return client, page_type.find(guide)

    return found


@pytest.fixture(scope="session")
def kept_window(browser, live_server):
    """The one window of this process; take it as ``window``, which cleans up."""
    return KeptWindow(browser, live_server.url)


@pytest.fixture
def window(kept_window, province, monkeypatch):
    """A window that knows nothing of earlier pages, and must have none to mend."""
    # What a lesson looked like in another test is not this one's lesson.
    monkeypatch.setattr("courses.page_cache.BROWSER_SECONDS", 0)
    yield kept_window
    assert kept_window.forget() == []


@pytest.fixture
def picture():
    """Keep what a window shows as a picture, where pictures are asked for."""

    def picture(page, name):
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            page.evaluate(LOAD_WHAT_IS_LAZY)
            page.screenshot(path=f"{PICTURES}/{name}.png", full_page=True)

    return picture
