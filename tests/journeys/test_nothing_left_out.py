"""Every address of ours has a page type, so that somebody looks at its page."""

import pytest
from django.urls import resolve

from tests.access import RULES
from tests.journeys.walking import PAGES, undone

pytestmark = pytest.mark.browser  # not for itself: the list of pages is the browser's

A_FILE = "a file to keep"
A_PART = "a part of a page that is looked at with it"
A_PROGRAM = "read by programs"
NOT_A_PAGE = {
    "certificates:pdf": A_FILE,
    "dashboards:commune_chart": A_FILE,
    "dashboards:commune_file": A_FILE,
    "dashboards:province_chart": A_FILE,
    "dashboards:province_file": A_FILE,
    "dashboards:fetch_names_file": A_FILE,
    "dashboards:open_commune": A_PROGRAM,
    "dashboards:open_periods": A_PROGRAM,
    "dashboards:open_province": A_PROGRAM,
    "dashboards:open_schema": A_PROGRAM,
    "dashboards:report_printed": A_FILE,
    "dashboards:roster_refused": A_FILE,
    "journey:download_data": A_FILE,
    "journey:course_fragment": A_PART,
    "journey:lesson_fragment": A_PART,
    "journey:sitting_fragment": A_PART,
    "service_worker": "a script",
    "staff_account": "the editor's, shown as Wagtail draws it",
}


def test_every_address_has_a_page_type(found):
    looked_at = set()
    for page_type in PAGES:
        with undone():
            path = found(page_type, "vi")[1].partition("?")[0]
        looked_at.add(resolve(path).view_name)

    with_a_page = {rule.name for rule in RULES if not rule.post}
    missing = with_a_page - looked_at - set(NOT_A_PAGE)

    assert missing == set(), "File a page type in tests/journeys/pages_of_*.py."


def test_every_exception_is_an_address():
    assert set(NOT_A_PAGE) - {rule.name for rule in RULES} == set()
