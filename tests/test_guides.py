"""Guides say what is there: links lead somewhere, words stand on buttons."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings

from lms.lib.text import nfc

ROOT = Path(settings.ROOT)
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
GUIDES = ["communes", "helpers", "trainers"]
CATALOGUES = [
    *(ROOT / "locale").rglob("*.po"),
    *Path(wagtail.__file__).parent.glob("**/locale/vi/LC_MESSAGES/django.po"),
]
# What the editor puts around a name: Add quiz, Question 1.
JOINED = re.compile(r"^(Thêm|Add) | \d$")


def text_of(page):
    return re.sub(r"```.*?```", "", page.read_text(), flags=re.S)


def anchors_of(page):
    """Return what GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.M)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_and_pictures_lead_somewhere(page):
    text = text_of(page)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    broken = []
    for target in targets:
        name, _, anchor = target.partition("#")
        there = page.parent / name if name else page
        if "://" in target or target.startswith("mailto:"):
            continue
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            broken.append(target)

    assert broken == []


def test_every_picture_is_shown():
    shown = {
        (page.parent / name).resolve()
        for page in PAGES
        for name in re.findall(r'src="([^"]+)"', page.read_text())
    }

    assert set((DOCS / "pictures").rglob("*.png")) - shown == set()


@pytest.mark.parametrize("guide", GUIDES)
def test_both_languages_tell_the_same(guide):
    """As many sections, tables, steps and pictures, in the same order."""

    def shape(name):
        lines = (DOCS / name).read_text().splitlines()
        marks = (re.match(r"(#+ |\d+\. |- |\| |\s*<img)", line) for line in lines)
        return [mark[0].strip() for mark in marks if mark]

    assert shape(f"{guide}.md") == shape(f"{guide}.vi.md")


def test_the_map_shows_the_house():
    """Each folder and file of its drawing is where it stands, and those it names."""
    text = (DOCS / "map.md").read_text()
    drawing, above, missing = re.search(r"```\n(.*?)```", text, re.S)[1], {}, []
    for line in drawing.splitlines():
        indent, names = re.match(r"( *)(\S+(?:, \S+)*)  ", line).groups()
        for name in names.split(", "):
            above[len(indent)] = above.get(len(indent) - 2, ROOT) / name
            missing += [] if above[len(indent)].exists() else [name]
    named = re.findall(r"`((?:lms|courses|quizzes|docs)/[\w/]+\.\w+)`", text)
    missing += [name for name in named if not (ROOT / name).exists()]

    assert missing == []


@cache
def words(language):
    """Return every text of the screens in a language, as patterns are matched on."""
    found = set()
    for file in CATALOGUES:
        for entry in polib.pofile(file):
            said = [entry.msgstr, *entry.msgstr_plural.values()]
            found |= set(
                said if language == "vi" else [entry.msgid, entry.msgid_plural]
            )
    return [nfc(re.sub(r"<[^>]+>.*", "", each)) for each in found if each]


def is_said(label, language):
    """Return whether a screen says it; … in a guide stands for what differs."""
    alone = JOINED.sub("", nfc(label)).strip("“”")
    parts = [re.escape(part.strip()) for part in alone.split("…")]
    wanted = re.compile(r"\W*(…|.*)\W*".join(parts) + r"\W*", re.S | re.I)
    named = re.compile(r"%\(\w+\)[sd]")
    return any(
        wanted.fullmatch(each) or wanted.fullmatch(named.sub("…", each))
        for each in words(language)
    )


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("guide", GUIDES)
def test_bold_words_stand_on_a_screen(guide, language):
    """Bold that begins with a capital is a button; other bold is merely important."""
    suffix = ".vi.md" if language == "vi" else ".md"
    bold = re.findall(r"\*\*([^*]+)\*\*", text_of(DOCS / f"{guide}{suffix}"))
    labels = {each for each in bold if each[0].isupper() and each[-1] not in ".:"}

    assert {each for each in labels if not is_said(each, language)} == set()
