"""Lets in drawings, and nothing that a drawing could do besides.

A list of what may stand in a file, not of what may not: phones should show lines and
colours, and new ways to smuggle a script come up each year.
"""

import re
from typing import IO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_SVG = "http://www.w3.org/2000/svg"
_DRAWS = frozenset(  # a sentence reads better than a column of 26
    "svg g defs symbol use title desc metadata style path rect circle ellipse line "  # noqa: SIM905
    "polyline polygon text tspan textPath linearGradient radialGradient stop "
    "clipPath mask pattern marker".split()
)
_NOTES_OF_EDITORS = (  # written by drawing programs; browsers pass over them
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
_PROLOGUE = re.compile(
    r"\ufeff?\s*(<\?xml\s[^>]*?(encoding=[\"'](?P<encoding>[^\"']*)[\"'][^>]*)?\?>)?"
)
_INSIDE = re.compile(r"url\([\"']?#")
_OUTSIDE = re.compile(r"url\(|@import|javascript:|data:|\\")
_MAX_BYTES = 200_000


def check_svg(file: IO[bytes]) -> None:
    """Refuse a drawing that could run a script or fetch something from elsewhere.

    Raises: ``ValidationError`` with the sentence the uploader reads.
    """
    file.seek(0)
    content = file.read(_MAX_BYTES + 1)
    file.seek(0)
    if len(content) > _MAX_BYTES:
        raise ValidationError(_("This drawing is too large. Please simplify it."))
    for element in _parsed(content).iter():
        _check_element(element)


def _parsed(content: bytes) -> Element:
    """Return the drawing's outermost element.

    Raises: ``ValidationError`` where it is no plain UTF-8 SVG. An instruction such as
    ``xml-stylesheet`` never reaches the parser's tree, so it is looked for before.
    """
    try:
        text = content.decode("utf-8")
        prologue = _PROLOGUE.match(text)
        encoding = prologue["encoding"] or "utf-8"
        rest = text[prologue.end() :]
        root = fromstring(rest, forbid_dtd=True)
    except (UnicodeError, ParseError, DefusedXmlException) as problem:
        raise ValidationError(
            _("This file cannot be read as an SVG drawing. Please export it again.")
        ) from problem
    if encoding.lower() != "utf-8" or "<?" in rest or root.tag != f"{{{_SVG}}}svg":
        raise ValidationError(
            _("This file is not a plain SVG drawing. Please export it again.")
        )
    return root


def _check_element(element: Element) -> None:
    namespace, _brace, name = str(element.tag).removeprefix("{").rpartition("}")
    known = name in _DRAWS if namespace == _SVG else _is_note(namespace)
    if not known:
        raise ValidationError(
            _("Drawings with “%(name)s” are not taken. Please remove it."),
            params={"name": name[:40]},
        )
    attributes = {
        key.rpartition("}")[2].lower(): v for key, v in element.attrib.items()
    }
    if any(key.startswith("on") for key in attributes):
        raise ValidationError(_("Drawings that run scripts are not taken."))
    words = [*attributes.values(), (element.text or "") if name == "style" else ""]
    target = attributes.get("href", "#")
    if not target.startswith("#") or any(map(_points_outside, words)):
        raise ValidationError(_("Drawings that fetch something else are not taken."))


def _is_note(namespace: str) -> bool:
    return any(namespace.startswith(start) for start in _NOTES_OF_EDITORS)


def _points_outside(text: str) -> bool:
    """Return whether a value names something outside the drawing itself."""
    text = "".join(text.lower().split())
    return bool(_OUTSIDE.search(_INSIDE.sub("", text)))
