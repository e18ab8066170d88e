import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from lms.lib.templatetags import look

ROOT = Path(__file__).resolve().parents[4]
ICONS = sorted(look.ICONS.glob("*.svg"))
TEMPLATES = [
    file
    for top in ("lms", "courses", "quizzes")
    for file in (ROOT / top).rglob("templates/**/*.html")
]


def draw(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_an_icon_is_small_drawn_on_24_and_takes_the_colour_of_its_words(file):
    drawing = ElementTree.fromstring(file.read_text("utf-8"))

    inline = look.icon(file.stem)

    assert file.stat().st_size < 600
    assert drawing.get("viewBox") == "0 0 24 24"
    assert ElementTree.fromstring(inline).get("aria-hidden") == "true"
    assert "#" not in inline


def test_an_icon_that_is_not_there_is_refused_with_the_names_of_those_that_are():
    with pytest.raises(TemplateSyntaxError, match=r"No icon 'elephant'.*listen"):
        draw('{% icon "elephant" %}')


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda f: str(f.relative_to(ROOT)))
def test_a_template_names_only_icons_that_are_there(file):
    named = re.findall(r"{% icon [\"']([\w-]+)[\"'] %}", file.read_text("utf-8"))

    assert set(named) <= {icon.stem for icon in ICONS}


@pytest.mark.parametrize(
    ("part", "of", "width"), [(0, 10, 0), (5, 10, 60), (10, 10, 120), (12, 10, 120)]
)
def test_a_tally_is_as_long_as_its_part_and_never_longer_than_the_whole(
    part, of, width
):
    whole, filled = ElementTree.fromstring(look.tally(part, of))

    assert (whole.get("width"), filled.get("width")) == ("120", str(width))


def test_a_tally_of_nobody_is_empty():
    assert 'width="0"' in look.tally(0, 0)


def test_there_is_no_language_switch_without_a_request():
    assert draw("{% language_switch %}") == ""


def test_an_address_that_leads_nowhere_switches_to_the_home_page():
    request = RequestFactory().get('/no/such/"page"/')

    with override("vi"):
        link = draw("{% language_switch %}", request=request)

    assert 'lang="en"' in link
    assert "English" in link
    assert "such" not in link


class FakePage:
    """A page and its translations, as far as the switch looks at them."""

    def __init__(self, address):
        self.address = address

    def get_translations(self):
        return self

    def live(self):
        return self

    def filter(self, **_language):
        return self

    def first(self):
        return self if self.address else None

    def get_url(self, _request):
        return self.address


@pytest.mark.parametrize(
    ("address", "expected"),
    [("/en/safe/?a=1&b", "/en/safe/?a=1&amp;b"), (None, "/en/")],
)
def test_a_page_switches_to_its_translation_or_to_the_home_page(
    address, expected, monkeypatch
):
    monkeypatch.setattr(look, "_home", lambda language: f"/{language}/")
    request = RequestFactory().get("/an-toan/")

    with override("vi"):
        link = draw("{% language_switch %}", request=request, page=FakePage(address))

    assert f'href="{expected}"' in link


@pytest.mark.parametrize("name", ["500.html", "offline.html"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_when_little_works_the_page_needs_no_request_and_no_database(name, language):
    with override(language):
        page = render_to_string(name)

    assert f'<html lang="{language}">' in page
    assert "<h1>" in page


class Form(forms.Form):
    name = forms.CharField(label="Full <name>", help_text="As on your card.")
    how = forms.ChoiceField(
        choices=[("alone", "Alone"), ("helped", "Helped")],
        widget=forms.RadioSelect,
        help_text="Either is fine.",
        required=False,
    )
    agreed = forms.BooleanField(label="I agree")
    record = forms.CharField(widget=forms.HiddenInput)


def field(name, data=None):
    return render_to_string("parts/field.html", {"field": Form(data)[name]})


def test_a_field_ties_its_hint_and_what_is_wrong_to_the_input():
    shown = field("name", {})

    assert '<label for="id_name">Full &lt;name&gt;</label>' in shown
    assert 'aria-describedby="id_name_helptext id_name_error"' in shown
    assert 'id="id_name_helptext"' in shown
    assert 'id="id_name_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_choices_are_a_group_with_a_name_and_a_label_for_each():
    shown = field("how")

    assert shown.count('<label class="choice">') == 2
    assert '<fieldset class="field" aria-describedby="id_how_helptext">' in shown
    assert "field__optional" in shown


def test_a_single_box_stands_in_its_own_label():
    assert re.search(
        r'<label class="choice"><input[^>]*><span>I agree', field("agreed")
    )


def test_a_hidden_field_shows_nothing_but_itself():
    assert field("record").strip().startswith('<input type="hidden"')
