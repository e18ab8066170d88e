"""Words of the lesson, explained."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock

from courses.blocks.base import lesson_block


class WordBlock(StructBlock):
    term = CharBlock(max_length=60, label=_("Word"))
    meaning = TextBlock(
        max_length=240,
        rows=2,
        label=_("Meaning"),
        help_text=_("In words that are used at home."),
    )

    class Meta:
        icon = "openquote"
        label = _("Word")


@lesson_block("words")
class WordsBlock(StructBlock):
    entries = ListBlock(WordBlock(), min_num=1, max_num=8, label=_("New words"))

    class Meta:
        place = 50
        icon = "openquote"
        label = _("Words explained")
        description = _("New words of this lesson and what they mean.")
        template = "courses/blocks/words.html"
        preview_value = {
            "entries": [
                {
                    "term": _("One-time code"),
                    "meaning": _("Six digits sent to your phone, good for one use."),
                }
            ]
        }
