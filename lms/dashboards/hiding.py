"""Hides small counts from whoever looks from above, so that none can be worked out.

Inside a commune its officers know everybody anyway and see every number. Above it, a
count of one to four points at a person. Nought points at nobody and stays.

A hidden count could be had back by taking the others from the total, or by somebody
who knows this rule. So those hidden in a column are at least two, five or more
together, and neither all ones nor all fours; where they are not, the next smallest
count is hidden with them, and every other count like it. Which are hidden then depends
on the numbers alone: any of them could stand in any of the hidden places. Totals stay
exact, for a province answers for them. Rounding would have kept every cell, and no sum
right.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

SMALL = 5  # counts below it are hidden; nought is not

Key = TypeVar("Key", bound=Hashable)


def is_small(count: int) -> bool:
    return 0 < count < SMALL


def hidden_in(
    column: Mapping[Key, int], *, total_shown: bool = True, also: Collection[Key] = ()
) -> set[Key]:
    """Return the keys of one column whose counts are not to be shown.

    ``also`` are to be hidden whatever they count. ``total_shown`` is false where the
    sum itself is hidden further up: one hidden count is then enough, and there has to
    be one, or the sum could be added up again.
    """
    hidden = {key for key, count in column.items() if is_small(count)} | {*also}
    hides = [column[key] for key in hidden]
    enough = _keep_each_other(hides) if hidden and total_shown else bool(hidden)
    if enough or (total_shown and not hidden):
        return hidden
    others = [count for key, count in column.items() if count and key not in hidden]
    company = min(others, default=None)
    return hidden | {key for key, count in column.items() if count == company}


def gives_away(column: Collection[int]) -> bool:
    """Return whether these counts follow from their sum, whatever is hidden of them.

    So where two hamlets have four each, a total of eight says it all.
    """
    people = [count for count in column if count]
    if not people or any(count >= SMALL for count in people):
        return False
    return not _keep_each_other(people)


def _keep_each_other(hidden: Collection[int]) -> bool:
    """Return whether none of these counts follows from their sum."""
    number, together = len(hidden), sum(hidden)
    extreme = together == number or together == number * (SMALL - 1)
    return number > 1 and together >= SMALL and not extreme
