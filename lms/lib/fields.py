"""The body of a lesson or a question, kept free of block definitions in migrations."""

from typing import Any

from django import forms
from wagtail.blocks import BlockField, StreamValue, StructValue
from wagtail.blocks.list_block import ListValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from lms.lib.text import visible


def cleaned(value: Any) -> Any:
    """Return what was filled into a block, in all its parts without what shows nothing.

    Lists and structures are changed in place; what is no text stays as it is.
    """
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, RichText):
        return RichText(visible(value.source))
    if isinstance(value, StructValue):
        for name, part in value.items():
            value[name] = cleaned(part)
    elif isinstance(value, StreamValue | ListValue):
        for child in value if isinstance(value, StreamValue) else value.bound_blocks:
            child.value = cleaned(child.value)
    return value


class CleanBlockField(BlockField):
    """Blocks as the editor sends them; cleaned before any of them is checked."""

    def clean(self, value: Any) -> Any:
        return super().clean(cleaned(value))


class BodyField(StreamField):
    """A StreamField whose migration does not repeat its blocks.

    Adding or changing a block then needs no migration. The price: a migration that
    rewrites stored blocks must name those that it needs (docs/adr/0002).
    """

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:
        return super().formfield(**{"form_class": CleanBlockField, **kwargs})
