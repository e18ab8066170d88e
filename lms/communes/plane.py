"""A flat sheet for maps: where a point of the globe lies on it, in whole units.

Mercator's projection: shapes stay what they are, and north is up. One unit is about
100 metres in Việt Nam, so that a province is some thousand units wide.
"""

from math import asinh, degrees, radians, tan

UNITS_PER_DEGREE = 1_000

Spot = tuple[int, int]


def spot(longitude: float, latitude: float) -> Spot:
    """Return the place of a point: to the right, and down, as a screen counts."""
    north = degrees(asinh(tan(radians(latitude))))
    return round(longitude * UNITS_PER_DEGREE), -round(north * UNITS_PER_DEGREE)
