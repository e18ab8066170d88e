"""The communes of a province on a map, each with its share of adults."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lms.communes.locations import spots_of
from lms.communes.models import Outline, Unit
from lms.communes.plane import Spot
from lms.dashboards.charts.base import Chart, Seen, chart
from lms.dashboards.charts.shades import shade
from lms.dashboards.charts.tiles import laid_out
from lms.dashboards.figures import Figure
from lms.dashboards.reports import Line

PITCH, TILE = 40, 37
OUTLINED = 620  # units across, where real outlines are drawn
LETTERS = 36, 24  # units across and down that a number needs


@dataclass(frozen=True)
class Place:
    """A commune on the map: its number, its shade, and where both are drawn."""

    name: str
    url: str
    number: str
    level: str
    x: int
    y: int
    path: str = ""
    labelled: bool = True

    @property
    def words_at(self) -> Spot:
        """Return where the number stands: in a tile, or around a point inside."""
        return (self.x, self.y + 6) if self.path else (self.x + TILE // 2, self.y + 25)


@dataclass(frozen=True)
class Drawn:
    """All places on a sheet of a size; ``transform`` brings outlines onto it."""

    places: list[Place]
    width: int
    height: int
    transform: str = ""
    tile: int = TILE


@chart("map")
def map_of(seen: Seen) -> Chart | None:
    """Return the map: outlines where every commune has one, else tiles."""
    report = seen.report
    if report.unit.parent_id is not None:
        return None
    communes = list(Unit.objects.on(report.on).communes().filter(parent=report.unit))
    spots = spots_of(communes)
    outlines = _outlines(communes)
    lines = {line.unit.pk: line for line in report.lines}
    if outlines:
        drawn = _outlined(outlines, spots, lines)
    elif spots:
        drawn = _tiled([each for each in communes if each.pk in spots], spots, lines)
    else:
        return None
    return Chart(
        key="map",
        title=_("Share of adults by commune"),
        says=_("The table of communes says the same."),
        headings=[],
        rows=[],
        template="map",
        width=drawn.width,
        height=drawn.height,
        shapes=drawn,
    )


def _outlines(communes: list[Unit]) -> list[Outline]:
    """Return the outlines, if every commune has one: half a map would mislead."""
    below = Outline.objects.filter(unit__in=[each.pk for each in communes])
    found = list(below.select_related("unit"))
    return found if len(found) == len(communes) else []


def _tiled(
    communes: list[Unit], spots: Mapping[UUID, Spot], lines: Mapping[UUID, Line]
) -> Drawn:
    cells = laid_out({each.pk: spots[each.pk] for each in communes})
    places = [
        _place(
            each,
            lines.get(each.pk),
            PITCH * cells[each.pk][0],
            PITCH * cells[each.pk][1],
        )
        for each in communes
    ]
    columns, rows = (max(axis) + 1 for axis in zip(*cells.values(), strict=True))
    return Drawn(places, PITCH * columns, PITCH * rows)


def _outlined(
    outlines: list[Outline], spots: Mapping[UUID, Spot], lines: Mapping[UUID, Line]
) -> Drawn:
    left, top = min(o.left for o in outlines), min(o.top for o in outlines)
    right, bottom = max(o.right for o in outlines), max(o.bottom for o in outlines)
    scale = OUTLINED / max(right - left, 1)
    places = []
    for each in outlines:
        middle = (each.left + each.right) // 2, (each.top + each.bottom) // 2
        x, y = spots.get(each.unit_id, middle)
        at = round((x - left) * scale), round((y - top) * scale)
        box = (each.right - each.left) * scale, (each.bottom - each.top) * scale
        fits = box[0] > LETTERS[0] and box[1] > LETTERS[1]
        line = lines.get(each.unit_id)
        places.append(_place(each.unit, line, *at, path=each.path, labelled=fits))
    transform = f"scale({scale:.4f}) translate({-left} {-top})"
    return Drawn(places, OUTLINED, round((bottom - top) * scale), transform)


def _place(
    unit: Unit, line: Line | None, x: int, y: int, path: str = "", labelled: bool = True
) -> Place:
    share = line.figure("share") if line else Figure()
    url = reverse("dashboards:commune", args=[unit.code])
    number = str(share).removesuffix(" %")
    return Place(f"{unit}: {share}", url, number, shade(share), x, y, path, labelled)
