"""One sentence of advice."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock, TextBlock

from courses.blocks.base import lesson_block


@lesson_block("tip")
class TipBlock(StructBlock):
    text = TextBlock(
        max_length=240,
        rows=2,
        label=_("Text"),
        help_text=_("One or two sentences of advice."),
    )

    class Meta:
        place = 80
        icon = "info-circle"
        label = _("Tip")
        description = _("Advice that makes the next step easier.")
        template = "courses/blocks/tip.html"
        preview_value = {"text": _("Keep the address as a favourite.")}
