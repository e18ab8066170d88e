"""Without scripts a page says the same, and its links lead on."""

from collections import Counter
from contextlib import closing
from urllib.parse import urldefrag

from django.urls import Resolver404, resolve

from tests.journeys.measuring import measured

# Of links in drawings as well, whose `href` is no word.
ADDRESSES = "all => all.map(a => new URL(a.getAttribute('href'), location).href)"
OF_A_KIND = 3  # links to one view that somebody follows: a table has hundreds
_followed = Counter()  # by this process: head and foot are the same everywhere


def amiss_without_scripts(window, page_type, client, path, said):
    """Open a page without scripts; return what it says otherwise, and who is lost."""
    with window.without_scripts():
        page = window.show(page_type, client, path)
        said_plainly = measured(page, "words")
        links = page.eval_on_selector_all("a[href]", ADDRESSES)

    ours = {link.removeprefix(window.origin) for link in links}
    here = {path, page.url.removeprefix(window.origin)}
    ours = {link for link in ours if link.startswith("/") and link not in here}
    astray = {link: wrong for link in ours if (wrong := _astray(client, link))}
    return {
        "words without scripts": [] if said_plainly == said else [said, said_plainly],
        "astray": {
            link: wrong for link, wrong in astray.items() if wrong != page_type.status
        },
    }


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
