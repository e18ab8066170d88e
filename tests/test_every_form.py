"""What any form says and keeps: our own sentences, and nothing that is not seen."""

import ast
import re
from pathlib import Path

import django
import polib
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import override

from tests.every_form import all_forms, fields
from tests.sentences import ROOT

DJANGO = Path(django.__file__).parent
WHERE_FIELDS_SPEAK = [
    *(DJANGO / "forms").rglob("*.py"),
    *(DJANGO / "db" / "models" / "fields").rglob("*.py"),
    *(DJANGO / "db" / "models").glob("*.py"),
    DJANGO / "core" / "validators.py",
    DJANGO / "contrib" / "auth" / "password_validation.py",
    DJANGO / "contrib" / "auth" / "validators.py",
]
CALLS = re.compile("n?gettext(?:_lazy)?|_")
EDITOR = ROOT / "locale" / "editor"
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w+\}")
# What is no fault: what only a program is told.
NO_FAULT = re.compile("%.name.s object with")
HIDDEN = ["\u200b", "\u202e", "\u2066", "\u00ad", "\x00", "\u2800", "\ufeff", "\u0007"]
TAKES_TEXT = re.compile(r"\bforms\.(CharField|IntegerField|DecimalField|FloatField)\(")


def django_says():
    """Return the sentences with which Django's fields refuse something."""
    calls = (
        node
        for file in WHERE_FIELDS_SPEAK
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    said = {
        call.args[0].value
        for call in calls
        if CALLS.fullmatch(call.func.id)
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    return {each for each in said if each.endswith(".") and not NO_FAULT.match(each)}


def catalogue(language):
    path = EDITOR / language / "LC_MESSAGES" / "django.po"
    return {entry.msgid: entry for entry in polib.pofile(str(path))}


def texts(entry):
    return [*entry.msgstr_plural.values()] if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_we_have_a_sentence_for_whatever_django_refuses(language):
    assert len(django_says()) > 60
    assert sorted(django_says() - set(catalogue(language))) == []


def test_the_english_says_it_otherwise_and_names_the_same():
    known = catalogue("en").values()

    assert [e.msgid for e in known if e.msgid in texts(e) or "" in texts(e)] == []
    assert [
        entry.msgid
        for entry in known
        for text in texts(entry)
        if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(entry.msgid))
        and "not one of the available" not in entry.msgid
    ] == []


def test_there_are_forms():
    names = {form.__name__ for form in all_forms()}

    assert {"RegistrationForm", "LessonPageForm", "OfficialForm", "StepForm"} <= names
    assert len(fields()) > 100


@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_field_says_what_django_would(language):
    others = django_says()

    with override(language):
        theirs = {
            (name, str(sentence))
            for name, field in fields().items()
            for sentence in (
                *field.error_messages.values(),
                *(getattr(each, "message", "") for each in field.validators),
            )
            if str(sentence) in others
        }

    assert theirs == set()


@pytest.mark.parametrize("hidden", HIDDEN, ids=ascii)
def test_no_field_keeps_what_is_not_seen(hidden):
    typed = f"Bùi{hidden}Thị {hidden}Mẫu{hidden} Ð"
    kept = {}
    for name, field in fields().items():
        if not isinstance(field, forms.CharField) or checks_itself(name, field):
            continue
        try:
            kept[name] = str(field.clean(typed))
        except ValidationError:
            continue

    assert len(kept) > 20
    assert {
        name: text
        for name, text in kept.items()
        if hidden in text or "Ð" in text or "BùiThị" in text
    } == {}


def checks_itself(name, field):
    """A password is any text; of a user name the model takes letters only."""
    return isinstance(field.widget, forms.PasswordInput) or name.endswith(".username")


def test_texts_and_numbers_are_taken_in_by_our_fields_alone():
    """A form field of Django's keeps what is not seen, and reads 1.000 as one."""
    modules = (
        path
        for folder in ("lms", "courses", "quizzes")
        for path in (ROOT / folder).rglob("*.py")
        if path != ROOT / "lms" / "lib" / "forms.py"
    )

    assert [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in modules
        if (found := TAKES_TEXT.search(path.read_text("utf-8")))
    ] == []
