"""The keyboard reaches what a page is for, and one always sees where it is."""

from tests.journeys.measuring import measured

TABS_AT_MOST, TABS_AT_ONCE = 120, 10


def lost_on_the_way(page, page_type):
    """Return what the focus met unseen, and the main button where it never came."""
    visited = _tabbed_through(page)
    unseen = [each for each in visited if not each["outlined"] or each["hidden"]]
    # A page that came by a press goes on from there: the button lies behind.
    awaited = page.locator("main .button").count() and not page_type.by_scripts
    reached = any(each["main"] for each in visited)
    return [*unseen, *(["the main button"] if awaited and not reached else [])]


def _tabbed_through(page):
    """Return what the focus met on its way from the top of the page to the bottom."""
    measured(page, "noteFocus")
    for _time in range(TABS_AT_MOST // TABS_AT_ONCE):
        for _tab in range(TABS_AT_ONCE):
            page.keyboard.press("Tab")
        met = measured(page, "met")
        if None in met:  # beyond the last, it goes round
            return met[: met.index(None)]
    return met
