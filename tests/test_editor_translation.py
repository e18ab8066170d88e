"""Trainers meet the editor in Vietnamese, whole, with every number in its place."""

import gettext
import re
import shutil
from pathlib import Path

import polib
import pytest
import wagtail
from django.conf import settings

from lms.lib.catalogues import compile_catalogues

EDITOR = Path(settings.LOCALE_PATHS[1]) / "vi" / "LC_MESSAGES"
WAGTAIL = Path(wagtail.__file__).parent
APPS = [
    ".",
    "admin",
    "contrib/settings",
    "contrib/simple_translation",
    "documents",
    "embeds",
    "images",
    "locales",
    "search",
    "sites",
    "snippets",
    "users",
]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w+\}")
TAG = re.compile(r"<[^<>]+>")
# Two values are better left out: a count of child pages that is always nought where
# it is given, and a model's name that is None when pages are searched.
LEFT_OUT = {
    "Deleting this page will also delete %(translation_count)s translation"
    " of this page.": {"%(descendant_count)s"},
    "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s": {
        "%(model_name)s"
    },
}

SEEN_FIRST = (
    """
Dashboard|Pages|Images|Documents|Snippets|Reports|Settings|Help|Search|Account|Log out
Your most recent edits|Awaiting your review|Site summary|Main menu|Page explorer
Add child page|Edit|Delete|Move|Copy|View live|View draft|History|Status|Type|Updated
Live|Draft|Publish|Unpublish|Save draft|Saving…|Publishing…|Submit for moderation
Publish this version|Schedule to publish|Set schedule|Page locked|Lock|Unlock|Privacy
Content|Promote|Title|Comments|Add comment|Preview|Checks|Cancel|Close|Yes, delete
Choose a page|Choose an image|Choose a document|Add an image|Upload|Alt text
Image is decorative|There are no results.|This field is required.|Sign in
Forgotten password?|Users|Groups|Workflows
""".strip()
    .replace("\n", "|")
    .split("|")
)


def catalogue(name):
    return polib.pofile(str(EDITOR / f"{name}.po"))


def said(entry):
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def words(text):
    return set(re.findall(r"[a-z]{3,}", PLACEHOLDER.sub("", text).lower()))


def share_translated(name, app):
    ours = {(entry.msgctxt, entry.msgid) for entry in catalogue(name)}
    theirs = polib.pofile(str(WAGTAIL / app / f"locale/en/LC_MESSAGES/{name}.po"))
    return sum((e.msgctxt, e.msgid) in ours for e in theirs) / len(theirs)


@pytest.fixture(scope="module")
def vietnamese(tmp_path_factory):
    folder = tmp_path_factory.mktemp("locale")
    shutil.copytree(EDITOR, folder / "vi" / "LC_MESSAGES")
    compile_catalogues(folder)
    both = gettext.translation("django", folder, ["vi"])
    both.add_fallback(gettext.translation("djangojs", folder, ["vi"]))
    return both


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_nothing_is_left_empty_or_unsure(name):
    entries = catalogue(name)

    assert [e.msgid for e in entries if not said(e).strip() or e.fuzzy] == []
    assert entries.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


@pytest.mark.parametrize("name", ["django", "djangojs"])
@pytest.mark.parametrize("part", [PLACEHOLDER, TAG], ids=["numbers", "tags"])
def test_numbers_names_and_tags_are_all_there(name, part):
    def lost_or_invented(entry):
        given, shown = (
            set(part.findall(text))
            for text in (entry.msgid_plural or entry.msgid, said(entry))
        )
        return given ^ shown

    wrong = [
        entry.msgid
        for entry in catalogue(name)
        if lost_or_invented(entry) - LEFT_OUT.get(entry.msgid, set())
    ]

    assert wrong == []


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_spaces_at_the_ends_are_kept(name):
    wrong = [
        entry.msgid
        for entry in catalogue(name)
        if [said(entry)[:1].isspace(), said(entry)[-1:].isspace()]
        != [entry.msgid[:1].isspace(), entry.msgid[-1:].isspace()]
    ]

    assert wrong == []


@pytest.mark.parametrize("app", APPS)
def test_the_editor_is_covered(app):
    assert share_translated("django", app) >= 0.95


def test_the_editors_scripts_are_covered():
    assert share_translated("djangojs", "admin") >= 0.95


@pytest.mark.parametrize("english", SEEN_FIRST)
def test_what_is_seen_first_has_no_english_left(vietnamese, english):
    shown = vietnamese.gettext(english)

    assert shown != english
    assert words(shown).isdisjoint(words(english))


@pytest.mark.parametrize(
    ("one", "many", "shown"),
    [
        ("Delete 1 page", "Delete %(counter)s pages", "Xóa %(counter)s trang"),
        ("%(num)d minute", "%(num)d minutes", "%(num)d phút"),
    ],
)
@pytest.mark.parametrize("number", [0, 1, 2])
def test_one_and_many_are_said_alike(vietnamese, one, many, shown, number):
    assert vietnamese.ngettext(one, many, number) == shown
