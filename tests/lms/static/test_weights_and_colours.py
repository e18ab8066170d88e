"""What the look promises: few bytes, and letters that stand out by day and by night."""

import gzip
import re
from itertools import product
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[3] / "lms" / "static"
SHEET = (STATIC / "css" / "hocso.css").read_text("utf-8")
GROUNDS = ("paper", "tint", "warm", "rose")
LETTERS = ("ink", "soft", "forest", "red")
EDGES = ("line", "amber")


def schemes():
    """Return the colours of the sheet by name, by day and by night."""
    day, night = re.findall(r":root {(.*?)}", SHEET, re.DOTALL)[:2]
    pattern = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    return {
        "day": dict(pattern.findall(day)),
        "night": {**dict(pattern.findall(day)), **dict(pattern.findall(night))},
    }


def luminance(colour):
    """Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize(("letters", "ground"), list(product(LETTERS, GROUNDS)))
def test_letters_stand_out_seven_to_one(scheme, letters, ground):
    colours = schemes()[scheme]

    assert contrast(colours[letters], colours[ground]) >= 7


@pytest.mark.parametrize("scheme", ["day", "night"])
@pytest.mark.parametrize(("edge", "ground"), list(product(EDGES, GROUNDS)))
def test_edges_stand_out_four_and_a_half_to_one(scheme, edge, ground):
    colours = schemes()[scheme]

    assert contrast(colours[edge], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["day", "night"])
def test_what_to_press_next_is_read_and_seen(scheme):
    colours = schemes()[scheme]

    assert contrast(colours["on-ochre"], colours["ochre"]) >= 7
    outline = max(contrast(colours[c], colours["paper"]) for c in ("edge", "ochre"))
    assert outline >= 4.5


@pytest.mark.parametrize(
    ("name", "most"),
    [("css/hocso.css", 5120), ("js/hocso.js", 1616), ("js/paper.js", 1152)],
)
def test_the_sheet_and_the_script_stay_small(name, most):
    assert len(gzip.compress((STATIC / name).read_bytes(), 9)) <= most


@pytest.mark.parametrize(
    "file", sorted((STATIC / "img").glob("*.svg")), ids=lambda file: file.name
)
def test_a_drawing_stays_small(file):
    most = 6 * 1024 if file.stem == "hero" else 4 * 1024

    assert file.stat().st_size < most
