"""What of a report is told outside its commune: whole fives, and only some figures.

A count told exactly in two reports tells their difference, and a difference of two
people points at them however large the counts are. So outside a commune each count is
told rounded down to a whole five: 0 stands for none to four, 10 for ten to fourteen.
Whatever is told, in however many reports, then leaves every single count five values,
and every change between two reports five at least: from none to four where the same
number is told twice.

That holds because those told lie in one another: whoever has a certificate has begun,
whoever has begun is registered. What adds up to another figure is left out, or one
could reckon: hamlets (they add up to the commune), courses (whoever is certified has
completed one), the three ways, certificates, what is new.
Argued in docs/adr/0018, tried in tests/lms/dashboards/periods/test_fives.py.
"""

from typing import Any

from lms.dashboards.figures import share_of
from lms.dashboards.hiding import SMALL
from lms.dashboards.periods.content import Content

TOLD = ("registered", "started", "certified")
KEPT = ("format", "period", "commune", "province", "definitions")


def fives(count: int) -> int:
    """Return the count rounded down to a whole five."""
    return count - count % SMALL


def told_outside(content: Content) -> Content:
    """Return what of a report may be told outside its commune."""
    total = content["total"]
    told = {**total, "figures": _figures(total["figures"])}
    kept = {key: content[key] for key in KEPT}
    return {**kept, "courses": {}, "places": [], "total": told}


def _figures(known: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {key: fives(known[key] or 0) for key in TOLD}
    adults, covered = known["adults"], fives(known["covered"] or 0)
    share = share_of(covered, adults) if adults else None
    return {**told, "adults": adults, "share": share}
