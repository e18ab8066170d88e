"""Keeps the outlines of units, as the operator's file has them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.communes.errors import FileUnreadable
from lms.communes.models import Kind, Outline, Unit
from lms.communes.outlines import read_outlines

EDGES = ("left", "top", "right", "bottom")


@dataclass(frozen=True)
class OutlineReport:
    """How many units have an outline now, which codes are none of today's, points."""

    loaded: int
    unknown: tuple[str, ...]
    points: int

    def sentences(self) -> list[str]:
        number = {"count": self.loaded, "points": self.points}
        told = [
            ngettext(
                "%(count)d outline loaded, drawn with %(points)d points.",
                "%(count)d outlines loaded, drawn with %(points)d points.",
                self.loaded,
            )
            % number
        ]
        if self.unknown:
            codes = ", ".join(self.unknown[:20]) + (" …" if self.unknown[20:] else "")
            told.append(_("Left out, no unit of today: %(codes)s") % {"codes": codes})
        return told


@transaction.atomic
def load_outlines(file: Path, *, at: datetime) -> OutlineReport:
    """Put the outlines of a file over those kept; units it does not name keep theirs.

    Raises: `FileUnreadable`; then nothing is written.
    """
    shapes = read_outlines(file)
    named = Unit.objects.on(timezone.localdate(at)).exclude(kind=Kind.HAMLET)
    units = {u.code: u for u in named.filter(code__in=[s.code for s in shapes])}
    known = [shape for shape in shapes if shape.code in units]
    if not known:
        raise FileUnreadable(_("None of these outlines belongs to a unit of today."))
    Outline.objects.bulk_create(
        (
            Outline(
                unit=units[shape.code],
                path=shape.path,
                loaded_at=at,
                **dict(zip(EDGES, shape.edges, strict=True)),
            )
            for shape in known
        ),
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["path", "loaded_at", *EDGES],
    )
    unknown = tuple(sorted({shape.code for shape in shapes} - units.keys()))
    points = sum(len(ring) for shape in known for ring in shape.rings)
    return OutlineReport(len(known), unknown, points)
