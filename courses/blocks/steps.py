"""What to do, one action after the other."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    StructBlockValidationError,
)
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.base import lesson_block


class StepBlock(StructBlock):
    text = RichTextBlock(
        features=["bold"],
        max_length=300,
        label=_("Text"),
        help_text=_("One action, in one or two sentences."),
    )
    picture = ImageChooserBlock(required=False, label=_("Picture"))
    alt = CharBlock(
        required=False,
        max_length=240,
        label=_("Description of the picture"),
        help_text=_("For those who cannot see it: what matters in this picture."),
    )

    def clean(self, value: Any) -> Any:
        value = super().clean(value)
        if value.get("picture") and not value.get("alt"):
            missing = ValidationError(_("Please describe the picture in a few words."))
            raise StructBlockValidationError({"alt": missing})
        return value

    class Meta:
        icon = "list-ol"
        label = _("Step")


@lesson_block("steps")
class StepsBlock(StructBlock):
    steps = ListBlock(StepBlock(), min_num=1, max_num=12, label=_("Steps"))

    class Meta:
        place = 20
        icon = "list-ol"
        label = _("Steps")
        description = _("Numbered steps, each with a picture where it helps.")
        template = "courses/blocks/steps.html"
        preview_value = {
            "steps": [
                {"text": _("<p>Open the browser.</p>"), "picture": None, "alt": ""},
                {"text": _("<p>Press <b>Sign in</b>.</p>"), "picture": None, "alt": ""},
            ]
        }
