"""A picture, with the words that say what matters in it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from courses.blocks.base import lesson_block


@lesson_block("picture")
class PictureBlock(StructBlock):
    """The description belongs to the page: one picture serves both languages."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = CharBlock(
        max_length=240,
        label=_("Description"),
        help_text=_("For those who cannot see it: what matters in this picture."),
    )
    caption = CharBlock(required=False, max_length=160, label=_("Caption"))

    def get_preview_value(self) -> Any:
        """Return the example with a drawing of this site, as soon as it has one."""
        value = super().get_preview_value()
        value["image"] = get_image_model().objects.order_by("pk").first()
        return value

    class Meta:
        place = 60
        icon = "image"
        label = _("Picture")
        description = _("A drawing or a photo with its description.")
        template = "courses/blocks/picture.html"
        preview_value = {
            "image": None,
            "alt": _("A hand holds a phone; the address bar is at the top."),
            "caption": _("The address bar"),
        }
