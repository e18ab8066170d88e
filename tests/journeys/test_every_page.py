"""Every page is for everybody: axe, very small phones, very large letters, desks,
keyboards, the dark, and browsers without scripts."""

import pytest

from tests.journeys.measuring import (
    DESK,
    PHONE,
    SMALL_PHONE,
    barriers,
    enlarge_letters,
    faint,
    measured,
    misnamed,
    resize,
)
from tests.journeys.plain import amiss_without_scripts
from tests.journeys.tabbing import lost_on_the_way
from tests.journeys.walking import every_page_in_both_languages

pytestmark = pytest.mark.browser


@every_page_in_both_languages
def test_a_page_is_for_everybody(found, window, picture, page_type, language):
    client, path = found(page_type, language)
    page = window.show(page_type, client, path)
    said = measured(page, "words") if page_type.is_ours else ""
    complaints = {"axe, phone": barriers(page, page_type.only)}
    picture(page, f"{language}-360-{page_type}")

    resize(page, DESK)
    complaints["axe, desk"] = barriers(page, page_type.only, colours=language == "vi")
    picture(page, f"{language}-1280-{page_type}")
    if language == "vi":  # colours and keys speak no language
        page.emulate_media(color_scheme="dark")
        complaints["dark"] = faint(page, page_type.only)
    if page_type.is_ours:
        complaints |= measures_of_ours(page, picture, page_type, language)
    if language == "vi" and page_type.is_ours and not page_type.by_scripts:
        complaints |= amiss_without_scripts(window, page_type, client, path, said)

    assert {where: what for where, what in complaints.items() if what} == {}


def measures_of_ours(page, picture, page_type, language):
    """Measure a page of which all is ours, at a desk and on ever smaller phones."""
    complaints = {
        "names": misnamed(page, language),
        "desk": measured(page, "overflowing"),
    }
    resize(page, PHONE)
    picture(page, f"{language}-dark-{page_type}")
    complaints["phone"] = measured(page, "overflowing")
    complaints["thumb"] = measured(page, "tooSmall")
    resize(page, SMALL_PHONE)
    complaints["small phone"] = measured(page, "overflowing")
    resize(page, PHONE)
    if language == "vi":
        complaints["keyboard"] = lost_on_the_way(page, page_type)
    enlarge_letters(page)
    complaints["large letters"] = measured(page, "overflowing")
    picture(page, f"{language}-large-{page_type}")
    return complaints
