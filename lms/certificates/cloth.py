"""The woven band of a certificate, and one star of it, as pictures.

Our own drawing after the waistband of a Mường skirt: stars of eight petals in
lozenges, hooks between them, a row of stitches and a row of teeth on either side.
``design/band.txt`` is the weaver's chart of a quarter, from the heart of a star to the
heart of a hook: ``.`` is the ground, ``o`` ochre, ``w`` white, ``_`` no cloth.

Pictures and not shapes: drawn as 15,000 stitches, a certificate took 30 times as long
and 170 KB.
"""

from functools import cache
from io import BytesIO
from itertools import product
from pathlib import Path

from PIL import Image

FOREST, OCHRE, WHITE = b"\x17\x40\x2f", b"\xe2\xa3\x3a", b"\xff\xff\xff"
LOZENGES = 20  # across the band
HOOK = 6  # stitches of a hook on either side of its heart: the band ends with a whole
REACH = 12  # stitches from the heart of a star to the tip of its lozenge
PIXELS = 4  # a stitch: it stays sharp in viewers that blur what they enlarge


@cache
def band() -> bytes:
    """Return the band as PNG: the chart mirrored downwards and sideways, repeated."""
    chart = _chart()
    half = len(chart[0]) - 1
    threads = {".": FOREST, "o": OCHRE, "w": WHITE, "_": WHITE}
    across = range(-HOOK, 2 * half * LOZENGES + HOOK + 1)
    down = range(1 - len(chart), len(chart))
    stitches = [
        threads[chart[abs(y)][abs(half - x % (2 * half))]]
        for y, x in product(down, across)
    ]
    return _woven(stitches, width=len(across))


@cache
def star() -> bytes:
    """Return one lozenge with its star as PNG, embroidered on white."""
    chart = _chart()
    threads = {".": WHITE, "o": OCHRE, "w": FOREST}
    around = range(-REACH, REACH + 1)
    stitches = [
        threads[chart[abs(y)][abs(x)]] if abs(x) + abs(y) <= REACH else WHITE
        for y, x in product(around, around)
    ]
    return _woven(stitches, width=len(around))


def _chart() -> list[str]:
    return (Path(__file__).parent / "design" / "band.txt").read_text().split()


def _woven(stitches: list[bytes], *, width: int) -> bytes:
    """Return the PNG of a cloth whose rows are ``width`` stitches long."""
    size = (width, len(stitches) // width)
    cloth = Image.frombytes("RGB", size, b"".join(stitches))
    cloth = cloth.resize((size[0] * PIXELS, size[1] * PIXELS), Image.Resampling.NEAREST)
    png = BytesIO()
    cloth.save(png, "PNG")
    return png.getvalue()
