"""Finds the hamlets of a commune by the names that lists call them, old ones too."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from lms.communes.models import Unit, UnitSuccession
from lms.communes.services.tracing import trace
from lms.learners.rosters.remarks import Remark
from lms.lib.text import fold, search_words, spelling

_PARTS = re.compile(r"[,;/\n]|\s[-–]\s")
_SHORT = re.compile(r"^(?:x|t|b|k|tk|tdp|tđp)(?:\.\s*|\s+)(?=\S)", re.IGNORECASE)
_KIND = re.compile(
    r"^(?:xóm|thôn|bản|khu|tiểu khu|tổ dân phố|tổ|ấp)\s+(?=\S)", re.IGNORECASE
)
_ZEROS = re.compile(r"\b0+(?=\d)")
NEAREST = 3
_ALIKE = 0.6


@dataclass(frozen=True)
class Found:
    """A hamlet of today with what is worth a look, or the reason there is none."""

    hamlet: Unit | None = None
    remark: Remark | None = None
    refusal: Remark | None = None


@dataclass(frozen=True)
class _Known:
    """One hamlet, of today or of once, and those of today that it is now."""

    unit: Unit
    now: tuple[Unit, ...]


class Hamlets:
    """The hamlets of a commune by name: those of today first, then those they were.

    Six queries, however many names are asked about.
    """

    def __init__(self, commune: Unit, *, on: date) -> None:
        there = Unit.objects.on(on).hamlets().filter(parent=commune)
        self.today = list(there.in_order().select_related("parent"))
        self.known = [_Known(unit, (unit,)) for unit in self.today]
        self.former = list(_former(commune, on))
        self.by_id: dict[UUID, Unit] = {unit.pk: unit for unit in self.today}
        self.answers: dict[tuple[str, str], Found] = {}

    def find(self, text: str, commune: str = "") -> Found:
        """Return the hamlet that a list calls so; ``commune`` may be an old one."""
        if not text:
            return Found(refusal=Remark("hamlet_missing"))
        asked = text, commune
        if asked not in self.answers:
            self.answers[asked] = self._find(text, commune)
        return self.answers[asked]

    def _find(self, text: str, commune: str) -> Found:
        around = fold(f"{text} {commune}")
        for part in [text, *_PARTS.split(text)]:
            for known in (self.known, self.former):
                for way in (spelling, fold):
                    if fit := _called(part, known, way):
                        return _answer(text, fit, way, around)
        return Found(refusal=self._unknown(text))

    def _unknown(self, text: str) -> Remark:
        names = {_bare(unit.label, fold): unit for unit in self.today}
        near = get_close_matches(_bare(text, fold), names, NEAREST, _ALIKE)
        if not near:
            return Remark("hamlet_unknown", text)
        return Remark("hamlet_nearest", text, _listed(names[each] for each in near))


def _former(commune: Unit, on: date) -> Iterable[_Known]:
    """Give the hamlets that became, wholly or in part, hamlets of this commune."""
    above, frontier = {commune.pk}, {commune.pk}
    while frontier:
        links = UnitSuccession.objects.filter(new__in=frontier)
        frontier = set(links.values_list("old", flat=True)) - above
        above |= frontier
    then = Unit.objects.hamlets().filter(parent__in=above, valid_until__lt=on)
    units = list(then.select_related("parent"))
    for unit_id, traced in trace(units, to=on).items():
        now = tuple(u for u in traced.among if u.parent_id == commune.pk)
        if now:
            yield _Known(next(u for u in units if u.pk == unit_id), now)


def _called(part: str, known: list[_Known], way: Callable[[str], str]) -> list[_Known]:
    """Return those of this name: with the word before it, else without."""
    whole, bare = _tidy(part, way), _bare(part, way)
    labelled = [k for k in known if _tidy(k.unit.label, way) == whole]
    if labelled or not bare:
        return labelled
    named = [k for k in known if _bare(k.unit.label, way) == bare]
    return named or [k for k in known if _tidy(k.unit.also_written, way) == whole != ""]


def _answer(
    text: str, fit: list[_Known], way: Callable[[str], str], around: str
) -> Found:
    """Return the one hamlet; where there are several, the commune named may tell."""
    if len(fit) > 1:
        fit = [k for k in fit if fold(k.unit.parent.name) in around] or fit
    now = {unit.pk: unit for known in fit for unit in known.now}
    if len(now) > 1:
        return Found(refusal=Remark("hamlet_several", text, _listed(now.values())))
    (hamlet,) = now.values()
    if fit[0].unit.pk != hamlet.pk:
        return Found(hamlet, Remark("hamlet_was", text, str(hamlet)))
    if way is fold:
        return Found(hamlet, Remark("hamlet_read", text, str(hamlet)))
    return Found(hamlet)


def _tidy(text: str, way: Callable[[str], str]) -> str:
    """Return the words alone, numbers without zeros in front."""
    words = way(_SHORT.sub("", text.strip(" .:")))
    if way is fold:
        words = " ".join(search_words(words))
    return _ZEROS.sub("", " ".join(words.split()))


def _bare(text: str, way: Callable[[str], str]) -> str:
    return _tidy(_KIND.sub("", text.strip()), way)


def _listed(units: Iterable[Unit]) -> str:
    return ", ".join(str(unit) for unit in units)
