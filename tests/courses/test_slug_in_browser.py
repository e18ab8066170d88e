"""The editor's own script suggests the address while a title is typed."""

import unicodedata

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from courses.models import CoursePage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def loaded(loaded_anew):
    return loaded_anew


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường Ước", "duong-uoc"),
        ("Ðọc kỹ địa chỉ, đừng vội", "doc-ky-dia-chi-dung-voi"),
        ("ỨNG DỤNG VNeID (mức 2)", "ung-dung-vneid-muc-2"),
        (unicodedata.normalize("NFD", "Ngổ Luông"), "ngo-luong"),
    ],
)
def test_the_address_is_suggested_in_plain_letters(
    open_window, live_server, loaded, trainer, title, slug
):
    client = Client()
    client.force_login(trainer)
    name = settings.SESSION_COOKIE_NAME
    page = open_window(1280, 900)
    cookie = {"name": name, "value": client.cookies[name].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    course = CoursePage.objects.first()
    page.goto(
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", course.pk])
    )

    page.locator("#id_title").press_sequentially(title)
    page.locator("#id_title").blur()

    expect(page.locator("#id_slug")).to_have_value(slug)
