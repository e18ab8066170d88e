"""Every page is for everybody: axe, very small phones, very large letters, desks."""

import pytest

from tests.journeys.measuring import (
    DESK,
    PHONE,
    SMALL_PHONE,
    barriers,
    enlarge_letters,
    measured,
    misnamed,
    resize,
)
from tests.journeys.walking import every_page_in_both_languages

pytestmark = pytest.mark.browser


@every_page_in_both_languages
def test_a_page_is_for_everybody(open_page, picture, page_type, language):
    page = open_page(page_type, language)
    complaints = {"axe, phone": barriers(page, page_type.only)}
    picture(page, f"{language}-360-{page_type}")

    resize(page, DESK)
    complaints["axe, desk"] = barriers(page, page_type.only)
    picture(page, f"{language}-1280-{page_type}")
    page.emulate_media(color_scheme="dark")
    complaints["axe, dark"] = barriers(page, page_type.only)
    if page_type.is_ours:
        complaints["names"] = misnamed(page, language)
        complaints["desk"] = measured(page, "overflowing")
        resize(page, PHONE)
        picture(page, f"{language}-dark-{page_type}")
        complaints["phone"] = measured(page, "overflowing")
        complaints["thumb"] = measured(page, "tooSmall")
        resize(page, SMALL_PHONE)
        complaints["small phone"] = measured(page, "overflowing")
        resize(page, PHONE)
        enlarge_letters(page)
        complaints["large letters"] = measured(page, "overflowing")
        picture(page, f"{language}-large-{page_type}")

    assert {where: what for where, what in complaints.items() if what} == {}
