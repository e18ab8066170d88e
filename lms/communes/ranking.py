"""How well a place fits what was typed."""

import re

from lms.communes.models import COMMUNE_KINDS, Kind, Unit
from lms.lib.text import fold, spelling

_SIGNS = re.compile(r"[\W_]+")
_SCATTERED = 5  # the words stand here and there, around the name
_OF_KIND = {Kind.PROVINCE: 1, Kind.DISTRICT: 2, Kind.HAMLET: 3}
_OF_KIND |= dict.fromkeys(COMMUNE_KINDS, 0)


class Asked:
    """A cleaned line that was typed, in the three ways it is compared."""

    def __init__(self, text: str) -> None:
        self.typed = _SIGNS.sub(" ", text.lower()).strip()
        self.spelled = spelling(self.typed)
        self.folded = fold(self.typed)


def ranked(units: list[Unit], asked: Asked) -> list[Unit]:
    """Return the units, the best first.

    Those in which the words only stand here and there are left out where any other
    fits better: who looks for Ngổ Luông has no use for Ngọc Lương.
    """
    ranks = {unit: _rank(unit, asked) for unit in units}
    in_order = sorted(units, key=ranks.__getitem__)
    good = [unit for unit in in_order if ranks[unit][0] < _SCATTERED]
    return good or in_order


def _rank(unit: Unit, asked: Asked) -> tuple:
    """Return what to sort by, the best first.

    The name itself before others; then the words typed with all their marks; then
    what is in force before what was, communes before the rest, Vietnamese order.
    """
    return (
        _level(unit, asked),
        -_words_as_spelled(unit, asked),
        unit.valid_until is not None,
        _OF_KIND[unit.kind],
        unit.sort_name,
        unit.code,
        unit.path,
    )


def _level(unit: Unit, asked: Asked) -> int:
    """Return 0 for exactly the name, and more the less of it was typed."""
    names = [_SIGNS.sub(" ", name).lower() for name in _names(unit)]
    spelled = [spelling(name) for name in names]
    folded = [fold(name) for name in names]
    if asked.spelled in spelled:
        return 0
    if _begins(names, asked.typed) or _begins_with(spelled, asked.spelled):
        return 1
    if asked.folded in folded:
        return 2
    if _begins(folded, asked.folded) or _begins_with(folded, asked.folded):
        return 3
    in_one_piece = f" {asked.folded} " in f" {fold(_around(unit))} "
    return 4 if in_one_piece else _SCATTERED


def _names(unit: Unit) -> list[str]:
    other = [unit.also_written, f"{unit.kind_word} {unit.also_written}"]
    return [unit.name, unit.label, *(other if unit.also_written else [])]


def _begins(names: list[str], typed: str) -> bool:
    """Return whether a name begins with what was typed."""
    return any(name.startswith(typed) for name in names)


def _begins_with(names: list[str], typed: str) -> bool:
    """Return whether what was typed begins with a name and goes on from there."""
    return any(typed.startswith(f"{name} ") for name in names)


def _words_as_spelled(unit: Unit, asked: Asked) -> int:
    known = set(spelling(_around(unit)).split())
    return sum(word in known for word in asked.spelled.split())


def _around(unit: Unit) -> str:
    """Return all names by which the unit can be found, without signs."""
    above = [each.label for each in unit.lineage()]
    return _SIGNS.sub(" ", " ".join([*_names(unit), unit.former_names, *above]))
