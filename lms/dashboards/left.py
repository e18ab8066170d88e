"""Who is left: people of a commune who have not completed the programme yet.

Beside them, and never among them, those who only stand on a list: nobody knows yet
whether they want to learn (docs/adr/0015).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from lms.communes.models import Unit
from lms.dashboards.models import Target
from lms.dashboards.steps import Programmed, Step, on_the_list
from lms.fieldwork.reading import search
from lms.learners.models import Learner, Residence
from lms.progress.models import (
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    Programme,
    ProgrammeCompletion,
    ProgrammeVersion,
)
from lms.progress.reading import included
from lms.progress.rules import Meant, Rule

BY_NAME = ("learner__name_sort", "learner__birth_year", "learner__code")
BY_HAMLET = ("hamlet__sort_name", "hamlet__kind_word", "hamlet__valid_from", "hamlet")


@dataclass(frozen=True)
class Person:
    """Somebody who is left, and their next step. Personal data: shown, never kept."""

    learner: Learner
    hamlet: Unit
    step: Step


class Left:
    """Those who are left in some hamlets, hamlet by hamlet and there by given name.

    Behaves as a list, of which a page is read at a time: how many are left in each
    hamlet says in which of them a page lies, so that only those are put in order.
    """

    def __init__(
        self,
        hamlets: Iterable[Unit],
        version: ProgrammeVersion | None,
        *,
        on: date,
        query: str = "",
        only: Unit | None = None,
        listed: bool = False,
    ) -> None:
        self.hamlets = list(hamlets)
        self.version, self.on, self.query, self.only = version, on, query, only
        self.only_listed = listed

    @cached_property
    def beside(self) -> int:
        """Return how many there are of the others: on a list only, or registered."""
        others = copy(self)
        others.only_listed = not self.only_listed
        there = [self.only] if self.only else self.hamlets
        return others._homes(there).count()

    @cached_property
    def numbers(self) -> dict[UUID, int]:
        """Return how many are left in each hamlet that has somebody."""
        rows = self._homes(self.hamlets).order_by().values_list("hamlet")
        return dict(rows.annotate(n=Count("pk")))

    @property
    def by_hamlet(self) -> list[tuple[Unit, int]]:
        return [(each, self.numbers.get(each.pk, 0)) for each in self.hamlets]

    @property
    def listed(self) -> list[Unit]:
        """Return the hamlets whose people are listed: one, or all with somebody."""
        wanted = [self.only] if self.only else self.hamlets
        return [each for each in wanted if each.pk in self.numbers]

    def __len__(self) -> int:
        return sum(self.numbers[each.pk] for each in self.listed)

    def __getitem__(self, wanted: slice) -> list[Person]:
        start, stop = wanted.start or 0, wanted.stop or len(self)
        spanned, before, first = [], 0, 0
        for hamlet in self.listed:
            after = before + self.numbers[hamlet.pk]
            if after > start and before < stop:
                first = first if spanned else before
                spanned.append(hamlet)
            before = after
        homes = self._homes(spanned).select_related("learner__user", "hamlet")
        rows = homes.order_by(*BY_HAMLET, *BY_NAME)[start - first : stop - first]
        if self.only_listed:
            return [Person(home.learner, home.hamlet, on_the_list()) for home in rows]
        return people_left(rows, self.version and self.version.rule)

    def _homes(self, hamlets: list[Unit]) -> QuerySet:
        """Return where those live who are left, take part, and are looked for."""
        homes = Residence.objects.on(self.on).filter(hamlet__in=hamlets).taking_part()
        if self.version:
            meant = self.version.rule.meant
            homes = homes.filter(included(meant, on=self.on, resident="learner__"))
        if self.only_listed:
            homes = homes.only_listed()
        else:
            homes = homes.registered().exclude(Exists(self._done))
        if not self.query.strip():
            return homes
        return homes.filter(learner__in=search(Learner.objects.all(), self.query))

    @property
    def programme(self) -> Programme | None:
        return self.version and self.version.programme

    @property
    def _done(self) -> QuerySet:
        """Return what somebody has who is not left."""
        own = {"learner": OuterRef("learner")}
        if self.version:
            programme = self.version.programme_id
            return ProgrammeCompletion.objects.filter(**own, programme=programme)
        return CourseCompletion.objects.filter(**own)


def programmes_to_choose(commune: Unit, on: date) -> list[ProgrammeVersion]:
    """Return the programmes in use, each with the rule that holds that day.

    First comes the one a commune's people are counted by: that of its newest target, or
    of the province's; where neither names one in use, one that is meant for everybody
    before one for some.
    """
    in_force = ProgrammeVersion.objects.in_force(on).select_related("programme")
    versions = {each.programme_id: each for each in in_force if each.rule.keys}
    first = _counted_by(commune, versions, on)
    return sorted(versions.values(), key=lambda e: (e != first, *_for_how_many(e)))


def _counted_by(
    commune: Unit, versions: Mapping[UUID, ProgrammeVersion], on: date
) -> ProgrammeVersion | None:
    for unit in commune.lineage():
        aims = Target.objects.filter(unit=unit, programme__in=versions).current(on)
        if aim := aims.order_by("-entered_at", "-pk").first():
            return versions[aim.programme_id]
    return min(versions.values(), key=_for_how_many, default=None)


def _for_how_many(version: ProgrammeVersion) -> tuple[bool, str]:
    return version.rule.meant != Meant(), version.programme.slug


def people_left(homes: Iterable[Residence], rule: Rule | None) -> list[Person]:
    """Return these people with their next steps: five queries more."""
    listed = list(homes)
    learners = [home.learner_id for home in listed]
    lessons = _of(LessonCompletion.objects.all(), "lesson_key", learners)
    begun = _of(Enrolment.objects.all(), "course_key", learners)
    done = _of(CourseCompletion.objects.all(), "course_key", learners)
    courses = Programmed.of(rule)
    return [
        Person(
            home.learner,
            home.hamlet,
            courses.next_step(
                home.learner,
                lessons[home.learner_id],
                begun[home.learner_id],
                done[home.learner_id],
            ),
        )
        for home in listed
    ]


def _of(facts: QuerySet, key: str, learners: list[UUID]) -> dict[UUID, set[UUID]]:
    """Return the keys of each one's facts."""
    keys: dict[UUID, set[UUID]] = defaultdict(set)
    rows = facts.filter(learner__in=learners).order_by()
    for learner_id, value in rows.values_list("learner", key):
        keys[learner_id].add(value)
    return keys
