"""Measures a page as a person would meet it; each measure gives back complaints."""

import re
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe

from tests.fixtures.browsers import WCAG

SCRIPT = (Path(__file__).parent / "measuring.js").read_text("utf-8")
PHONE, SMALL_PHONE, DESK = (360, 740), (320, 640), (1280, 900)
TAGS = {"type": "tag", "values": [*WCAG, "best-practice"]}


def measured(page, name):
    """Return what a function of ``measuring.js`` says of the page."""
    return page.evaluate(f"() => {{ {SCRIPT}; return {name}(); }}")


def barriers(page, only=""):
    """Return what axe has against a page, or against a part of it."""
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    found = Axe().run(page, only or None, options).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


def misnamed(page, language):
    """Return what is amiss with the page's language, title and heading."""
    headings = page.locator("h1").count()
    right = {
        page.locator("html").get_attribute("lang"): language,
        bool(re.fullmatch(r"\S.* – Học Số", page.title())): True,
        f"{headings} h1": "1 h1",
    }
    return [
        f"{is_now}, not {wanted}"
        for is_now, wanted in right.items()
        if is_now != wanted
    ]


def resize(page, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))


def enlarge_letters(page):
    """Double every letter, as a phone's owner may; ours begin at 125 %."""
    page.evaluate("document.documentElement.style.fontSize = '250%'")
