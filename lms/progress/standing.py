"""How independently something was done, where it was done more than once.

With help is less than alone, and alone less than checked: with help it is seen that
two can do it together; alone rests on the resident's own word; checked was done in
front of a helper who kept silent.
"""

from collections.abc import Iterable

from lms.lib.facts import HowWitnessed, Witness

INDEPENDENCE = (Witness.HELPED, Witness.ALONE, Witness.CHECKED)


def is_more_independent(how: HowWitnessed, than: HowWitnessed) -> bool:
    """Return whether the one way shows more of the resident than the other."""
    return _independence(how) > _independence(than)


def most_independent(ways: Iterable[HowWitnessed]) -> HowWitnessed:
    """Return how one thing stands that was done in these ways, at least one."""
    return max(ways, key=_independence)


def ranked(ways: Iterable[HowWitnessed]) -> list[HowWitnessed]:
    """Return the ways with the most independent first."""
    return sorted(ways, key=_independence, reverse=True)


def least_independent(parts: Iterable[HowWitnessed]) -> HowWitnessed:
    """Return how a whole was done: one helped part makes it helped.

    It is checked only where every part was; a mixture of alone and checked is alone.
    """
    return min(parts, key=_independence, default=HowWitnessed())


def _independence(how: HowWitnessed) -> int:
    return INDEPENDENCE.index(Witness(how.witness))
