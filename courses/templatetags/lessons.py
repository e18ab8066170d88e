"""What lesson pages draw: pictures that suit a small phone, text without ballast."""

import re
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError
from wagtail.rich_text import RichText, expand_db_html

from lms.library.models import LibraryImage

register = template.Library()

WIDTHS = (360, 720)  # a small phone's screen, and the reading column at two dots each
_SIZES = "(max-width: 44rem) 92vw, 38rem"
_BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')


@register.simple_tag
def picture(image: LibraryImage | None, alt: str, *, eager: bool = False) -> SafeString:
    """Return an ``<img>`` with its measures, so that nothing jumps while it loads.

    A drawing is served as it is, a photo as small WebP files. ``eager`` is for the
    first picture of a page; the others wait until they are near the screen. Where the
    file is gone, its description stands in its place.
    """
    source = _source_of(image) if image else None
    if not source:
        return format_html("<p>{}</p>", alt)
    attributes = {**source, "alt": alt}
    if not eager:
        attributes["loading"] = "lazy"
    return format_html("<img{}>", format_html_join("", ' {}="{}"', attributes.items()))


def _source_of(image: LibraryImage) -> dict[str, Any] | None:
    if image.is_svg():
        return {"src": image.file.url, "width": image.width, "height": image.height}
    specs = [f"width-{width}|format-webp|webpquality-60" for width in WIDTHS]
    try:
        renditions = image.get_renditions(*specs)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return None
    small, large = (renditions[spec] for spec in specs)
    return {
        "src": small.url,
        "srcset": f"{small.url} {small.width}w, {large.url} {large.width}w",
        "sizes": _SIZES,
        "width": large.width,
        "height": large.height,
    }


@register.filter
def lean(text: RichText | str) -> SafeString:
    """Return rich text as HTML without the editor's own marks: they cost bytes."""
    source = text.source if isinstance(text, RichText) else str(text)
    return mark_safe(_BLOCK_KEY.sub("", expand_db_html(source)))  # noqa: S308


@register.filter
def address(url: str | None) -> SafeString:
    """Return an address that breaks after its ``https://``, not within a name."""
    scheme, separator, rest = (url or "").partition("://")
    return format_html("{}{}<wbr>{}", scheme, separator, rest)
