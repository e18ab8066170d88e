"""Without scripts a page says the same, and its links lead on."""

from collections import Counter
from contextlib import closing
from urllib.parse import urldefrag

import pytest
from django.urls import Resolver404, resolve

from tests.journeys.measuring import measured
from tests.journeys.walking import every_page_without_scripts

pytestmark = pytest.mark.browser
# Of links in drawings as well, whose `href` is no word.
ADDRESSES = "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
OF_A_KIND = 3  # links to one view that somebody follows: a table has hundreds
_followed = Counter()  # by this process: head and foot are the same everywhere


@every_page_without_scripts
def test_without_scripts_a_page_says_the_same_and_leads_on(found, window, page_type):
    client, path = found(page_type, "vi")
    said = measured(window.show(page_type, client, path), "words")
    with window.without_scripts():
        plain = window.show(page_type, client, path)
        said_plainly = measured(plain, "words")
        links = plain.eval_on_selector_all("a[href]", ADDRESSES)

    ours = {link.removeprefix(window.origin) for link in links}
    here = {path, plain.url.removeprefix(window.origin)}
    ours = {link for link in ours if link.startswith("/") and link not in here}
    astray = {link: wrong for link in ours if (wrong := _astray(client, link))}

    assert said_plainly == said
    assert set(astray.values()) <= {page_type.status}, astray


def _astray(client, link):
    """Return the status to which a link leads where it does not lead to a page."""
    address, part = urldefrag(link)
    kind = client.session.get("_auth_user_id"), _view_or_path(address)
    if _followed[kind] >= OF_A_KIND or (*kind, link) in _followed:
        return None
    with closing(client.get(address, follow=True)) as answer:
        if answer.status_code != 200:
            return answer.status_code
        there = not part or f'id="{part}"' in answer.text
    _followed.update([kind, (*kind, link)])
    return None if there else f"no {part}"


def _view_or_path(address):
    """Return what is at an address: one view may show many things, an editor's page
    is itself."""
    path, _mark, _query = address.partition("?")
    try:
        name = resolve(path).view_name
    except Resolver404:  # in the other language
        return path
    return path if name == "wagtail_serve" else name
