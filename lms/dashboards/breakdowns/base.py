"""What every breakdown is: counts of people by parts, hamlet by hamlet."""

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from lms.dashboards.inhabitants import Inhabitants
from lms.lib.registers import Register

Counted = tuple[UUID, str, str, int]  # hamlet, part, what is counted, how many
Breakdown = Callable[[Inhabitants], Iterator[Counted]]
Breakdowns = dict[str, dict[str, dict[str, int]]]  # by kind, part, what is counted

BREAKDOWNS: Register[Breakdown] = Register()


def breakdown(key: str) -> Callable[[Breakdown], Breakdown]:
    """File a breakdown under the key by which roll-ups keep it."""
    return BREAKDOWNS.add(key)


def broken_down(people: Inhabitants) -> dict[UUID, Breakdowns]:
    """Return every breakdown of every hamlet; parts without anybody are left out."""
    found: dict[UUID, Breakdowns] = {each: {} for each in people.hamlet_ids}
    for key, count in BREAKDOWNS.items():
        for hamlet_id, part, counted, number in count(people):
            if number:
                parts = found[hamlet_id].setdefault(key, {})
                sums = parts.setdefault(part, {})
                sums[counted] = sums.get(counted, 0) + number
    return found


def added(several: Iterable[Breakdowns]) -> Breakdowns:
    """Return what several places add up to, part by part."""
    total: Breakdowns = {}
    for breakdowns in several:
        for key, parts in breakdowns.items():
            for part, counts in parts.items():
                sums = total.setdefault(key, {}).setdefault(part, {})
                for counted, number in counts.items():
                    sums[counted] = sums.get(counted, 0) + number
    return total
