"""A scam or a mistake to watch for."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, TextBlock

from courses.blocks.base import lesson_block


@lesson_block("warning")
class WarningBlock(StructBlock):
    text = TextBlock(
        max_length=300,
        rows=2,
        label=_("Text"),
        help_text=_("What to watch for, and what to do then."),
    )

    class Meta:
        place = 30
        icon = "warning"
        label = _("Warning")
        description = _("A scam or a mistake to watch for.")
        template = "courses/blocks/warning.html"
        preview_value = {"text": _("Never read a code from a message to a caller.")}
