"""The dry run: reads every line, says what it is, and changes nobody."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from lms.communes.models import Unit
from lms.learners.forgetting import never_listed
from lms.learners.models import (
    Departure,
    Merger,
    NeverListed,
    Outcome,
    Residence,
    RosterImport,
    RosterLine,
    State,
    WhyLeft,
)
from lms.learners.rosters.lines import Line, Reader, columns_from
from lms.learners.rosters.matching import Asked, Candidate, People, Resident
from lms.learners.rosters.places import Hamlets
from lms.learners.rosters.remarks import Remark, as_json
from lms.learners.rosters.starting import finish
from lms.lib.collecting import rarely_collecting
from lms.lib.sheets.errors import SheetError
from lms.lib.sheets.reading import rows
from lms.lib.text import fold, spelling

Tell = Callable[[int, int], None]

AT_ONCE = 1000  # lines written with one statement
COMPARED = ("phone", "sex", "household")  # what a list may add to somebody here
_WITHOUT_YEAR = {"birth_missing", "birth_unread"}


def nobody(done: int, total: int) -> None:
    """Hear how far work is, and do nothing about it."""


@rarely_collecting()
def check(roster_id: str, *, at: datetime, tell: Tell = nobody) -> None:
    """Write down what each line is, and that the dry run is ready; safe to run again.

    What a killed worker had written is thrown away first. ``tell`` hears how far it is.
    """
    roster = RosterImport.objects.select_related("commune").get(pk=roster_id)
    if roster.state != State.CHECKING:
        return
    roster.lines.all().delete()
    counts: Counter[str] = Counter()
    try:
        for some in _in_batches(_judged(roster, timezone.localdate(at))):
            RosterLine.objects.bulk_create(some)
            counts.update(line.outcome for line in some)
            tell(some[-1].number, max(roster.last_row, some[-1].number + 1))
    except SheetError as problem:
        roster.lines.all().delete()
        roster.problem = type(problem).__name__
        finish(roster, State.FAILED, at=at)
        return
    roster.counts, roster.state = dict(counts), State.READY
    roster.save(update_fields=["counts", "state"])


def residents(hamlets: Hamlets, *, on: date) -> Iterator[Resident]:
    """Give everybody who lives in a commune that day: one query."""
    yield from _told(Residence.objects.on(on), hamlets)


def who_left(hamlets: Hamlets, *, on: date) -> Iterator[Resident]:
    """Give everybody who lived in a commune before, and died or lives elsewhere."""
    over = Residence.objects.filter(until_on__lt=on, learner__anonymisation=None)
    here = Residence.objects.on(on).filter(hamlet__in=_units(hamlets)).order_by()
    yield from _told(over.exclude(learner__in=here.values("learner")), hamlets)


def _units(hamlets: Hamlets) -> list[Unit]:
    return [*hamlets.today, *(known.unit for known in hamlets.former)]


def _told(stays: QuerySet, hamlets: Hamlets) -> Iterator[Resident]:
    stays = stays.filter(hamlet__in=_units(hamlets)).order_by("from_on")
    joined = Merger.objects.filter(taken_back_at=None)  # closed rows of others here
    stays = stays.exclude(learner__in=joined.values("merged"))
    about = ("full_name", "name_folded", "birth_year")
    told = stays.values_list(
        "learner_id",
        *(f"learner__{name}" for name in about),
        "hamlet_id",
        *(f"learner__{name}" for name in COMPARED),
        "learner__user__is_active",
    )
    # On the day of a move somebody has two homes: the new one counts.
    yield from {row[0]: Resident(*row) for row in told.iterator()}.values()


def differences(values: dict[str, Any], resident: Resident) -> dict[str, Any]:
    """Return what the line says otherwise, or more, of what is compared."""
    return {
        name: values[name]
        for name in COMPARED
        if values.get(name) and fold(values[name]) != fold(getattr(resident, name))
    }


class Judge:
    """Says what each line of one list is; it remembers those it has seen."""

    def __init__(self, commune: Unit, *, on: date, otherwise: str = "") -> None:
        self.hamlets = Hamlets(commune, on=on)
        self.people = People(residents(self.hamlets, on=on))
        self.gone = People(who_left(self.hamlets, on=on))
        by_id = {str(unit.pk): unit for unit in self.hamlets.today}
        self.otherwise = by_id.get(otherwise)  # the hamlet of lines that name none
        self.seen: dict[tuple, int] = {}
        never = NeverListed.objects.values_list("digest", flat=True)
        self.commune, self.never = commune, frozenset(never)

    def judge(self, line: Line) -> RosterLine:
        """Return the line as it is to be kept."""
        hamlet = self._place(line)
        values = {k: v for k, v in line.values.items() if k not in {"place", "commune"}}
        row = RosterLine(
            number=line.number, cells=line.cells, values=values, hamlet=hamlet
        )
        self._decide(row, line)
        row.remarks = [as_json(remark) for remark in line.remarks]
        return row

    def _place(self, line: Line) -> Unit | None:
        place, commune = line.values.get("place", ""), line.values.get("commune", "")
        if not place and self.otherwise:
            return self.otherwise
        found = self.hamlets.find(place, commune)
        for said, into in (
            (found.refusal, line.refusals),
            (found.remark, line.remarks),
        ):
            into += [replace(said, column="hamlet")] if said else []
        return found.hamlet

    def _decide(self, row: RosterLine, line: Line) -> None:
        whys = {why.key for why in line.refusals}
        if line.left_out:
            row.outcome, row.reason = Outcome.LEFT_OUT, as_json(line.left_out)
        elif whys and not (whys <= _WITHOUT_YEAR and row.hamlet):
            _refuse(row, line)
        elif first := self._seen_before(row):
            row.outcome = Outcome.LEFT_OUT
            row.reason = as_json(Remark("twice", row.name, first))
        else:
            self._compare(row)
            if whys and row.outcome == Outcome.NEW:
                _refuse(row, line)

    def _seen_before(self, row: RosterLine) -> int:
        """Return the line in which the same person stands already; 0 for none."""
        said = (spelling(row.name), row.values.get("birth_year"), row.hamlet_id)
        first = self.seen.setdefault(said, row.number)
        return 0 if first == row.number else first

    def _compare(self, row: RosterLine) -> None:
        """Take a line for somebody who is here, perhaps here or gone, or new."""
        candidates = self.people.find(asked(row))
        here = [each for each in candidates if each.resident.takes_part]
        closed = len(candidates) > len(here)
        if here and not here[0].whys:
            row.learner_id = here[0].resident.id
            changes = differences(row.values, here[0].resident)
            row.outcome = Outcome.CHANGED if changes else Outcome.SAME
        elif self._said_no(row) or (closed and not candidates[0].whys):
            row.outcome, row.reason = Outcome.LEFT_OUT, as_json(Remark("said_no"))
        else:
            self._look_among_gone(row, here, closed=closed)

    def _look_among_gone(
        self, row: RosterLine, here: list[Candidate], *, closed: bool
    ) -> None:
        """Take a line for new, unless it may be about somebody here, or who was here.

        Of several sorts a person decides; who took the agreement back is not named,
        nor anybody beside them, so that it shows of nobody.
        """
        gone = self.gone.find(asked(row))
        if gone and not gone[0].whys and not here:
            withdrew = self._withdrew(gone[0].resident)
            row.outcome = Outcome.LEFT_OUT
            row.reason = as_json(Remark("said_no" if withdrew else "has_left"))
        elif not (here or gone or closed):
            row.outcome = Outcome.NEW
        else:
            row.outcome, row.candidates = Outcome.LIKELY, _kept(here)
            closed = closed or any(self._withdrew(each.resident) for each in gone)
            if closed or (gone and here):
                row.reason = as_json(Remark("perhaps_gone"))
            elif gone:
                row.candidates = _kept(gone)
                row.reason = as_json(Remark("has_left"))

    def _said_no(self, row: RosterLine) -> bool:
        """Return whether it is somebody whose name is kept no longer, at their wish."""
        if not self.never:
            return False
        year = row.values.get("birth_year")
        return never_listed(self.commune.pk, row.name, year) in self.never

    def _withdrew(self, resident: Resident) -> bool:
        """Return whether they left by their own wish: the dead have not."""
        return not resident.takes_part and resident.id not in self.dead

    @cached_property
    def dead(self) -> frozenset[UUID]:
        """Return who is said to have died and has lived in the commune: one query."""
        died = Departure.objects.standing().filter(why=WhyLeft.DIED)
        there = died.filter(learner__residences__hamlet__in=_units(self.hamlets))
        return frozenset(there.values_list("learner", flat=True))


def _refuse(row: RosterLine, line: Line) -> None:
    """Say of a line why it is refused: all that is wrong with it, the first above."""
    first, *further = line.refusals
    row.outcome, row.reason = Outcome.REFUSED, as_json(first)
    line.remarks = [*further, *line.remarks]


def asked(row: RosterLine) -> Asked:
    """Return what a line says of somebody, as people are asked about."""
    told = row.values
    return Asked(
        told["full_name"],
        told.get("birth_year"),
        row.hamlet_id,
        told.get("phone", ""),
        told.get("household", ""),
    )


def _kept(candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    return [{"id": str(c.resident.id), "whys": list(c.whys)} for c in candidates]


def _judged(roster: RosterImport, today: date) -> Iterator[RosterLine]:
    mapping = roster.mapping
    reader = Reader(columns_from(mapping), this_year=today.year)
    judge = Judge(roster.commune, on=today, otherwise=mapping.get("hamlet", ""))
    how = {"lettering": roster.lettering, "separator": roster.separator}
    with roster.file.open("rb") as file:
        for line in reader.read(rows(file, roster.sheet, **how)):
            row = judge.judge(line)
            row.roster = roster
            yield row


def _in_batches(lines: Iterator[RosterLine]) -> Iterator[list[RosterLine]]:
    while some := list(islice(lines, AT_ONCE)):
        yield some
