"""Finds places as people say them: with or without marks, by old and new names."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

from django.db.models import Case, Value, When

from lms.communes.histories import became, formed_from, is_former, links_of, successors
from lms.communes.models import COMMUNE_KINDS, Kind, Unit
from lms.communes.ranking import Asked, ranked
from lms.lib.text import clean_line, fold, search_words

_LONGEST = 100  # characters looked at; no place is called longer, with all above it
_MOST_WORDS = 12
_LOOKED_AT = 200  # units ranked one by one for a question

_SPELT_OUT = {
    "tp": "thành phố",
    "tx": "thị xã",
    "h": "huyện",
    "tt": "thị trấn",
    "p": "phường",
    "x": "xã",
    "tk": "tiểu khu",
    "tdp": "tổ dân phố",
}
_SHORT_WORD = re.compile(r"(t[pxtk]|tdp|tđp|[hpx])(?:\.\s*|\s+)(?=\w)", re.IGNORECASE)


@dataclass(frozen=True)
class FoundUnit:
    """A unit with what tells it from others of its name.

    ``beside`` names what it lies in; ``note`` what it became, or was formed from.
    """

    unit: Unit
    name: str
    beside: str
    note: str
    is_former: bool


def find_units(
    text: str,
    *,
    on: date | None = None,
    kinds: Collection[str] | None = None,
    limit: int = 20,
    today: date | None = None,
) -> list[FoundUnit]:
    """Return the units that fit what was typed, the best first; two queries.

    Exact marks come first, then names that begin so, then both again without marks,
    then units known by what lies above or was before. ``on`` keeps the units in force
    that day, ``kinds`` those of some kinds. A unit that ended before ``today`` is a
    former one; without ``today``, each that has an end.
    """
    text = _spelt_out(clean_line(text[:_LONGEST], _LONGEST))
    words = search_words(text)[:_MOST_WORDS]
    if not words:
        return []
    units = Unit.objects.all() if on is None else Unit.objects.on(on)
    if kinds is not None:
        units = units.filter(kind__in=kinds)
    likely = units.matching(" ".join(words)).order_by(_likeliness(words), "sort_name")
    found = ranked(list(likely.with_address()[:_LOOKED_AT]), Asked(text))
    return _described(found[:limit], today=today)


def communes_with_hamlets(found: Iterable[FoundUnit], *, on: date) -> list[FoundUnit]:
    """Return the communes of that day that the found units are, lie in or became.

    Only those that have hamlets: elsewhere nobody can be at home yet. What each was
    formed from stands beside it, for people who know the old name.
    """
    units = [each.unit for each in found]
    links = links_of(units)
    communes = {
        commune.pk: commune
        for unit in units
        for commune in _communes_of(unit, on) or successors(unit, links)
        if commune.kind in COMMUNE_KINDS and commune.in_force_on(on)
    }
    hamlets = Unit.objects.on(on).hamlets().filter(parent__in=communes)
    inhabited = set(hamlets.values_list("parent", flat=True))
    kept = [commune for pk, commune in communes.items() if pk in inhabited]
    return [
        replace(each, beside="; ".join(filter(None, [each.beside, each.note])))
        for each in _described(kept, today=on)
    ]


def _spelt_out(text: str) -> str:
    """Return the text with a short word in front spelt out: *TP. Hòa Bình*."""
    short = _SHORT_WORD.match(text)
    return f"{_SPELT_OUT[fold(short[1])]} {text[short.end() :]}" if short else text


def _communes_of(unit: Unit, on: date) -> list[Unit]:
    """Return the commune of that day that a commune or a hamlet is or lies in."""
    commune = unit.parent if unit.kind == Kind.HAMLET else unit
    there = commune.kind in COMMUNE_KINDS and commune.in_force_on(on)
    return [commune] if there else []


def _described(units: list[Unit], *, today: date | None) -> list[FoundUnit]:
    """Return each unit with its surroundings and its history; one query for all."""
    links = links_of(units)
    return [_describe(unit, is_former(unit, today), links) for unit in units]


def _describe(unit: Unit, former: bool, links: list) -> FoundUnit:
    beside = ", ".join(above.label for above in unit.lineage()[1:])
    note = became(unit, links) if former else formed_from(unit, links)
    return FoundUnit(unit, str(unit), beside, note, former)


def _likeliness(words: list[str]) -> Case:
    """Order by how well the bare name fits, so that the best are among those read."""
    runs = {" ".join(words[a:b]) for a, b in combinations(range(len(words) + 1), 2)}
    whole = " ".join(words)
    return Case(
        When(search_name=whole, then=Value(0)),
        When(search_name__in=runs, then=Value(1)),
        When(search_name__startswith=whole, then=Value(2)),
        default=Value(3),
    )
