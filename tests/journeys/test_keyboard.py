"""The keyboard reaches what a page is for, and one always sees where it is."""

import pytest

from tests.journeys.measuring import measured
from tests.journeys.walking import every_page

pytestmark = pytest.mark.browser
TABS_AT_MOST = 120


@every_page
def test_tabbing_reaches_the_main_button(open_page, page_type):
    page = open_page(page_type, "vi")
    visited = tabbed_through(page)

    assert [each for each in visited if not each["outlined"] or each["hidden"]] == []
    # A page that came by a press goes on from there: the button lies behind.
    if page.locator("main .button").count() and not page_type.by_scripts:
        assert any(each["main"] for each in visited)


def tabbed_through(page):
    """Return what the focus met on its way from the top of the page to the bottom."""
    page.evaluate("document.activeElement.blur()")
    visited = []
    for _tab in range(TABS_AT_MOST):
        page.keyboard.press("Tab")
        met = measured(page, "focus")
        if met is None:
            break
        visited.append(met)
    return visited
