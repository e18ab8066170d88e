"""Reads outlines from a GeoJSON file: looked through before anything is kept."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from lms.communes.errors import FileUnreadable
from lms.communes.plane import Spot, spot

LARGEST = 50_000_000  # bytes; the whole country in fine lines has less
FEATURES = 20_000
POINTS = 2_000_000
WEST, SOUTH, EAST, NORTH = 102.0, 6.0, 118.0, 24.0  # Việt Nam with its islands
# Points are moved onto a grid, coarser until a map of a province stays light. What
# neighbours share is moved alike: no gap opens between them.
GRIDS = (1, 2, 4, 8)
POINTS_A_UNIT = 80

Ring = list[Spot]


@dataclass(frozen=True)
class Shape:
    """The outline of the unit of a code: its rings, islands and holes alike."""

    code: str
    rings: tuple[tuple[Spot, ...], ...]

    @property
    def path(self) -> str:
        """Return it as SVG draws it: each ring from its first point on, closed."""
        return "".join(f"M{_steps(ring)}z" for ring in self.rings)

    @property
    def edges(self) -> tuple[int, int, int, int]:
        """Return left, top, right and bottom of the box around it."""
        across = [x for ring in self.rings for x, _y in ring]
        down = [y for ring in self.rings for _x, y in ring]
        return min(across), min(down), max(across), max(down)


def read_outlines(file: Path) -> list[Shape]:
    """Return the outlines in a file, each reduced to what a map of a province needs.

    Raises: `FileUnreadable`, with the sentence that says what is wrong and where.
    """
    exact = dict(_features(_json(file)))
    if not exact:
        raise FileUnreadable(_("There is no outline in this file."))
    drawn: list[Shape] = []
    for grid in GRIDS:
        coarser = [Shape(code, _on_grid(rings, grid)) for code, rings in exact.items()]
        if drawn and not all(shape.rings for shape in coarser):
            break
        drawn = coarser
        points = sum(len(ring) for shape in drawn for ring in shape.rings)
        if points <= POINTS_A_UNIT * len(drawn):
            break
    for shape in drawn:
        if not shape.rings:
            raise _wrong(shape.code, _("it is too small to be drawn."))
    return drawn


def _json(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST:
            raise FileUnreadable(_("This file is too large: at most 50 MB, please."))
        return json.loads(file.read_text("utf-8-sig"), parse_constant=_no_number)
    except OSError as problem:
        raise FileUnreadable(_("This file cannot be read.")) from problem
    except (ValueError, RecursionError) as problem:
        raise FileUnreadable(_("This is not a file in GeoJSON.")) from problem


def _no_number(name: str) -> None:
    """Refuse NaN and Infinity, which Python would read and no map can draw."""
    raise ValueError(name)


def _features(data: Any) -> Iterator[tuple[str, list[Ring]]]:
    """Give each unit's code with its rings."""
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        raise FileUnreadable(_("This is not a file in GeoJSON."))
    if len(features) > FEATURES:
        raise FileUnreadable(_("There are too many outlines in this file."))
    seen: set[str] = set()
    points = 0
    for number, feature in enumerate(features, start=1):
        code = _code(feature, number)
        if code in seen:
            raise _wrong(code, _("it stands in the file twice."))
        seen.add(code)
        rings = list(_rings(feature.get("geometry"), code))
        points += sum(map(len, rings))
        if points > POINTS:
            raise FileUnreadable(_("There are too many points in this file."))
        yield code, rings


def _code(feature: Any, number: int) -> str:
    about = feature.get("properties") if isinstance(feature, dict) else None
    code = about.get("code") if isinstance(about, dict) else None
    fits = isinstance(code, str) and len(code) <= 8 and code.isascii()
    if not (fits and code.isdigit()):
        raise FileUnreadable(
            _("Outline %(number)d has no code: digits, as text, in “code”.")
            % {"number": number}
        )
    return code


def _rings(geometry: Any, code: str) -> Iterator[Ring]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise _wrong(code, _("it is neither a Polygon nor a MultiPolygon."))
    inside = geometry.get("coordinates")
    for polygon in [inside] if kind == "Polygon" else _list(inside, code):
        for ring in _list(polygon, code):
            points = [_point(each, code) for each in _list(ring, code)]
            if len(points) < 4 or points[0] != points[-1]:
                raise _wrong(code, _("one of its lines is not closed."))
            yield points


def _list(value: Any, code: str) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise _wrong(code, _("its points are not written as GeoJSON wants them."))
    return value


def _point(value: Any, code: str) -> Spot:
    """Return where a point lies on the sheet; a height is left aside."""
    numbers = _list(value, code)[:2]
    if len(numbers) != 2 or not all(_is_number(each) for each in numbers):
        raise _wrong(code, _("its points are not written as GeoJSON wants them."))
    east, north = numbers
    if not (WEST <= east <= EAST and SOUTH <= north <= NORTH):
        raise _wrong(
            code, _("a point lies outside Việt Nam. Longitude comes first, in degrees.")
        )
    return spot(east, north)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and isfinite(value)


def _wrong(code: str, what: str) -> FileUnreadable:
    return FileUnreadable(
        _("The outline of %(code)s: %(what)s") % {"code": code, "what": what}
    )


def _on_grid(rings: list[Ring], grid: int) -> tuple[tuple[Spot, ...], ...]:
    """Return the rings with their points on a grid, without those that add nothing."""
    moved = ([_snapped(point, grid) for point in ring] for ring in rings)
    return tuple(kept for ring in moved if len(kept := _corners(ring)) > 2)


def _snapped(point: Spot, grid: int) -> Spot:
    return round(point[0] / grid) * grid, round(point[1] / grid) * grid


def _corners(ring: Ring) -> tuple[Spot, ...]:
    """Return the points at which a ring turns; of a straight line the two ends."""
    kept: Ring = []
    for point in ring[:-1]:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    while len(kept) > 2 and _straight(kept[-2], kept[-1], kept[0]):
        kept.pop()
    return tuple(kept)


def _straight(one: Spot, two: Spot, three: Spot) -> bool:
    (ax, ay), (bx, by), (cx, cy) = one, two, three
    return (bx - ax) * (cy - ay) == (by - ay) * (cx - ax)


def _steps(ring: tuple[Spot, ...]) -> str:
    """Return a ring as one place and the steps from there: short, whole numbers."""
    first, *rest = ring
    steps, before = [f"{first[0]} {first[1]}l"], first
    for point in rest:
        steps.append(f"{point[0] - before[0]} {point[1] - before[1]} ")
        before = point
    return "".join(steps).rstrip()
