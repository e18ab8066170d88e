"""Counts the facts of some hamlets afresh; pure reading, a handful of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import reduce
from operator import iadd
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from lms.certificates.models import Certificate
from lms.dashboards.households import households_at_ease
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import Confirmation, CourseCompletion, Enrolment

ADULT_YEARS = 18


@dataclass
class CourseTally:
    """How many people started and completed one course; three ways add up to that."""

    started: int = 0
    completed: int = 0
    alone: int = 0
    helped: int = 0
    checked: int = 0

    def __iadd__(self, other: Self) -> Self:
        for name in COUNTS_OF_COURSES:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        return self


@dataclass
class Tally:
    """What the facts of a hamlet, or of several, add up to; all whole numbers."""

    registered: int = 0
    started: int = 0
    completed: int = 0
    certified: int = 0
    certified_adults: int = 0
    certificates: int = 0
    households: int = 0  # with somebody at ease with all core skills
    courses: dict[UUID, CourseTally] = field(
        default_factory=lambda: defaultdict(CourseTally)
    )

    def __iadd__(self, other: Self) -> Self:
        for name in COUNTS_OF_PEOPLE:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for key, course in other.courses.items():
            self.courses[key] += course
        return self

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Return the tally that a roll-up keeps."""
        people = {name: kept.get(name, 0) for name in COUNTS_OF_PEOPLE}
        tally = cls(**people)
        for key, counts in kept["courses"].items():
            tally.courses[UUID(key)] = CourseTally(**counts)
        return tally

    def as_json(self) -> dict[str, Any]:
        """Return the tally as a roll-up keeps it: plain numbers by name."""
        people = {name: getattr(self, name) for name in COUNTS_OF_PEOPLE}
        courses = {str(key): vars(course) for key, course in self.courses.items()}
        return {**people, "courses": courses}

    @property
    def how(self) -> CourseTally:
        """Return all courses together: how many completions, and how they were done."""
        return reduce(iadd, self.courses.values(), CourseTally())


COUNTS_OF_COURSES = tuple(each.name for each in fields(CourseTally))
COUNTS_OF_PEOPLE = tuple(each.name for each in fields(Tally) if each.name != "courses")


def together(tallies: Iterable[Tally]) -> Tally:
    """Return what several tallies add up to."""
    return reduce(iadd, tallies, Tally())


def count_hamlets(hamlet_ids: Iterable[UUID], *, on: date) -> dict[UUID, Tally]:
    """Return the tally of each hamlet: people belong where they live on that day.

    What happened later than that day is not counted.
    """
    return count(Inhabitants.of(hamlet_ids, on))


def count(people: Inhabitants) -> dict[UUID, Tally]:
    """Return the tally of each hamlet in which these people live."""
    tallies = {hamlet_id: Tally() for hamlet_id in people.hamlet_ids}
    for hamlet_id, counted in _people(people):
        vars(tallies[hamlet_id]).update(counted)
    for row in people.facts(Enrolment.objects.all(), "course_key").annotate(
        n=Count("pk")
    ):
        tallies[row["hamlet"]].courses[row["course_key"]].started = row["n"]
    for hamlet_id, course_key, way, number in _completions(people):
        course = tallies[hamlet_id].courses[course_key]
        course.completed += number
        setattr(course, way, getattr(course, way) + number)
    return tallies


def _completions(people: Inhabitants) -> Iterator[tuple[UUID, UUID, str, int]]:
    """Give hamlet, course, the most independent way, and how many.

    Few are confirmed later: of those alone the confirmations are gone through. Asked
    of each completion, that took six times as long as all the rest.
    """
    later = Confirmation.objects.filter(course_done=OuterRef("pk"))
    confirmed = Exists(later.filter(occurred_at__lt=people.until))
    risen = CourseCompletion.objects.with_best_witness(before=people.until)
    for done, way in (
        (CourseCompletion.objects.exclude(confirmed), "witness"),
        (risen.filter(confirmed), "best_witness"),
    ):
        rows = people.facts(done, "course_key", way).annotate(n=Count("pk"))
        yield from rows.values_list("hamlet", "course_key", way, "n")


def _people(people: Inhabitants) -> Iterator[tuple[UUID, dict[str, int]]]:
    """Give each hamlet's id with counts of its people, and of their papers."""
    for row in people.homes.values("hamlet").annotate(registered=Count("pk")):
        yield row.pop("hamlet"), row
    everybody = Count("learner", distinct=True)
    for row in people.facts(Enrolment.objects.all()).annotate(started=everybody):
        yield row.pop("hamlet"), row
    done = people.facts(CourseCompletion.objects.all())
    for row in done.annotate(completed=everybody):
        yield row.pop("hamlet"), row
    adult = Q(learner__birth_year__lte=people.on.year - ADULT_YEARS)
    papers = people.facts(Certificate.objects.all(), happened="issued_at")
    for row in papers.annotate(
        certificates=Count("pk"),
        certified=everybody,
        certified_adults=Count("learner", distinct=True, filter=adult),
    ):
        yield row.pop("hamlet"), row
    at_ease = Counter(hamlet_id for hamlet_id, _head in households_at_ease(people))
    for hamlet_id, households in at_ease.items():
        yield hamlet_id, {"households": households}
