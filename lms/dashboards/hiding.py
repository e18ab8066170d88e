"""Hides small counts from whoever looks from above, so that none can be worked out.

Inside a commune its officers know everybody anyway and see every number. Above it, a
count of one to four points at a person. Nought points at nobody and stays.

A hidden count could be had back by taking the others from the total. So in each column
either none is hidden or at least two are, and those hidden are five or more together;
the next smallest is hidden with them where need be. All carry the same mark, which does
not tell a small count from one hidden for its sake. Totals stay exact: a province
answers for them. Rounding would have kept every cell, and no sum right.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALL = 5  # counts below it are hidden; nought is not

Key = TypeVar("Key", bound=Hashable)


def is_small(count: int) -> bool:
    return 0 < count < SMALL


def hidden_in(column: Mapping[Key, int], *, total_shown: bool = True) -> set[Key]:
    """Return the keys of one column whose counts are not to be shown.

    ``total_shown`` is false where the sum is itself hidden further up: then one hidden
    count is enough, and there has to be one, or the sum could be added up again.
    """
    hidden = {key for key, count in column.items() if is_small(count)}
    others = sorted(
        (key for key, count in column.items() if count >= SMALL), key=column.__getitem__
    )
    wants_company = (hidden and total_shown) or (not hidden and not total_shown)
    for key in others if wants_company else ():
        if _safe(column, hidden, total_shown=total_shown):
            break
        hidden.add(key)
    return hidden


def _safe(column: Mapping[Key, int], hidden: set[Key], *, total_shown: bool) -> bool:
    if not total_shown:
        return bool(hidden)
    return len(hidden) > 1 and sum(column[key] for key in hidden) >= SMALL
