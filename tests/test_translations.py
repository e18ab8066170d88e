"""Everything people read is in the catalogue, and in Vietnamese."""

import re
import unicodedata
from functools import cache

import polib
import pytest

from tests.sentences import ROOT, SCRIPTS, TEMPLATES, sentences, untranslated

CATALOGUE = ROOT / "locale" / "vi" / "LC_MESSAGES" / "django.po"
EDITOR = ROOT / "locale" / "editor" / "vi" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w+\}")
TAG = re.compile(r"<[^<>]+>")
WORD = re.compile(r"[^\W\d_]{4,}")
# Old placement of the tone mark, as in hoà or thuỷ; quý and quỳ are right.
OLD_TONE = re.compile(r"(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b", re.IGNORECASE)
# Names, and what stands in a file as it is.
SAME_IN_BOTH = {
    "postgresql",
    *(
        "vneid",
        "excel",
        "xlsx",
        "libreoffice",
        "creative",
        "commons",
        "save",
        "https",
        "dichvucong",
    ),
    *("hòa", "bình", "ngổ", "luông", "tân", "việt"),
    *("geojson", "polygon", "multipolygon"),
    *("title", "read", "steps", "picture", "link", "single", "address", "share"),
    *("whole", "part", "byte", "force", "code", "manage", "load", "units", "restore"),
    *("signing", "password", "pkcs", "elliptic", "nist"),
    *("curriculum", "make", "port", "ctrl", "root"),
}
SENTENCE_IN_SCRIPT = re.compile("""["'`][A-ZÀ-Ỹ][^"'`\n]* [^"'`\n]*["'`]""")


@cache
def catalogue(path=CATALOGUE):
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))}


def said(entry):
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def space_around(text):
    return [text[:1].isspace(), text[-1:].isspace()]


def test_sentences_are_found_in_modules_and_in_templates():
    found = {(each.context, each.msgid, each.plural) for each in sentences()}

    assert (None, "Hand in my answers", None) in found
    assert ("a statement is", "True", None) in found
    assert ("to a resident", "Hello, %(name)s", None) in found
    assert (None, "%(counter)s minute", "%(counter)s minutes") in found
    assert (None, "%(count)d line was left out:", "%(count)d lines were left out:") in (
        found
    )


def test_every_sentence_is_said_in_vietnamese():
    known = catalogue()

    missing = {
        f"{each.path.relative_to(ROOT)}: {each.msgid}"
        for each in sentences()
        if (entry := known.get((each.context, each.msgid))) is None
        or (entry.msgid_plural or None) != each.plural
        or not said(entry).strip()
        or entry.fuzzy
    }

    assert sorted(missing) == []


def test_nothing_is_kept_that_nobody_says_any_more():
    spoken = {(each.context, each.msgid) for each in sentences()}

    assert sorted(set(catalogue()) - spoken, key=str) == []


@pytest.mark.parametrize("part", [PLACEHOLDER, TAG], ids=["numbers", "tags"])
def test_numbers_names_and_tags_are_all_there(part):
    wrong = [
        entry.msgid
        for entry in catalogue().values()
        if sorted(part.findall(entry.msgid_plural or entry.msgid))
        != sorted(part.findall(said(entry)))
    ]

    assert wrong == []


def test_spaces_at_the_ends_are_kept():
    wrong = [
        entry.msgid
        for entry in catalogue().values()
        if space_around(entry.msgid) != space_around(said(entry))
    ]

    assert wrong == []


def test_no_english_is_left():
    def words(text):
        plain = TAG.sub(" ", PLACEHOLDER.sub(" ", text))
        return {word.lower() for word in WORD.findall(plain)}

    left = {
        entry.msgid: both
        for entry in catalogue().values()
        if (both := words(entry.msgid) & words(said(entry)) - SAME_IN_BOTH)
    }

    assert left == {}
    assert [e.msgid for e in catalogue().values() if said(e) == e.msgid] == []


def test_letters_and_tone_marks_are_written_in_one_way():
    text = CATALOGUE.read_text("utf-8")

    assert unicodedata.is_normalized("NFC", text)
    assert OLD_TONE.findall(text) == []


def test_a_word_the_editor_uses_too_means_the_same_there():
    """Our catalogue comes first, so that it would change the editor's words."""
    editor = catalogue(EDITOR)

    differing = {
        msgid: (said(entry), said(editor[context, msgid]))
        for (context, msgid), entry in catalogue().items()
        if (context, msgid) in editor and said(entry) != said(editor[context, msgid])
    }

    assert differing == {}


def test_the_header_says_how_many_plurals_there_are_and_names_nobody():
    metadata = polib.pofile(str(CATALOGUE)).metadata

    assert metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert "@" not in "".join(metadata.values())


@pytest.mark.parametrize(
    "template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT))
)
def test_a_template_shows_no_words_of_its_own(template):
    assert untranslated(template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Hello {{ name }}</p>", ["Hello"]),
        ('<img alt="A hill" src="hill.svg">', ["A", "hill"]),
        ('<p class="lead">{% translate "Hello" %}</p>', []),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %} you", ["you"]),
        ("<b{% if x %} hidden{% endif %}>Học Số</b><style>p{}</style>", []),
        ('<meta name="description" content="Short"><meta content="light">', ["Short"]),
    ],
)
def test_words_outside_translations_are_seen(html, words):
    assert untranslated(html) == words


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_nothing_that_a_template_did_not_hand_it(script):
    code = re.sub(r"(?<!:)//.*", "", script.read_text("utf-8"))

    assert SENTENCE_IN_SCRIPT.findall(code) == []
