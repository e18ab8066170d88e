"""What a trainer writes into the blocks of a page is cleaned before it is checked."""

import pytest
from wagtail import blocks
from wagtail.rich_text import RichText

from lms.lib.fields import CleanBlockField


class Part(blocks.StructBlock):
    words = blocks.CharBlock()
    many = blocks.ListBlock(blocks.CharBlock())
    number = blocks.IntegerBlock(required=False)


BODY = blocks.StreamBlock(
    [("line", blocks.CharBlock()), ("rich", blocks.RichTextBlock()), ("part", Part())]
)


def cleaned(*parts):
    value = BODY.to_python([{"type": kind, "value": value} for kind, value in parts])
    return [child.value for child in CleanBlockField(BODY).clean(value)]


def test_words_are_cleaned_in_every_part_of_a_body():
    line, rich, part = cleaned(
        ("line", "Xóm\u200bMẫu \u202eÐinh"),
        ("rich", "<p>M\u00adẫu \u2066Ðinh</p>"),
        ("part", {"words": "a\x00b", "many": ["một\u202c", "Ðinh"], "number": 3}),
    )

    assert line == "Xóm Mẫu  Đinh"
    assert rich.source == "<p>Mẫu  Đinh</p>"
    assert isinstance(rich, RichText)
    assert part["words"] == "a b"
    assert [*part["many"]] == ["một", "Đinh"]
    assert part["number"] == 3


def test_what_shows_nothing_is_missing():
    with pytest.raises(blocks.StreamBlockValidationError):
        cleaned(("line", "\u200d\u00ad"))
