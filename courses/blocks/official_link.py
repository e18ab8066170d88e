"""The way to an official site, its address shown in full."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, URLBlock

from courses.blocks.base import lesson_block


def check_official_address(address: str) -> None:
    """Refuse what a resident could not check by reading it from left to right.

    Raises: ``ValidationError`` unless it is https with a plain host: no letters that
    only look Latin, and nothing before an @, where a false site hides its name.
    """
    try:
        parts = urlsplit(address)
    except ValueError as problem:
        raise ValidationError(_("This is not a web address.")) from problem
    if parts.scheme != "https":
        raise ValidationError(_("The address must begin with https://."))
    if "@" in parts.netloc or not parts.netloc.isascii():
        raise ValidationError(_("The site's name may hold plain letters only."))


@lesson_block("official_link")
class OfficialLinkBlock(StructBlock):
    label = CharBlock(max_length=120, label=_("Name of the site"))
    url = URLBlock(
        max_length=200,
        validators=[check_official_address],
        label=_("Address"),
        help_text=_("Shown in full, so that residents learn to read it."),
    )
    note = CharBlock(required=False, max_length=200, label=_("Note"))

    class Meta:
        place = 70
        icon = "link"
        label = _("Official site")
        description = _("A link whose address is shown in full.")
        template = "courses/blocks/official_link.html"
        preview_value = {
            "label": _("National public service portal"),
            "url": "https://dichvucong.gov.vn",
            "note": _("Nothing to pay for looking around."),
        }
