"""A question to think about, or to talk over with the person beside you."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, TextBlock

from courses.blocks.base import lesson_block


@lesson_block("think")
class ThinkBlock(StructBlock):
    text = TextBlock(
        max_length=300,
        rows=2,
        label=_("Text"),
        help_text=_("A question without a right answer; nothing is marked."),
    )

    class Meta:
        place = 40
        icon = "help"
        label = _("Think about it")
        description = _("A question to talk over with the person beside you.")
        template = "courses/blocks/think.html"
        preview_value = {"text": _("Who would you ask before you press the link?")}
