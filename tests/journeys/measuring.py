"""Measures a page as a person would meet it; each measure gives back complaints."""

import re
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT

SCRIPT = (Path(__file__).parent / "measuring.js").read_text("utf-8")
PHONE, SMALL_PHONE, DESK = (360, 740), (320, 640), (1280, 900)
TAGS = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
]


def measured(page, name, about=None):
    """Return what a function of ``measuring.js`` says of the page."""
    _bring(page, "measures", SCRIPT)
    return page.evaluate(f"about => measures.{name}(about)", about)


def barriers(page, part=""):
    """Return what axe has against a page, or against a part of it."""
    return _axe(page, part, TAGS)


def faint(page, part=""):
    """Return what axe has against the colours alone."""
    return _axe(page, part, {"type": "rule", "values": ["color-contrast"]})


def _axe(page, part, only):
    _bring(page, "axe", AXE_SCRIPT)
    return measured(page, "barriers", {"part": part, "only": only})


def _bring(page, name, script):
    """Give the page a script once: it is large, and a page is measured often."""
    if not page.evaluate("name => name in window", name):
        page.evaluate(script)


def misnamed(page, language):
    """Return what is amiss with the page's language, title and heading."""
    spoken = page.locator("html").get_attribute("lang")
    headings = page.locator("h1").count()
    named = re.fullmatch(r"\S.* – Học Số", page.title())
    return [
        *([] if spoken == language else [f"in {spoken}"]),
        *([] if named else [f"called {page.title()!r}"]),
        *([] if headings == 1 else [f"{headings} main headings"]),
    ]


def resize(page, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))


def enlarge_letters(page):
    """Double every letter, as a phone's owner may; ours begin at 125 %."""
    page.evaluate("document.documentElement.style.fontSize = '250%'")
