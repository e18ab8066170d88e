"""No two pages have the same title: it is what tabs, histories and voices say first."""

import html
import re
from collections import defaultdict

import pytest

from tests.journeys.walking import PAGES

pytestmark = pytest.mark.browser  # not for itself: the list of pages is the browser's


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_has_a_title_of_its_own(found, language):
    titles = defaultdict(set)
    for page_type in PAGES:
        if page_type.then is None and page_type.is_ours and page_type.status != 500:
            client, path = found(page_type, language)
            with_title = client.get(path)
            if with_title.status_code != page_type.status:
                continue  # taken down by a page type before it, such as no courses
            title = re.search("<title>(.*?)</title>", with_title.text, re.DOTALL)[1]
            match = with_title.resolver_match
            # One view may show many things; a page of the editor's is its own address.
            view = path if match.view_name == "wagtail_serve" else match.view_name
            titles[html.unescape(title).strip()].add(view)

    assert {title: views for title, views in titles.items() if len(views) > 1} == {}
