"""Odd files, and titles that are not what they look like."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lms.library.models import LibraryDocument, LibraryImage
from tests.lms.library.test_svg import editor  # noqa: F401


def chunk(kind, data):
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def png(width, height, data=b""):
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(data)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def drawn(kind="PNG", size=(40, 30)):
    out = BytesIO()
    Image.effect_noise(size, 50).convert("RGB").save(out, kind)
    return out.getvalue()


WHOLE = {"a.png": drawn(), "a.jpg": drawn("JPEG"), "a.webp": drawn("WEBP")}
ODD = {
    "a.png": [b"", b"x", png(0, 0), png(60_000, 60_000), png(9, 9), drawn()[:60]],
    "a.jpg": [b"\xff\xd8\xff\xe0" + b"\0" * 50, drawn("JPEG")[:-200], drawn("GIF")],
    "a.gif": [b"GIF89a\xff\xff\xff\xff\0\0\0;", b"GIF89a", b"<html>"],
    "a.webp": [b"RIFF\0\0\0\0WEBPVP8 ", drawn("WEBP")[:-80], b"PK\x03\x04"],
    "a.svg": [b"\0" * 99, b"<svg>", b"<svg xmlns='http://www.w3.org/2000/svg'>"],
}


def upload(client, view, name, data, **fields):
    file = SimpleUploadedFile(name, data)
    return client.post(
        reverse(view),
        {"title": "A", "file": file, "files[]": file, "licence": "own", **fields},
    )


# Wagtail leaves the temporary file of a rendition to be closed by Python.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_picture_is_kept(editor, name):  # noqa: F811
    upload(editor, "wagtailimages:add", name, WHOLE[name])

    assert LibraryImage.objects.get().width == 40


@pytest.mark.parametrize("view", ["wagtailimages:add", "wagtailimages:add_multiple"])
@pytest.mark.parametrize(
    ("name", "data"),
    [(name, data) for name, several in ODD.items() for data in several],
)
def test_what_is_no_whole_picture_is_refused_in_a_sentence(
    editor,  # noqa: F811
    view,
    name,
    data,
):
    answer = upload(editor, view, name, data)

    assert answer.status_code == 200
    assert not LibraryImage.objects.exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_titles_are_as_they_look(editor):  # noqa: F811
    title = "Bùi\u202eThị\u200b \u00d0"
    words = {"title": title, "author": title, "description": title}

    upload(editor, "wagtailimages:add", "a.png", drawn(), **words)
    upload(editor, "wagtaildocs:add", "a.pdf", b"%PDF-1.4", title=title)

    image, document = LibraryImage.objects.get(), LibraryDocument.objects.get()
    assert {image.title, image.author, image.description} == {"Bùi Thị Đ"}
    assert document.title == "Bùi Thị Đ"
