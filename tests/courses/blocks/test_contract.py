"""What every lesson block keeps, the ones that come later too."""

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import get_template
from wagtail.blocks import StructBlock

from courses.blocks import LESSON_BLOCKS
from courses.models import LessonPage

EACH = pytest.mark.parametrize("key", LESSON_BLOCKS)


@EACH
def test_it_says_what_it_is_for(key):
    block = LESSON_BLOCKS[key]()

    assert isinstance(block, StructBlock)
    assert block.label
    assert block.meta.description
    assert block.meta.icon != "placeholder"
    for child in block.child_blocks.values():
        assert child.label


@EACH
def test_it_has_a_template_of_its_own(key):
    assert LESSON_BLOCKS[key]().meta.template == f"courses/blocks/{key}.html"
    get_template(f"courses/blocks/{key}.html")


@EACH
def test_its_preview_is_drawn(key, db):
    block = LESSON_BLOCKS[key]()

    html = block.render(block.get_preview_value())

    assert html.strip()
    for text in _texts(block.meta.preview_value):
        assert text in html.replace("<wbr>", "")


@EACH
def test_nothing_filled_in_is_refused_with_a_sentence(key, db):
    block = LESSON_BLOCKS[key]()

    with pytest.raises(ValidationError):
        block.clean(block.get_default())


@EACH
def test_an_empty_one_can_still_be_previewed_while_it_is_written(key, db):
    block = LESSON_BLOCKS[key]()

    block.render(block.get_default())


@EACH
def test_it_is_read_aloud_and_found(key, db):
    block = LESSON_BLOCKS[key]()
    value = block.normalize(block.get_preview_value())

    assert block.get_searchable_content(value)


def test_a_lesson_offers_them_all():
    offered = LessonPage._meta.get_field("body").stream_block.child_blocks

    assert set(offered) == set(LESSON_BLOCKS)


def test_block_definitions_stay_out_of_migrations():
    _name, _path, args, kwargs = LessonPage._meta.get_field("body").deconstruct()

    assert args == [[]]
    assert "block_lookup" not in kwargs


def _texts(value):
    """Give every plain text in a preview value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif value and "<" not in str(value):
        yield str(value)
