"""A part of a lesson: a heading and its paragraphs."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock

from courses.blocks.base import lesson_block
from lms.lib.text import anchor


@lesson_block("text")
class TextBlock(StructBlock):
    """The heading is a field of its own, so that questions can point at it."""

    heading = CharBlock(
        required=False,
        max_length=120,
        label=_("Heading"),
        help_text=_("Starts a part. Questions of the quiz can lead back to it."),
    )
    text = RichTextBlock(
        features=["bold", "ul"],
        max_length=1500,
        label=_("Text"),
        help_text=_("Short sentences. Bold only for words to look for on the screen."),
    )

    def get_context(
        self, value: Any, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        context["anchor"] = anchor(str(value.get("heading") or ""))
        return context

    class Meta:
        place = 10
        icon = "pilcrow"
        label = _("Text")
        description = _("A heading and a few short paragraphs or a list.")
        template = "courses/blocks/text.html"
        preview_value = {
            "heading": _("One address for every service"),
            "text": _("<p>Type it yourself: <b>dichvucong.gov.vn</b>.</p>"),
        }
