"""Says who of those here a line of a list is about: pure, quick, without a table.

*Exactly* somebody: the same name with its marks (wherever the tone mark sits), born in
the same year, in the same hamlet. *Likely* somebody: one of these is a little off, or
a phone or a household speaks for it; then a person decides. Everything is looked up by
key, so that ten thousand lines cost ten thousand look-ups and not a hundred million
comparisons.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from lms.lib.text import fold, spelling

MOST = 5  # people shown for one line
_FOR = {"phone", "household"}
_AGAINST = {"marks", "spelling", "year", "year_missing", "year_other", "hamlet"}


class Resident(NamedTuple):
    """Somebody who lives in the commune, with what they are told apart by."""

    id: UUID
    full_name: str
    folded: str
    birth_year: int
    hamlet_id: UUID
    phone: str
    sex: str
    household: str
    takes_part: bool


class Asked(NamedTuple):
    """What a line says of somebody; the year may be missing."""

    full_name: str
    birth_year: int | None
    hamlet_id: UUID | None
    phone: str = ""
    household: str = ""


class Candidate(NamedTuple):
    """Somebody whom a line may be about, and why; nothing but the sure where exact."""

    resident: Resident
    whys: tuple[str, ...] = ()


class People:
    """Residents, ready to be asked about."""

    def __init__(self, residents: Iterable[Resident]) -> None:
        self.by_name: dict[str, list[Resident]] = defaultdict(list)
        self.by_home: dict[tuple[UUID, int], list[Resident]] = defaultdict(list)
        self.by_phone: dict[str, list[Resident]] = defaultdict(list)
        for each in residents:
            self.add(each)

    def add(self, resident: Resident) -> None:
        self.by_name[resident.folded].append(resident)
        if resident.phone:
            self.by_phone[resident.phone].append(resident)
        self.by_home[resident.hamlet_id, resident.birth_year].append(resident)

    def find(self, asked: Asked) -> list[Candidate]:
        """Return whom a line may be about, the likeliest first.

        One candidate without a why is exactly that person. Of several of one name,
        year and hamlet nobody can say which: each is one of several.
        """
        folded, spelled = fold(asked.full_name), spelling(asked.full_name)
        found = {c.resident.id: c for c in self._candidates(asked, folded, spelled)}
        exact = [each for each in found.values() if not each.whys]
        if len(exact) == 1:
            return exact
        if exact:
            return [Candidate(each.resident, ("several",)) for each in exact][:MOST]
        return sorted(found.values(), key=_unlikeliness)[:MOST]

    def _candidates(
        self, asked: Asked, folded: str, spelled: str
    ) -> Iterator[Candidate]:
        for each in self.by_name.get(folded, ()):
            marks = () if spelling(each.full_name) == spelled else ("marks",)
            whys = (*marks, *_off(asked, each))
            if _may_be(whys):
                yield Candidate(each, whys if _AGAINST & set(whys) else ())
        home = asked.hamlet_id, asked.birth_year
        near = [*self.by_home.get(home, ()), *self.by_phone.get(asked.phone, ())]
        for each in near:
            if each.folded != folded and one_slip(folded, each.folded):
                whys = ("spelling", *_off(asked, each))
                if "year_other" not in whys:
                    yield Candidate(each, whys)


def one_slip(name: str, other: str) -> bool:
    """Return whether one letter more, less, other or swapped makes one of the other."""
    if abs(len(name) - len(other)) > 1:
        return False
    start = 0
    for here, there in zip(name, other, strict=False):
        if here != there:
            break
        start += 1
    rest, other_rest = name[start:], other[start:]
    if len(rest) == len(other_rest):
        swapped = rest[:2] == other_rest[:2][::-1] and rest[2:] == other_rest[2:]
        return swapped or rest[1:] == other_rest[1:]
    longer, shorter = sorted((rest, other_rest), key=len, reverse=True)
    return longer[1:] == shorter


def _off(asked: Asked, each: Resident) -> Iterator[str]:
    """Give what differs and what speaks for it all the same."""
    if asked.birth_year is None:
        yield "year_missing"
    elif abs(asked.birth_year - each.birth_year) == 1:
        yield "year"
    elif asked.birth_year != each.birth_year:
        yield "year_other"
    if asked.hamlet_id != each.hamlet_id:
        yield "hamlet"
    if asked.phone and asked.phone == each.phone:
        yield "phone"
    if asked.household and fold(asked.household) == fold(each.household):
        yield "household"


def _may_be(whys: tuple[str, ...]) -> bool:
    """Return whether a line of this name, marks aside, may be about this person.

    The year or the hamlet may be off, not both, and a year far off only where the
    phone or the household is the same.
    """
    off = set(whys) & (_AGAINST - {"marks"})
    if not off or set(whys) & _FOR:
        return True
    return len(off) == 1 and "year_other" not in off


def _unlikeliness(candidate: Candidate) -> tuple[int, str]:
    against = {"year_other": 3, "spelling": 2, "phone": -2, "household": -1}
    sum_of_whys = sum(against.get(why, 1) for why in candidate.whys)
    return sum_of_whys, str(candidate.resident.id)
