import shutil
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import combinations
from xml.etree import ElementTree

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lms.certificates import drawing
from lms.certificates.drawing import (
    CertificateWords,
    NameMissing,
    draw_pdf,
)
from lms.certificates.lettering import PRINTABLE

MILLIMETRE = 72 / 25.4
CHECK = "https://hocso.example.vn/kiem-tra/"

WORDS = CertificateWords(
    holder_name="Bùi Thị Mẫu",
    title="An toàn trên mạng",
    completed_on=date(2026, 11, 22),
    number="HS-7K3M-9QXV-G",
    check_url=f"{CHECK}HS-7K3M-9QXV-G",
    place="Xóm Mẫu, xã Ân Nghĩa, tỉnh Phú Thọ",
    learning_minutes=90,
    witness="alone",
)
SIXTY_LETTERS = "Nguyễn Trần Hoàng Phương Quỳnh Công Tằng Tôn Nữ Đặng Thị Hẫu"
FULL = CertificateWords(
    holder_name=SIXTY_LETTERS,
    title="Nộp hồ sơ trên cổng dịch vụ công: đăng nhập, điền tờ khai, đính kèm giấy "
    "tờ, theo dõi kết quả và trả lời cơ quan giải quyết",
    completed_on=date(2026, 1, 2),
    number="HS-7K3M-9QXV-G",
    check_url=f"{CHECK}HS-7K3M-9QXV-G",
    kind="programme",
    place="Xóm Đá Bạc Thượng Trung, xã Thượng Cốc, huyện Lạc Sơn, tỉnh Hòa Bình",
    unit_name="Trung tâm học tập cộng đồng xã Thượng Cốc",
    learning_minutes=1439,
    witness="checked",
    points_earned=99,
    points_possible=100,
    organisation="Trung tâm học tập cộng đồng xã Thượng Cốc – Ngọc Lâu – Tự Do",
    signatory_name=SIXTY_LETTERS,
    signatory_title="Phó giám đốc phụ trách trung tâm học tập cộng đồng xã",
)
EXTREMES = {
    "plain": WORDS,
    "everything, all long": FULL,
    "one word": replace(WORDS, holder_name="Mế", title="A", place="", witness=""),
    "words that cannot be broken": replace(
        FULL, holder_name="W" * 60, title="Ẫ" * 60 + " " + "Ự" * 60,
        place="M" * 60, unit_name="W" * 60, organisation="Ở" * 60,
        signatory_name="W" * 60, signatory_title="Ẵ" * 60,
    ),
    "capitals with two marks": replace(
        FULL, holder_name="NGUYỄN THỊ ẨN ỰNG " * 4, title="ỔN ĐỊNH ẪM Ự " * 13
    ),
    "ten thousand letters": replace(
        WORDS, holder_name="Bùi Thị Mẫu " * 900, title="a" * 10_000, place="x " * 5000
    ),
}  # fmt: skip


def tool(*command):
    """Return what a program prints; they come with poppler-utils and zbar-tools."""
    if not shutil.which(command[0]):
        pytest.fail(f"{command[0]} is missing: apt install poppler-utils zbar-tools")
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.fixture
def saved(tmp_path):
    def save(pdf):
        path = tmp_path / "certificate.pdf"
        path.write_bytes(pdf)
        return str(path)

    return save


def text_of(path):
    """Return the words of a PDF, with one space between any two."""
    return " ".join(tool("pdftotext", "-raw", path, "-").decode().split())


def lines_of(path):
    """Return the box and the text of each line on the sheet."""
    page = ElementTree.fromstring(tool("pdftotext", "-bbox-layout", path, "-"))
    for line in page.iter("{http://www.w3.org/1999/xhtml}line"):
        box = tuple(float(line.get(side)) for side in ("xMin", "yMin", "xMax", "yMax"))
        yield box, "".join(line.itertext()).split()


def photo_of(path, *, dots_per_inch):
    png = tool("pdftoppm", "-r", str(dots_per_inch), "-png", path)
    return Image.open(BytesIO(png)).convert("RGB")


def code_in(picture, tmp_path):
    picture.save(tmp_path / "photo.png")
    read = tool("zbarimg", "--quiet", "--raw", str(tmp_path / "photo.png"))
    return read.decode().strip()


