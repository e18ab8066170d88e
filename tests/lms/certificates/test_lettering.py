import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.certificates.lettering import PRINTABLE, printable

VIETNAMESE = "ằắẳẵặầấẩẫậềếểễệồốổỗộờớởỡợừứửữựỳýỷỹỵđăâêôơư"


def test_every_vietnamese_letter_is_printed_as_it_is():
    for letters in (VIETNAMESE, VIETNAMESE.upper()):
        assert printable(letters) == letters


def test_letters_that_arrive_in_parts_are_put_together():
    assert printable(unicodedata.normalize("NFD", "Bùi Thị Mẫu")) == "Bùi Thị Mẫu"


def test_the_icelandic_letter_in_old_lists_becomes_the_vietnamese_one():
    assert printable("\u00d0inh Văn \u00f0ức") == "\u0110inh Văn \u0111ức"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Bùi \t Thị\n\nMẫu ", "Bùi Thị Mẫu"),
        ("Bùi\u202e Thị\u200b Mẫu\ufeff\x00", "Bùi Thị Mẫu"),
        ("李明", "LiMing"),
        ("Ольга Đinh", "Ol'ga Đinh"),
        ("Ｂùi 😀 ★ Mẫu", "Bùi Mẫu"),
        ("Z\u0301\u0300\u0302\u0301\u0300alo", "Ź\u0300alo"),
        ("\u0301\u0300 a", "a"),
        ("# $ \\ * _ ` < > @ = / ~ \" '", "# $ \\ * _ ` < > @ = / ~ \" '"),
        ("\ud800", ""),
        ("😀", ""),
    ],
)
def test_what_the_fonts_lack_is_written_in_latin_letters_or_left_out(typed, printed):
    assert printable(typed) == printed


def test_endless_texts_and_words_are_cut_and_say_so():
    assert printable("a" * 10_000) == "a" * 59 + "…"
    assert len(printable("ab " * 10_000)) <= 160
    assert printable("ab " * 10_000).endswith("…")
    assert printable("a" * 60) == "a" * 60


@given(st.text())
def test_any_text_is_made_one_printable_line_that_stays_as_it_is(text):
    line = printable(text)

    assert set(line) <= PRINTABLE
    assert len(line) <= 160
    assert printable(line) == line
