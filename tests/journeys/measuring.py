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
CONTRAST = "color-contrast"


def bring_measures(page):
    """Let every page that is opened here have axe and our own measures."""
    page.add_init_script(AXE_SCRIPT)
    page.add_init_script(SCRIPT)


def measured(page, name, about=None):
    """Return what a function of ``measuring.js`` says of the page."""
    return page.evaluate(f"about => measures.{name}(about)", about)


def barriers(page, part="", *, colours=True):
    """Return what axe has against a page; the colours take half of its time."""
    return _axe(page, part, TAGS, [] if colours else [CONTRAST])


def faint(page, part=""):
    """Return what axe has against the colours alone."""
    return _axe(page, part, {"type": "rule", "values": [CONTRAST]})


def _axe(page, part, only, without=()):
    return measured(page, "barriers", {"part": part, "only": only, "without": without})


def misnamed(page, language):
    """Return what is amiss with the page's language, title and heading."""
    spoken, title, headings = measured(page, "names")
    named = re.fullmatch(r"\S.* – Học Số", title)
    return [
        *([] if spoken == language else [f"in {spoken}"]),
        *([] if named else [f"called {title!r}"]),
        *([] if headings == 1 else [f"{headings} main headings"]),
    ]


def resize(page, size):
    page.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))


def enlarge_letters(page):
    """Double every letter, as a phone's owner may; ours begin at 125 %."""
    page.evaluate("document.documentElement.style.fontSize = '250%'")
