"""What is special to one block."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses.blocks import LESSON_BLOCKS
from courses.blocks.official_link import check_official_address
from lms.library.models import LibraryImage
from tests.courses.builders import DRAWING


@pytest.fixture
def drawing(db):
    content = DRAWING.format(width=9).encode()
    file = SimpleUploadedFile("bar.svg", content, "image/svg+xml")
    return LibraryImage.objects.create(title="Bar", file=file)


@pytest.fixture
def photo(db, tmp_path):
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (1600, 1000), "green").save(path)
    file = SimpleUploadedFile("photo.jpg", path.read_bytes(), "image/jpeg")
    return LibraryImage.objects.create(title="Photo", file=file)


def draw(key, **value):
    block = LESSON_BLOCKS[key]()
    return block.render(block.to_python(value))


def test_a_heading_has_an_anchor_in_plain_letters(db):
    html = draw("text", heading="Đọc kỹ địa chỉ!", text="<p>x</p>")

    assert '<section id="doc-ky-dia-chi">' in html
    assert "<h2>Đọc kỹ địa chỉ!</h2>" in html


def test_a_part_without_heading_has_no_anchor(db):
    html = draw("text", heading="", text="<p>x</p>")

    assert "<section>" in html
    assert "<h2>" not in html


def test_the_editors_own_marks_are_left_out(db):
    html = draw("text", heading="", text='<p data-block-key="abcde">x</p>')

    assert "<p>x</p>" in html


def test_a_drawing_is_served_as_it_is_with_its_measures(drawing):
    html = draw("picture", image=drawing.pk, alt="Thanh địa chỉ", caption="")

    assert f'src="{drawing.file.url}"' in html
    assert 'width="480" height="300" alt="Thanh địa chỉ" loading="lazy"' in html
    assert "figcaption" not in html


# Wagtail leaves the temporary file of a rendition to be closed by Python.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_photo_becomes_small_webp_files(photo):
    html = draw("picture", image=photo.pk, alt="Ảnh", caption="")

    assert ".webp 360w" in html
    assert ".webp 720w" in html
    assert 'width="720" height="450"' in html
    assert photo.file.url not in html


def test_a_picture_whose_file_is_gone_leaves_its_description(photo):
    photo.file.storage.delete(photo.file.name)

    html = draw("picture", image=photo.pk, alt="Ảnh ruộng lúa", caption="")

    assert "<p>Ảnh ruộng lúa</p>" in html


def test_a_step_with_a_picture_needs_a_description(drawing):
    block = LESSON_BLOCKS["steps"]()
    step = {"text": "<p>x</p>", "picture": drawing.pk, "alt": ""}

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"steps": [step]}))

    block.clean(block.to_python({"steps": [{**step, "alt": "Nút"}]}))


def test_an_official_address_is_shown_in_full(db):
    html = draw(
        "official_link",
        label="Cổng",
        url="https://dichvucong.gov.vn/p/home/dvc-trang-chu.html",
        note="",
    )

    assert "https://<wbr>dichvucong.gov.vn/p/home/dvc-trang-chu.html</span>" in html


@pytest.mark.parametrize(
    "address",
    [
        "http://dichvucong.gov.vn",
        "https://dichvucong.gov.vn@example.com",
        "https://dịchvucong.gov.vn",
        "https://dichvucong.gоv.vn",
        "javascript:alert(1)",
        "https://[",
        "",
    ],
)
def test_an_address_nobody_could_check_is_refused(address):
    with pytest.raises(ValidationError):
        check_official_address(address)


def test_what_a_trainer_types_is_shown_and_never_run(db):
    html = draw("tip", text="<script>alert(1)</script> & 'x'")

    assert "&lt;script&gt;" in html
    assert "<script>" not in html
