"""Counts the facts of some hamlets afresh; pure reading, a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import reduce
from operator import iadd
from typing import Self
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from lms.certificates.models import Certificate
from lms.learners.models import Residence
from lms.progress.models import CourseCompletion, Enrolment

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
    certified: int = 0
    certified_adults: int = 0
    certificates: int = 0
    courses: dict[UUID, CourseTally] = field(
        default_factory=lambda: defaultdict(CourseTally)
    )

    def __iadd__(self, other: Self) -> Self:
        for name in COUNTS_OF_PEOPLE:
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for key, course in other.courses.items():
            self.courses[key] += course
        return self

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
    """Return the tally of each hamlet: people belong where they live on that day."""
    tallies = {hamlet_id: Tally() for hamlet_id in hamlet_ids}
    living = Residence.objects.on(on).filter(hamlet__in=list(tallies))
    for hamlet_id, counted in _people(living, on=on):
        vars(tallies[hamlet_id]).update(counted)
    for row in _by_hamlet(Enrolment.objects.all(), living, "course_key").annotate(
        n=Count("pk")
    ):
        tallies[row["hamlet"]].courses[row["course_key"]].started = row["n"]
    done = CourseCompletion.objects.with_best_witness()
    for row in _by_hamlet(done, living, "course_key", "best_witness").annotate(
        n=Count("pk")
    ):
        course = tallies[row["hamlet"]].courses[row["course_key"]]
        course.completed += row["n"]
        setattr(course, row["best_witness"], row["n"])
    return tallies


def _people(living: QuerySet, *, on: date) -> Iterator[tuple[UUID, dict[str, int]]]:
    """Give each hamlet's id with counts of its people, and of their papers."""
    for row in living.order_by().values("hamlet").annotate(registered=Count("pk")):
        yield row.pop("hamlet"), row
    for row in _by_hamlet(Enrolment.objects.all(), living).annotate(
        started=Count("learner", distinct=True)
    ):
        yield row.pop("hamlet"), row
    adult = Q(learner__birth_year__lte=on.year - ADULT_YEARS)
    for row in _by_hamlet(Certificate.objects.all(), living).annotate(
        certificates=Count("pk"),
        certified=Count("learner", distinct=True),
        certified_adults=Count("learner", distinct=True, filter=adult),
    ):
        yield row.pop("hamlet"), row


def _by_hamlet(facts: QuerySet, living: QuerySet, *more: str) -> QuerySet:
    """Group facts by the hamlet in which their resident lives.

    The hamlet is read through the same join that ``living`` narrows: who moved is
    counted where they are, not once for each place they ever lived in.
    """
    there = Q(learner__residences__in=living)
    named = facts.filter(there).annotate(hamlet=F("learner__residences__hamlet"))
    return named.order_by().values("hamlet", *more)
