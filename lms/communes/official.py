"""Reads the official lists of units and checks them, before a row is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from lms.communes.errors import FileUnreadable, LoadRefused, Problem
from lms.communes.models import COMMUNE_KINDS, KIND_WORDS, Kind, Share
from lms.communes.tables import Row, read_table
from lms.lib.text import TextError, clean_line, spelling

Key = tuple[str, date | None]  # code and first day: a code alone is used again

_DIGITS = {Kind.PROVINCE: 2, Kind.DISTRICT: 3}
_COMMUNE_DIGITS = 5
_DISTRICT_WORDS = {"district": "huyện", "city": "thành phố", "town": "thị xã"}
_OF_COMMUNES = ["commune_code", "commune_full_name", "commune_type", "commune_name"]
_OF_PROVINCES = ["province_code", "province_name"]
_OF_DISTRICTS = ["district_code", "district_name", "district_type"]
_OF_OLD_UNITS = [*_OF_PROVINCES, *_OF_DISTRICTS, *_OF_COMMUNES, "valid_to"]
_OF_NEW_UNITS = [*_OF_PROVINCES, *_OF_COMMUNES, "valid_from"]
_OF_PAIRS = ["old_commune_code", "old_commune_full_name"]
_OF_PAIRS += ["new_commune_code", "new_commune_full_name", "share"]


class _Refused(Exception):
    """One line cannot be taken; the message says why."""


@dataclass(frozen=True)
class Place:
    """A unit as the lists have it."""

    code: str
    kind: Kind
    kind_word: str
    name: str
    parent: Key | None
    valid_from: date | None
    valid_until: date | None
    row: Row = field(compare=False)
    also_written: str = ""

    @property
    def key(self) -> Key:
        return self.code, self.valid_from

    @property
    def label(self) -> str:
        return f"{self.kind_word} {self.name}"

    def is_called(self, full_name: str) -> bool:
        """Return whether this is a spelling of its name with the word before it."""
        other = f"{self.kind_word} {self.also_written}"
        return spelling(full_name) in {spelling(self.label), spelling(other)}


@dataclass(frozen=True)
class Pair:
    """An old unit and one that it became or went into."""

    old: Place
    new: Place
    share: Share
    on: date
    row: Row


@dataclass
class Lists:
    """What the files say: places, those above before those below, and pairs."""

    places: dict[Key, Place] = field(default_factory=dict)
    pairs: dict[tuple[Key, Key], Pair] = field(default_factory=dict)
    ended: dict[tuple[str, date], Place] = field(default_factory=dict)

    def add(self, place: Place, *, once: bool) -> None:
        """Take a place in; those above communes stand in many lines, and must agree."""
        known = self.places.setdefault(place.key, place)
        if known is not place and (once or known != place):
            raise _Refused(
                _("The code %(code)s already stands for %(unit)s.")
                % {"code": place.code, "unit": known.label}
            )
        if place.valid_until:
            self.ended[place.code, place.valid_until] = place


def read_lists(folder: Path) -> Lists:
    """Return what the lists in a folder say.

    Raises: ``FileUnreadable`` where a list is missing or no table; ``LoadRefused``
    with every line that is wrong.
    """
    lists = Lists()
    problems: list[Problem] = []
    for pattern, columns, take in _KINDS_OF_LISTS:
        for path in _files(folder, pattern):
            for row in read_table(path, columns):
                try:
                    take(lists, row)
                except _Refused as reason:
                    problems.append(row.problem(str(reason)))
    problems += _wrong_shares(lists)
    if problems:
        raise LoadRefused(problems)
    return lists


def _files(folder: Path, pattern: str) -> list[Path]:
    paths = sorted(folder.glob(pattern))
    if not paths:
        raise FileUnreadable(
            _("%(folder)s holds no file named like %(pattern)s.")
            % {"folder": folder, "pattern": pattern}
        )
    return paths


def _take_old_unit(lists: Lists, row: Row) -> None:
    """A commune with its district and province, all in force until the same day."""
    until = _day(row["valid_to"])
    province = _province(row, None, until)
    district = _district(row, province.key, until)
    lists.add(province, once=False)
    lists.add(district, once=False)
    lists.add(_commune(row, district.key, None, until), once=True)


def _take_new_unit(lists: Lists, row: Row) -> None:
    """A commune with its province, both in force from the same day."""
    begins = _day(row["valid_from"])
    province = _province(row, begins, None)
    lists.add(province, once=False)
    lists.add(_commune(row, province.key, begins, None), once=True)


def _take_pair(lists: Lists, row: Row) -> None:
    """An old unit and a new one, of the day that stands in the name of the file."""
    on = _day(re.sub(r".*-unit-mapping-|\.csv$", "", row.file))
    ended = lists.ended.get((row["old_commune_code"], on - timedelta(days=1)))
    begun = lists.places.get((row["new_commune_code"], on))
    old = _named(ended, row["old_commune_code"], row["old_commune_full_name"])
    new = _named(begun, row["new_commune_code"], row["new_commune_full_name"])
    if row["share"] not in Share.values:
        raise _Refused(
            _("The share must be whole or part, not “%(share)s”.")
            % {"share": row["share"]}
        )
    pair = Pair(old, new, Share(row["share"]), on, row)
    if lists.pairs.setdefault((old.key, new.key), pair) is not pair:
        raise _Refused(_("The same pair stands in an earlier line."))


_KINDS_OF_LISTS: list[tuple[str, list[str], Callable[[Lists, Row], None]]] = [
    ("*-units-until-*.csv", _OF_OLD_UNITS, _take_old_unit),
    ("*-units-from-*.csv", _OF_NEW_UNITS, _take_new_unit),
    ("*-unit-mapping-*.csv", _OF_PAIRS, _take_pair),
]


def _named(place: Place | None, code: str, full_name: str) -> Place:
    """Return the place of that code if it has that name, and refuse it if not.

    Codes are used again, so a pair that means the other period would pass unseen.
    """
    if place is None:
        raise _Refused(
            _("No unit of that time has the code “%(code)s”.") % {"code": code}
        )
    if not place.is_called(full_name):
        raise _Refused(
            _("The code %(code)s is %(unit)s in the list of units, not %(name)s.")
            % {"code": code, "unit": place.label, "name": full_name}
        )
    return place


def _wrong_shares(lists: Lists) -> list[Problem]:
    """Return the units that went whole into several, or in part into one only."""
    of_old: dict[Key, list[Pair]] = {}
    for (old, _new), pair in lists.pairs.items():
        of_old.setdefault(old, []).append(pair)
    return [
        pairs[-1].row.problem(
            _("%(unit)s must go whole into one unit, or in part into several.")
            % {"unit": pairs[-1].old.label}
        )
        for pairs in of_old.values()
        if {pair.share for pair in pairs}
        != {Share.WHOLE if len(pairs) == 1 else Share.PART}
    ]


def _province(row: Row, begins: date | None, until: date | None) -> Place:
    code = _code(row["province_code"], Kind.PROVINCE)
    name = _name(row["province_name"])
    return Place(code, Kind.PROVINCE, "tỉnh", name, None, begins, until, row)


def _district(row: Row, province: Key, until: date) -> Place:
    word = _DISTRICT_WORDS.get(row["district_type"])
    if word is None:
        raise _Refused(
            _("“%(kind)s” is no kind of district.") % {"kind": row["district_type"]}
        )
    code = _code(row["district_code"], Kind.DISTRICT)
    name = _name(row["district_name"])
    return Place(code, Kind.DISTRICT, word, name, province, None, until, row)


def _commune(row: Row, parent: Key, begins: date | None, until: date | None) -> Place:
    if row["commune_type"] not in COMMUNE_KINDS:
        raise _Refused(
            _("“%(kind)s” is no kind of commune.") % {"kind": row["commune_type"]}
        )
    kind = Kind(row["commune_type"])
    word = KIND_WORDS[kind][0]
    name = _name(row["commune_name"])
    if spelling(row["commune_full_name"]) != spelling(f"{word} {name}"):
        raise _Refused(
            _("The full name “%(full)s” is not %(word)s %(name)s.")
            % {"full": row["commune_full_name"], "word": word, "name": name}
        )
    code = _code(row["commune_code"], kind)
    other = row["also_written"] if "also_written" in row.cells else ""
    other = re.sub(rf"^{word}\s+", "", other, flags=re.IGNORECASE)
    return Place(code, kind, word, name, parent, begins, until, row, other)


def _code(typed: str, kind: Kind) -> str:
    digits = _DIGITS.get(kind, _COMMUNE_DIGITS)
    if not typed:
        raise _Refused(_("A code is missing: %(kind)s.") % {"kind": kind.label})
    if not re.fullmatch(rf"[0-9]{{{digits}}}", typed):
        raise _Refused(
            _("The code “%(code)s” must have %(digits)d digits, leading zeros too.")
            % {"code": typed, "digits": digits}
        )
    return typed


def _name(typed: str) -> str:
    try:
        return clean_line(typed, 80, required=True)
    except TextError as problem:
        raise _Refused(problem.for_resident) from problem


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as problem:
        raise _Refused(
            _("“%(day)s” is no day. Write it as 2025-07-01.") % {"day": typed}
        ) from problem
