"""``{% load figures %}`` gives what writes numbers on a page.

Filters ``grouped`` and ``pressed``. Of a province there are thousands of figures, which
a loop in a template writes ten times slower than the tags ``cells``, ``cells_of``,
``pairs`` and ``out_of`` do.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lms.dashboards import figures
from lms.dashboards.figures import Column, Figure
from lms.dashboards.reports import Course, Line
from lms.lib.templatetags.look import tally

register = template.Library()
register.filter("grouped", figures.grouped)


@register.filter
def pressed(figure: Figure) -> SafeString:
    """Return a figure that leads to what it is made of; a hidden one says that too."""
    words = escape(str(figure))
    if figure.hidden:
        words = f'{words}<span class="visually-hidden"> {escape(_("hidden"))}</span>'
    if figure.url:
        words = f'<a class="made-of" href="{escape(figure.url)}">{words}</a>'
    return mark_safe(words)  # noqa: S308  # each part was escaped


@register.filter
def day(on: date) -> str:
    """Return a day as it is written here."""
    return f"{on:%d/%m/}{on.year}"


@register.simple_tag
def cells(row: Iterable[Figure]) -> SafeString:
    """Return figures as the cells of one row of a table."""
    return _joined(f'<td class="num">{pressed(figure)}</td>' for figure in row)


@register.simple_tag
def cells_of(line: Line, row: Sequence[Figure]) -> SafeString:
    """Return a place's figures as cells: adults with their day, its share with a bar.

    The adults come first.
    """
    known = [_counted(line), *[""] * (len(row) - 1)]
    return _joined(
        f'<td class="num">{pressed(figure)}{_bar(figure) or beside}</td>'
        for figure, beside in zip(row, known, strict=True)
    )


@register.simple_tag
def pairs(named: Iterable[tuple[Column, Figure]]) -> SafeString:
    """Return figures under their names, as the lines of a ``dl``."""
    return _joined(_pair(column.label, pressed(figure)) for column, figure in named)


@register.simple_tag
def out_of(courses: Iterable[tuple[Course, Figure, Figure]]) -> SafeString:
    """Return of each course how many completed it out of those who began."""
    words = escape(_("%(completed)s of %(begun)s"))
    return _joined(
        _pair(course.title, words % {"completed": pressed(c), "begun": pressed(b)})
        for course, b, c in courses
    )


def _pair(name: object, drawn: str) -> str:
    return f"<div><dt>{escape(str(name))}</dt><dd>{drawn}</dd></div>"


def _bar(figure: Figure) -> str:
    shown = figure.is_share and not figure.hidden and figure.number is not None
    return tally(figure.number, 100) if shown else ""


def _counted(line: Line) -> str:
    """Return when the adults of a place were counted, and in how many of its parts."""
    if not line.adults:
        return ""
    parts = f" · {line.counted}/{line.of}" if line.partly else ""
    return f"<small>{day(line.adults.since)}{parts}</small>"


def _joined(drawn: Iterable[str]) -> SafeString:
    """Return what was drawn here: every part of it is escaped."""
    return mark_safe("".join(drawn))  # noqa: S308
