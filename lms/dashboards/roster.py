"""Who lives in a commune and what they have completed, read in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language

from lms.certificates.models import Certificate
from lms.communes.models import Unit
from lms.dashboards.reading import courses_of
from lms.fieldwork.reading import search
from lms.learners.models import Learner, Residence
from lms.lib.facts import Witness
from lms.progress.models import Completion, CourseCompletion, ProgrammeCompletion


@dataclass(frozen=True)
class Done:
    """A course or programme somebody completed, and how independently by now."""

    title: str
    witness: str
    done_on: date
    certificate: Certificate | None

    @property
    def how(self) -> str:
        return Witness(self.witness).label


@dataclass(frozen=True)
class Person:
    """One resident of the roster. Personal data: shown, never kept."""

    learner: Learner
    hamlet: Unit
    courses: list[Done]
    programmes: list[Done]


class Roster:
    """Who lives in some hamlets and takes part, by given name.

    Behaves as a list, of which a page is read at a time.
    """

    def __init__(self, hamlets: QuerySet, *, on: date, query: str = "") -> None:
        self.on, self.query = on, query.strip()
        homes = Residence.objects.on(on).filter(hamlet__in=hamlets)
        self.learner_ids = homes.taking_part().order_by().values("learner")
        there = Learner.objects.filter(pk__in=self.learner_ids)
        self.found = search(there, query).by_given_name()

    @cached_property
    def number(self) -> int:
        """Return how many there are; of all of them without a look at their rows."""
        if self.query:
            return self.found.count()
        return self.learner_ids.distinct().count()

    def __len__(self) -> int:
        return self.number

    def __getitem__(self, wanted: slice) -> list[Person]:
        return people(self.found[wanted], on=self.on)


def people(learners: Iterable[Learner], *, on: date) -> list[Person]:
    """Return these residents in their order, with what they have: five queries."""
    listed = list(learners)
    homes = Residence.objects.on(on).filter(learner__in=listed).select_related("hamlet")
    hamlets = {home.learner_id: home.hamlet for home in homes}
    papers = Certificate.objects.filter(learner__in=listed).order_by("issued_at")
    done = _courses_done(listed, papers)
    programmes = _programmes_done(listed, papers)
    return [
        Person(each, hamlets[each.pk], done[each.pk], programmes[each.pk])
        for each in listed
    ]


def _courses_done(learners: list[Learner], papers: QuerySet) -> dict[UUID, list[Done]]:
    facts = list(_completions(CourseCompletion, learners))
    titles = {each.key: each.title for each in courses_of(f.course_key for f in facts)}
    paper_of = {paper.course_completion_id: paper for paper in papers}
    done: dict[UUID, list[Done]] = defaultdict(list)
    for fact in facts:
        paper = paper_of.get(fact.pk)
        done[fact.learner_id].append(_done(fact, titles[fact.course_key], paper))
    return done


def _programmes_done(
    learners: list[Learner], papers: QuerySet
) -> dict[UUID, list[Done]]:
    language = get_language() or ""
    paper_of = {paper.programme_completion_id: paper for paper in papers}
    done: dict[UUID, list[Done]] = defaultdict(list)
    facts = _completions(ProgrammeCompletion, learners).select_related("programme")
    for fact in facts:
        title, paper = fact.programme.title_in(language), paper_of.get(fact.pk)
        done[fact.learner_id].append(_done(fact, title, paper))
    return done


def _completions(model: type[Completion], learners: list[Learner]) -> QuerySet:
    completions = model.objects.with_best_witness()
    return completions.filter(learner__in=learners).order_by("occurred_at")


def _done(fact: Completion, title: str, paper: Certificate | None) -> Done:
    return Done(title, fact.best_witness, localdate(fact.occurred_at), paper)
