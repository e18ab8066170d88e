"""Who lives in a commune and what they have completed, read in a few queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils.timezone import localdate

from lms.certificates.models import Certificate
from lms.communes.models import Unit
from lms.dashboards.reading import courses_of
from lms.learners.models import Learner, Residence
from lms.lib.facts import Witness
from lms.progress.models import CourseCompletion


@dataclass(frozen=True)
class CourseDone:
    """A course somebody completed, and how independently by now."""

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
    courses: list[CourseDone]
    programmes: list[Certificate]


def people(learners: Iterable[Learner], *, on: date) -> list[Person]:
    """Return these residents in their order, with what they have: four queries."""
    listed = list(learners)
    homes = Residence.objects.on(on).filter(learner__in=listed).select_related("hamlet")
    hamlets = {home.learner_id: home.hamlet for home in homes}
    papers = Certificate.objects.filter(learner__in=listed).order_by("issued_at")
    completions = CourseCompletion.objects.with_best_witness()
    done = _courses_done(completions.filter(learner__in=listed), papers)
    programmes: dict[UUID, list[Certificate]] = defaultdict(list)
    for paper in papers:
        if paper.programme_completion_id:
            programmes[paper.learner_id].append(paper)
    return [
        Person(each, hamlets[each.pk], done[each.pk], programmes[each.pk])
        for each in listed
    ]


def _courses_done(
    completions: QuerySet, papers: QuerySet
) -> dict[UUID, list[CourseDone]]:
    facts = list(completions.order_by("occurred_at"))
    titles = {each.key: each.title for each in courses_of(f.course_key for f in facts)}
    paper_of = {paper.course_completion_id: paper for paper in papers}
    done: dict[UUID, list[CourseDone]] = defaultdict(list)
    for fact in facts:
        course = CourseDone(
            titles[fact.course_key],
            fact.best_witness,
            localdate(fact.occurred_at),
            paper_of.get(fact.pk),
        )
        done[fact.learner_id].append(course)
    return done
