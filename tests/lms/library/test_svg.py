import io

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from courses.management.commands.load_curriculum import STARTER_LESSONS
from lms.library.models import LibraryImage
from lms.library.svg import check_svg

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"{}>{}</svg>'
XLINK = ' xmlns:xlink="http://www.w3.org/1999/xlink"'
HTML = ' xmlns:h="http://www.w3.org/1999/xhtml"'


def check(text):
    check_svg(io.BytesIO(text if isinstance(text, bytes) else text.encode()))


@pytest.mark.parametrize(
    "text",
    [
        SVG.format("", ""),
        SVG.format("", '<path d="M0 0h9" fill="#17402f"/>'),
        SVG.format("", '<g id="a"/><use href="#a"/>'),
        SVG.format(XLINK, '<g id="a"/><use xlink:href="#a"/>'),
        SVG.format("", '<path fill="url(#gold)"/><path fill="url(\'#gold\')"/>'),
        SVG.format("", "<style>path { fill: red }</style>"),
        SVG.format("", "<title>Tiếng Việt & hơn</title>".replace("&", "&amp;")),
        '<?xml version="1.0" encoding="UTF-8"?>\n' + SVG.format("", ""),
        "\ufeff" + SVG.format("", ""),
        SVG.format(
            ' xmlns:i="http://www.inkscape.org/namespaces/inkscape"', "<i:grid/>"
        ),
        "<!-- Made by hand -->" + SVG.format("", ""),
    ],
)
def test_drawings_are_taken(text):
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        SVG.format("", "<script>alert(1)</script>"),
        SVG.format(' onload="alert(1)"', ""),
        SVG.format(' ONLOAD="alert(1)"', ""),
        SVG.format("", '<g onclick="alert(1)"/>'),
        SVG.format("", "<foreignObject><p>x</p></foreignObject>"),
        SVG.format(HTML, "<h:script>alert(1)</h:script>"),
        SVG.format(HTML, '<h:iframe src="https://example.com"/>'),
        SVG.format("", '<image href="https://example.com/a.png"/>'),
        SVG.format("", '<a href="javascript:alert(1)"><path/></a>'),
        SVG.format("", '<use href="https://example.com/a.svg#b"/>'),
        SVG.format(XLINK, '<use xlink:href="data:image/svg+xml,x"/>'),
        SVG.format("", '<path fill="url(https://example.com/a.svg#b)"/>'),
        SVG.format("", '<path style="fill:url(//example.com)"/>'),
        SVG.format("", "<style>@import 'https://example.com/a.css';</style>"),
        SVG.format("", r"<style>a { fill: u\72l(https://example.com) }</style>"),
        SVG.format("", '<set attributeName="href" to="javascript:alert(1)"/>'),
        SVG.format("", '<animate attributeName="href" values="javascript:x"/>'),
        SVG.format("", '<handler type="text/javascript">x</handler>'),
        '<?xml-stylesheet href="https://example.com/a.xsl"?>' + SVG.format("", ""),
        SVG.format("", '<?xml-stylesheet href="a.css"?>'),
        '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("", "&a;"),
        '<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + SVG.format("", ""),
        '<?xml version="1.0" encoding="UTF-7"?>' + SVG.format("", ""),
        SVG.format("", "").encode("utf-16"),
        "<html><body/></html>",
        "<svg/>",
        "no drawing",
        b"\x89PNG\r\n\x1a\n",
        b"",
        SVG.format("", "<g>"),
        SVG.format("", " " * 300_000),
        SVG.format("", "<g>" * 100_000),
    ],
)
def test_whatever_does_more_than_draw_is_refused(text):
    with pytest.raises(ValidationError):
        check(text)


def test_every_starter_drawing_is_taken():
    drawings = list(STARTER_LESSONS.rglob("*.svg"))

    for drawing in drawings:
        with drawing.open("rb") as file:
            check_svg(file)

    assert len(drawings) > 20


@pytest.fixture
def editor(db):
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("giangvien"))
    return client


def upload(editor, text, name="a.svg", kind="image/svg+xml"):
    file = SimpleUploadedFile(name, text.encode(), kind)
    with override("en"):
        return editor.post(
            reverse("wagtailimages:add_multiple"), {"title": "A", "files[]": file}
        )


# Wagtail leaves the temporary file of a rendition to be closed by Python.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_drawing_can_be_uploaded(editor):
    text = SVG.format("", '<path d="M0 0h9"/>')
    file = SimpleUploadedFile("a.svg", text.encode(), "image/svg+xml")

    editor.post(
        reverse("wagtailimages:add"), {"title": "A", "file": file, "licence": "own"}
    )

    image = LibraryImage.objects.get()
    assert image.is_svg()
    assert (image.width, image.height) == (9, 9)


def test_several_drawings_at_once_are_asked_for_their_licence(editor):
    answer = upload(editor, SVG.format("", '<path d="M0 0h9"/>')).json()

    assert answer["success"]
    assert "licence" in answer["form"]


@pytest.mark.parametrize(
    "text",
    [
        SVG.format(' onload="alert(1)"', ""),
        SVG.format("", "<script>alert(1)</script>"),
        "no drawing",
        "",
    ],
)
def test_a_hostile_drawing_is_refused_with_a_sentence(editor, text):
    answer = upload(editor, text)

    assert answer.status_code == 200
    assert not answer.json()["success"]
    assert answer.json()["error_message"]
    assert not LibraryImage.objects.exists()


def test_a_hostile_drawing_is_refused_on_the_single_form_too(editor):
    file = SimpleUploadedFile("a.svg", SVG.format(' onload="x"', "").encode())

    answer = editor.post(
        reverse("wagtailimages:add"), {"title": "A", "file": file, "licence": "own"}
    )

    assert answer.status_code == 200
    assert not LibraryImage.objects.exists()


def test_a_drawing_that_calls_itself_a_photo_is_refused(editor):
    answer = upload(editor, SVG.format(' onload="x"', ""), "a.png", "image/png")

    assert not answer.json()["success"]
    assert not LibraryImage.objects.exists()
