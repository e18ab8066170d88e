"""``{% load figures %}`` gives ``grouped`` and ``pressed``, for numbers on a page."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lms.dashboards import figures

register = template.Library()
register.filter("grouped", figures.grouped)


@register.filter
def pressed(figure: figures.Figure) -> SafeString:
    """Return a figure that leads to what it is made of; a hidden one says that too."""
    words = figure
    if figure.hidden:
        words = format_html(
            '{}<span class="visually-hidden"> {}</span>', figure, _("hidden")
        )
    if not figure.url:
        return format_html("{}", words)
    return format_html('<a class="made-of" href="{}">{}</a>', figure.url, words)
