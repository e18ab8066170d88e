"""Lays places out as tiles of one size, each as near as can be to where it lies."""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from math import ceil, sqrt
from typing import TypeVar

from lms.communes.plane import Spot

Key = TypeVar("Key", bound=Hashable)
Cell = tuple[int, int]

ROOM = 1.25  # cells for each place: with fewer, places are pushed far from home
ROUNDS = 4


def laid_out(spots: Mapping[Key, Spot]) -> dict[Key, Cell]:
    """Return the column and row of each place; no two share one."""
    keys = list(spots)
    return dict(zip(keys, _cells(tuple(spots[key] for key in keys)), strict=True))


@lru_cache(maxsize=8)
def _cells(spots: tuple[Spot, ...]) -> tuple[Cell, ...]:
    """Return the cells of these spots, in their order.

    Whoever lies nearest the middle chooses first, so that gaps are left at the edge;
    then any two change places where both together come nearer home.
    """
    homes = _homes(spots)
    middle = tuple(sum(axis) / len(homes) for axis in zip(*homes, strict=True))
    inwards = sorted(range(len(homes)), key=lambda n: (_far(homes[n], middle), n))
    taken: dict[Cell, int] = {}
    for n in inwards:
        taken[_nearest_free(homes[n], taken)] = n
    cells = [cell for cell, _n in sorted(taken.items(), key=lambda it: it[1])]
    for _round in range(ROUNDS):
        if not _exchanged(cells, homes):
            break
    left, top = (min(axis) for axis in zip(*cells, strict=True))
    return tuple((x - left, y - top) for x, y in cells)


def _homes(spots: tuple[Spot, ...]) -> list[tuple[float, float]]:
    """Return where the places lie, measured in cells."""
    across, down = zip(*spots, strict=True)
    wide, high = max(across) - min(across), max(down) - min(down)
    cell = sqrt(max(wide * high, 1) / (ROOM * len(spots)))
    return [((x - min(across)) / cell, (y - min(down)) / cell) for x, y in spots]


def _far(one: Iterable[float], other: Iterable[float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))


def _nearest_free(home: tuple[float, float], taken: Mapping[Cell, int]) -> Cell:
    """Return the nearest cell that nobody has, looked for ring by ring."""
    x, y = round(home[0]), round(home[1])
    for ring in range(ceil(sqrt(len(taken))) + 2):
        around = [
            (x + right, y + down)
            for right in range(-ring, ring + 1)
            for down in range(-ring, ring + 1)
        ]
        free = [cell for cell in around if cell not in taken]
        if free and ring:
            return min(free, key=lambda cell: (_far(cell, home), cell))
        if free:
            return free[0]
    raise AssertionError("among more cells than places one is free")


def _exchanged(cells: list[Cell], homes: list[tuple[float, float]]) -> bool:
    """Let any two that are close change places where that helps; return if any did."""
    better = False
    for one, two in combinations(range(len(cells)), 2):
        if abs(cells[one][0] - cells[two][0]) > 3:  # too far for both to gain
            continue
        now = _far(cells[one], homes[one]) + _far(cells[two], homes[two])
        then = _far(cells[two], homes[one]) + _far(cells[one], homes[two])
        if then < now - 1e-9:
            cells[one], cells[two] = cells[two], cells[one]
            better = True
    return better
