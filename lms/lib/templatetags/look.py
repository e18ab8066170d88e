"""What every page draws: icons, the woven band, small bars, the other language.

``{% load look %}`` gives ``icon``, ``band``, ``tally``, ``home_url``,
``language_switch`` and the filter ``as_dialled``.
"""

import re
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.template.context import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info, override

from lms.lib.phones import as_dialled

register = template.Library()
register.filter("as_dialled", as_dialled)

ICONS = Path(__file__).resolve().parents[2] / "static" / "icons"
TALLY_WIDTH = 120


def _strokes(name: str) -> str:
    """Return what lies inside an icon's ``<svg>``."""
    path = ICONS / f"{name}.svg"
    if not path.is_file():
        names = ", ".join(sorted(file.stem for file in ICONS.glob("*.svg")))
        raise template.TemplateSyntaxError(f"No icon {name!r}. There are: {names}")
    found = re.search(r"<svg[^>]*>(.*)</svg>", path.read_text("utf-8"), re.DOTALL)
    return found[1].strip() if found else ""


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """Return an icon as inline SVG, drawn in the colour of the text beside it.

    It carries no name of its own: the words beside it say what it means. A page has
    hundreds of them: each is drawn once a process.
    """
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" '
        'aria-hidden="true">{}</svg>',
        mark_safe(_strokes(name)),  # noqa: S308  # our own files
    )


@register.simple_tag
def band() -> SafeString:
    """Return the woven band: home page, certificates and handouts, nowhere else."""
    return mark_safe('<div class="band" aria-hidden="true"></div>')


@register.simple_tag
def tally(part: int, of: int) -> SafeString:
    """Return a small bar, ``part`` long of ``of``; the figures stand beside it.

    A drawing and not a styled box: pages allow no inline styles, and it prints.
    """
    width = round(TALLY_WIDTH * min(part, of) / of) if of else 0
    return format_html(
        '<svg class="tally" viewBox="0 0 {0} 12" width="{0}" height="12" '
        'aria-hidden="true"><rect width="{0}" height="12" rx="2"/>'
        '<rect width="{1}" height="12" rx="2"/></svg>',
        TALLY_WIDTH,
        width,
    )


def _home(language: str) -> str:
    """Return the address of the home page in a language."""
    with override(language):
        try:
            return reverse("wagtail_serve", args=[""])
        except NoReverseMatch:
            return "/"


@register.simple_tag
def home_url() -> str:
    """Return the address of the home page in the language on screen."""
    return _home(get_language() or settings.LANGUAGE_CODE)


def _same_page(context: Context, language: str) -> str:
    """Return the address of the page on screen in another language, or its home."""
    request, page = context["request"], context.get("page")
    if hasattr(page, "get_translations"):
        others = page.get_translations().live()
        other = others.filter(locale__language_code=language).first()
        return other.get_url(request) if other else _home(language)
    here = request.get_full_path()
    there = translate_url(here, language)
    return there if there != here else _home(language)


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    """Return links to this page in the other languages; no session is read.

    Empty where there is no request, as on the page for a server error.
    """
    if "request" not in context:
        return SafeString()
    here = get_language()
    others = [code for code, _name in settings.LANGUAGES if code != here]
    return format_html_join(
        "",
        '<a href="{0}" hreflang="{1}" lang="{1}" rel="alternate">{2}</a>',
        ((_same_page(context, code), code, _own_name(code)) for code in others),
    )


def _own_name(language: str) -> str:
    """Return a language's name as those who speak it write it."""
    return get_language_info(language)["name_local"]
