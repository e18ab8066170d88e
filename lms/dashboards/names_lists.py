"""Lists with names that may leave the system: people of a place, rows of a figure.

Each says how many lines it has before any is made, and gives them some at a time.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, islice
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from lms.certificates.models import Certificate
from lms.communes.models import Kind, Unit
from lms.dashboards.evidence import Evidence, Row, evidence_of, listed
from lms.dashboards.reading import courses_of, report_on_commune
from lms.dashboards.roster import Roster
from lms.learners.models import Residence
from lms.lib.sheets.books import Cell
from lms.progress.models import CourseCompletion

CODE = 2  # where the learner code stands in the rows of every list
AT_ONCE = 1000  # people read with one round of queries

Tell = Callable[[int, int], None]
Each = TypeVar("Each")


class NamesList(ABC):
    """A list of a place. Phones are in none: nobody was asked whether they may travel.

    ``what`` is plain data from which it can be made again, by `names_list`.
    """

    title: str
    place: Unit
    what: dict[str, str]

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def headings(self) -> list[str]: ...

    @abstractmethod
    def rows(self) -> Iterator[Sequence[Cell]]: ...

    def told(self, tell: Tell) -> Iterator[Sequence[Cell]]:
        """Give the rows; ``tell`` hears how far they are."""
        total = len(self)
        for done, row in enumerate(self.rows(), start=1):
            yield row
            if not done % AT_ONCE:
                tell(min(done, total), total + 1)


def people_in(rows: Iterable[Sequence[Cell]]) -> int:
    """Return how many people these rows name: of some there may be several."""
    return len({row[CODE] for row in rows})


class PeopleList(NamesList):
    """Who lives in a place and takes part; also who waits in a divided hamlet."""

    def __init__(self, place: Unit, *, on: date) -> None:
        self.place, self.on, self.what = place, on, {}
        self.title = _("People")
        self.hamlets = {each.pk: each for each in Unit.objects.hamlets().within(place)}
        self.roster = Roster(Unit.objects.filter(pk__in=self.hamlets), on=on)

    def __len__(self) -> int:
        return len(self.roster)

    def headings(self) -> list[str]:
        return [
            _("Full name"),
            _("Year of birth"),
            _("Learner code"),
            _("Hamlet"),
            _("Courses completed"),
            _("Which courses, and when"),
            _("Certificates"),
        ]

    def rows(self) -> Iterator[Sequence[Cell]]:
        """Give a row for each person. Rows of tables are read, not whole objects."""
        about = ("pk", "full_name", "birth_year", "code")
        homes, courses, papers = self._homes(), self._courses(), self._papers()
        everybody = self.roster.found.values_list(*about).iterator(AT_ONCE)
        for pk, name, born, code in everybody:
            if pk not in homes:  # came, or left, between two queries
                continue
            done = courses.get(pk, ())
            told = "; ".join(done), "; ".join(papers.get(pk, ()))
            yield [name, born, code, homes[pk], len(done), *told]

    def _homes(self) -> dict[UUID, str]:
        names = {pk: str(each) for pk, each in self.hamlets.items()}
        there = Residence.objects.on(self.on).filter(hamlet__in=self.hamlets)
        homes = there.order_by("from_on").values_list("learner", "hamlet")
        return {who: names[pk] for who, pk in homes.iterator(AT_ONCE)}

    def _courses(self) -> dict[UUID, list[str]]:
        facts = self._of_all(CourseCompletion).order_by("occurred_at")
        days = facts.annotate(day=TruncDate("occurred_at"))
        done: dict[UUID, list[str]] = defaultdict(list)
        told: dict[tuple[UUID, date], str] = {}
        rows = list(days.values_list("learner", "course_key", "day"))
        titles = {e.key: e.title for e in courses_of({key for _who, key, _day in rows})}
        for who, key, day in rows:
            if (key, day) not in told:
                told[key, day] = f"{titles[key]} ({day:%d/%m/%Y})"
            done[who].append(told[key, day])
        return done

    def _papers(self) -> dict[UUID, list[str]]:
        papers = self._of_all(Certificate).order_by("issued_at")
        numbers: dict[UUID, list[str]] = defaultdict(list)
        for who, number in papers.values_list("learner", "number").iterator(AT_ONCE):
            numbers[who].append(number)
        return numbers

    def _of_all(self, facts: type[Model]) -> QuerySet:
        """Return the facts about those on the list."""
        return facts.objects.filter(learner__in=self.roster.learner_ids)


def _some_at_a_time(rows: Iterator[Each]) -> Iterator[list[Each]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


class EvidenceList(NamesList):
    """What one figure of a place counts, row by row, as its page shows it."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence, self.place = evidence, evidence.line.unit
        self.what = {"figure": evidence.column.key}
        self.title = str(evidence.column.label)

    def __len__(self) -> int:
        return self.evidence.rows.count()

    def headings(self) -> list[str]:
        return [
            _("Full name"),
            _("Year of birth"),
            _("Learner code"),
            _("Hamlet"),
            _("What"),
            _("Day"),
            _("How"),
            _("Certificate"),
        ]

    def rows(self) -> Iterator[Sequence[Cell]]:
        facts = self.evidence.rows.iterator(AT_ONCE)
        shown = (listed(some) for some in _some_at_a_time(facts))
        return (_cells(row) for row in chain.from_iterable(shown))


def _cells(row: Row) -> list[Cell]:
    who, what = row.learner, row.what or _("Registered")
    number = row.certificate.number if row.certificate else ""
    person = [who.full_name, who.birth_year, who.code, str(row.hamlet)]
    return [*person, what, row.on, row.how_label, number]


def names_list(place: Unit, what: dict[str, Any], *, on: date) -> NamesList | None:
    """Return the list that ``what`` says, as of today; none where it is not shown."""
    if "figure" not in what:
        return PeopleList(place, on=on)
    inside = place.kind == Kind.HAMLET
    commune, hamlet = (place.parent, str(place.pk)) if inside else (place, "")
    report = report_on_commune(commune, on=on)
    evidence = evidence_of(report, what["figure"], hamlet)
    return EvidenceList(evidence) if evidence and evidence.rows is not None else None