@pytest.mark.parametrize(
    "name", ["Bùi Thị Mẫu", "Đinh Văn Thử", "Quách Thị Ngọc Hẫu", "Ữ", SIXTY_LETTERS]
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_name_is_read_back_as_it_is_spelled(saved, name, form):
    typed = unicodedata.normalize(form, name)

    path = saved(draw_pdf(replace(WORDS, holder_name=typed)))

    assert name in text_of(path)


def test_an_icelandic_eth_in_the_name_is_printed_as_the_vietnamese_letter(saved):
    path = saved(draw_pdf(replace(WORDS, holder_name="\u00d0inh Văn Thử")))

    assert "\u0110inh Văn Thử" in text_of(path)
    assert "\u00d0" not in text_of(path)


def test_a_vietnamese_certificate_says_what_was_completed_here_and_no_more(saved):
    path = saved(draw_pdf(replace(WORDS, unit_name="Nhà văn hóa Ân Nghĩa")))

    assert text_of(path) == (
        "HỌC SỐ Giấy chứng nhận Trao cho Bùi Thị Mẫu "
        "Xóm Mẫu, xã Ân Nghĩa, tỉnh Phú Thọ "
        "đã hoàn thành khóa học này tại đây An toàn trên mạng "
        "Ngày hoàn thành 22/11/2026 Thời gian học 1 giờ 30 phút "
        "Nơi học Nhà văn hóa Ân Nghĩa Cách làm bài Tự làm "
        "Số giấy chứng nhận HS-7K3M-9QXV-G "
        "Quét mã, hoặc mở địa chỉ này để kiểm tra: "
        "https://hocso.example.vn/kiem-tra/HS-7K3M-9QXV-G "
        "Giấy này ghi nhận việc học tại đây, "
        "không thay cho xác nhận của cơ quan nhà nước."
    )


def test_an_english_certificate_says_the_same_in_english(saved):
    words = replace(
        WORDS, language="en", kind="programme", title="Five core skills",
        learning_minutes=61, witness="checked", points_earned=9, points_possible=10,
        signatory_name="Đinh Văn Ký", signatory_title="Trainer",
    )  # fmt: skip

    text = text_of(saved(draw_pdf(words)))

    assert "Bùi Thị Mẫu Xóm Mẫu, xã Ân Nghĩa, tỉnh Phú Thọ completed this" in text
    assert "completed this programme here Five core skills" in text
    assert "Completed on 22 November 2026 Learning time 1 hour 1 minute" in text
    assert "Checked face to face Points 9 of 10" in text
    assert "Trainer Đinh Văn Ký" in text


def test_what_is_not_known_is_left_out(saved):
    words = replace(WORDS, place="", learning_minutes=0, witness="", organisation="")

    text = text_of(saved(draw_pdf(words)))

    for label in ("Thời gian học", "Nơi học", "Cách làm bài", "Điểm"):
        assert label not in text


def test_no_points_at_all_is_still_a_score(saved):
    words = replace(WORDS, points_earned=0, points_possible=10)

    assert "Điểm 0/10" in text_of(saved(draw_pdf(words)))


@pytest.mark.parametrize("words", EXTREMES.values(), ids=EXTREMES)
def test_nothing_leaves_the_sheet_or_covers_something_else(saved, words):
    lines = list(lines_of(saved(draw_pdf(words))))

    assert len(lines) > 8
    for (left, top, right, bottom), text in lines:
        assert left >= 19 * MILLIMETRE, text
        assert right <= 278 * MILLIMETRE, text
        assert top >= 26 * MILLIMETRE, text
        assert bottom <= 184 * MILLIMETRE, text
    for (one, above), (other, below) in combinations(lines, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        assert across <= 0 or down <= 1, (above, below)


@pytest.mark.parametrize("words", EXTREMES.values(), ids=EXTREMES)
def test_it_is_one_small_sheet_of_a4_landscape(saved, words):
    pdf = draw_pdf(words)

    told = tool("pdfinfo", saved(pdf)).decode()

    assert len(pdf) <= 100_000
    assert "841.89 x 595.276 pts (A4)" in told
    assert "Pages:           1\n" in told


def test_it_is_a_pdf_to_keep_and_to_hear_with_title_and_language():
    pdf = draw_pdf(WORDS)

    for part in (
        b"<pdfaid:part>3<",
        b"<pdfaid:conformance>A<",
        b"<pdfuaid:part>1<",
        b"/Lang(vi)",
        "Giấy chứng nhận HS-7K3M-9QXV-G · Bùi Thị Mẫu".encode(),
    ):
        assert part in pdf
    assert b"/Lang(en)" in draw_pdf(replace(WORDS, language="en"))


def test_all_that_is_printed_is_also_told_to_those_who_listen(saved):
    told = tool("pdfinfo", "-struct-text", saved(draw_pdf(FULL))).decode(
        errors="replace"
    )

    lines = [line.split() for line in told.splitlines()]
    kinds = [words[0].rstrip(":") for words in lines]
    outline = [kind for kind in kinds if kind in {"H1", "H2", "H3", "Figure", "Link"}]
    assert outline == ["H1", "H2", "H3", "Figure", "Link"]
    assert kinds.count("P") == 21
    text = " ".join(line.strip().strip('"').strip() for line in told.splitlines())
    for said in (FULL.holder_name, FULL.title, FULL.unit_name, FULL.check_url):
        assert said in text
    assert text.count(SIXTY_LETTERS) == 2


def test_drawn_again_it_is_the_same_byte_for_byte():
    first = draw_pdf(WORDS)
    draw_pdf(replace(WORDS, holder_name="Đinh Văn Thử"))

    assert draw_pdf(WORDS) == first


def test_drawn_by_another_process_it_is_the_same_byte_for_byte():
    program = (
        "from lms.certificates.drawing import *; import datetime, sys;"
        f"sys.stdout.buffer.write(draw_pdf({WORDS!r}))"
    )

    assert tool(sys.executable, "-c", program) == draw_pdf(WORDS)


def test_many_threads_may_draw_at_once():
    names = [f"Bùi Thị Mẫu {number}" for number in range(12)]
    each = [replace(WORDS, holder_name=name) for name in names]

    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(draw_pdf, each))

    assert together == [draw_pdf(words) for words in each]


def test_the_code_opens_the_printed_address(saved, tmp_path):
    path = saved(draw_pdf(WORDS))

    assert code_in(photo_of(path, dots_per_inch=100), tmp_path) == WORDS.check_url
    assert WORDS.check_url in text_of(path)


@pytest.mark.parametrize("degrees", [7, -7])
def test_the_code_is_read_from_a_poor_photo(saved, tmp_path, degrees):
    for number in ("HS-S515-QHHJ-6", "HS-MJB4-HMMF-B", "HS-M1B8-6FCJ-9"):
        words = replace(WORDS, number=number, check_url=CHECK + number)
        photo = photo_of(saved(draw_pdf(words)), dots_per_inch=72)
        poor = BytesIO()
        photo.rotate(
            degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white"
        ).save(poor, "JPEG", quality=40)

        assert code_in(Image.open(poor), tmp_path) == words.check_url


HOSTILE = [
    '#panic("no")',
    "#import sys: inputs",
    "$ x^2 $ \\ #let a = 1",
    "\"quotes\" and 'single' ones",
    "= heading",
    "*bold* _slanted_ `raw` <label> @reference",
    "// comment /* more */",
    "[content] {code} ~ -- ...",
    "</w><script>alert(1)</script>",
    "'; DROP TABLE learners; --",
    "%s %(name)s {0} {name} \\u0041",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_looks_like_a_program_is_printed_as_it_is(saved, text):
    words = replace(WORDS, holder_name=text, title=text, place=text)

    printed = text_of(saved(draw_pdf(words)))

    # Without spaces: pdftotext sees one between two wide slashes.
    assert printed.replace(" ", "").count(text.replace(" ", "")) == 3


@given(st.text(max_size=80), st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_any_name_and_title_can_be_drawn(name, title):
    pdf = draw_pdf(replace(WORDS, holder_name=f"Mẫu {name}", title=title, place=title))

    assert pdf.startswith(b"%PDF-1.7")


def test_both_fonts_together_have_every_printable_character():
    """typst refuses to write PDF/A where a character has no drawing in the fonts."""
    characters = sorted(PRINTABLE)

    for start in range(0, len(characters), 50):
        some = "A" + " A".join(characters[start : start + 50])
        pdf = draw_pdf(replace(WORDS, holder_name=some, title=some, place=some))

        assert pdf


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200b", "😀", "\u0301"])
def test_without_a_name_that_can_be_printed_nothing_is_drawn(name):
    with pytest.raises(NameMissing):
        draw_pdf(replace(WORDS, holder_name=name))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_the_logo_of_the_owner_is_shown(form):
    logo = BytesIO()
    Image.new("RGB", (60, 40), "#123456").save(logo, form)
    words = replace(WORDS, logo=logo.getvalue())

    sheet = drawing._drawn(words, format="png", ppi=4 * 25.4)  # 4 pixels a millimetre
    picture = Image.open(BytesIO(sheet)).convert("RGB")

    red, green, blue = picture.getpixel((100, 150))
    assert max(abs(red - 0x12), abs(green - 0x34), abs(blue - 0x56)) < 12
    assert len(draw_pdf(words)) <= 100_000


def test_the_logo_may_be_a_drawing():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'

    assert draw_pdf(replace(WORDS, logo=svg))


def test_a_logo_that_is_no_picture_is_refused():
    with pytest.raises(typst.TypstError):
        draw_pdf(replace(WORDS, logo=b"no picture"))
