"""A phone keeps one page for when there is no signal, and nothing of a resident's."""

import re

import pytest

from tests.addresses import address

SCRIPT = address("service_worker")


def test_the_script_stands_at_the_root_and_is_asked_for_anew(client, db):
    answer = client.get(SCRIPT)

    assert SCRIPT == "/sw.js"
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    again = client.get(SCRIPT, HTTP_IF_NONE_MATCH=answer["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_it_keeps_the_page_in_both_languages_and_what_shows_it(client, db):
    script = client.get(SCRIPT).text

    kept = re.findall(r'"(/[^"]+)"', script)
    assert kept == [
        *("/offline/", "/en/offline/"),
        *("/static/css/hocso.css", "/static/img/offline.svg"),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_the_same_for_everyone(client, phone, language):
    there = address("journey:offline", language=language)

    answer = client.get(there)

    assert f'<html lang="{language}">' in answer.text
    assert answer.text == phone.get(there).text
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_the_page_asks_for_nothing_that_is_not_kept(client, db):
    page, script = client.get(address("journey:offline")), client.get(SCRIPT).text

    asked = re.findall(
        r'<(?:link rel="stylesheet"|img)[^>]*(?:href|src)="([^"]+)', page.text
    )
    assert len(asked) == 2
    assert all(file in script for file in asked)
