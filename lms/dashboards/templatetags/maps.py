"""``{% load maps %}`` gives ``spots`` and ``numbers``: the places of a map as SVG.

Tags, and no loops in a template: a province has 148 places of ten attributes each.
"""

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from lms.dashboards.charts.map import Drawn, Place

register = template.Library()


@register.simple_tag
def spots(drawn: Drawn) -> SafeString:
    """Return each place as a link around its outline or tile, named for the pointer."""
    links = (
        f'<a href="{escape(place.url)}" tabindex="-1" '
        f'class="spot level-{place.level}"><title>{escape(place.name)}</title>'
        f"{_shape(place, drawn)}</a>\n"
        for place in drawn.places
    )
    return mark_safe("".join(links))  # noqa: S308  # each part was escaped


@register.simple_tag
def numbers(drawn: Drawn) -> SafeString:
    """Return the number of each place that has room for one, above every shape."""
    words = (
        f'<text class="centred level-{place.level}" x="{place.words_at[0]}" '
        f'y="{place.words_at[1]}">{escape(place.number)}</text>'
        for place in drawn.places
        if place.labelled
    )
    return mark_safe("".join(words))  # noqa: S308  # each part was escaped


def _shape(place: Place, drawn: Drawn) -> str:
    if place.path:
        return f'<path transform="{escape(drawn.transform)}" d="{escape(place.path)}"/>'
    return (
        f'<rect x="{place.x}" y="{place.y}" width="{drawn.tile}" '
        f'height="{drawn.tile}" rx="5"/>'
    )
