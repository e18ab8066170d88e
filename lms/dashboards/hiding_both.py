"""Hides in two readings of the same people what either would tell of the other."""

from collections.abc import Iterable
from uuid import UUID

from lms.dashboards.reports import Report


def hide_both(then: Report, now: Report, overlaps: Iterable[tuple[UUID, UUID]]) -> None:
    """Hide a line's figure wherever one it shares a hamlet with is hidden.

    Of two hamlets that became one, the sum in the new units would tell the one that is
    hidden in the old. Once what overlaps is hidden together, either reading tells of
    the hidden lines nothing but the same sums.
    """
    old = {line.unit.pk: line.hidden for line in then.lines}
    new = {line.unit.pk: line.hidden for line in now.lines}
    pairs = [(old[before], new[after]) for before, after in overlaps]
    while any(one != other for one, other in pairs):
        for one, other in pairs:
            one |= other
            other |= one
    then.total.hidden |= now.total.hidden
    now.total.hidden |= then.total.hidden
