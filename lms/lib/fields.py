"""The body of a lesson or a question, kept free of block definitions in migrations."""

from typing import Any

from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose migration does not repeat its blocks.

    Adding or changing a block then needs no migration. The price: a migration that
    rewrites stored blocks must name those that it needs (docs/adr/0002).
    """

    def deconstruct(self) -> tuple[str, str, list, dict[str, Any]]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs
