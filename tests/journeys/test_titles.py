"""No two pages have the same title: it is what tabs, histories and voices say first."""

import html
import re
from collections import defaultdict

import pytest

from tests.journeys.walking import PAGES, undone

pytestmark = pytest.mark.browser  # not for itself: the list of pages is the browser's


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_has_a_title_of_its_own(found, language):
    titles = defaultdict(set)
    for page_type in PAGES:
        if page_type.then is None and page_type.is_ours and page_type.status != 500:
            with undone():
                client, path = found(page_type, language)
                answer = client.get(path)
            assert answer.status_code == page_type.status, page_type
            title = re.search("<title>(.*?)</title>", answer.text, re.DOTALL)[1]
            match = answer.resolver_match
            # One view may show many things; a page of the editor's is its own address.
            view = path if match.view_name == "wagtail_serve" else match.view_name
            titles[html.unescape(title).strip()].add(view)

    assert {title: views for title, views in titles.items() if len(views) > 1} == {}
