"""What the helper's desk shows, read in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.communes.models import Unit
from lms.learners.models import Learner, Residence
from lms.lib.text import fold
from lms.progress.models import LessonCompletion


@dataclass
class DeskLine:
    """One resident on the desk, with how far they are."""

    learner: Learner
    hamlet: Unit
    lessons: int
    certificates: int


def asks_for_code(query: str) -> bool:
    """Return whether a code was typed, or its beginning, and no name."""
    digits = "".join(query.split())
    return digits.isascii() and digits.isdigit()


def search(people: QuerySet, query: str) -> QuerySet:
    """Keep those whose name has the words typed, marks aside, or whose code it is."""
    typed = query[:80].replace("\x00", " ")
    if asks_for_code(typed):
        return people.filter(code__startswith="".join(typed.split()))
    for word in fold(typed).split():
        people = people.filter(name_folded__contains=word)
    return people


def desk_lines(people: Iterable[Learner]) -> list[DeskLine]:
    """Return the lines of these residents, in their order: three queries more."""
    learners = list(people)
    homes = Residence.objects.on(timezone.localdate()).filter(learner__in=learners)
    hamlets = {home.learner_id: home.hamlet for home in homes.select_related("hamlet")}
    lessons = _counted(LessonCompletion.objects.all(), learners)
    papers = _counted(Certificate.objects.all(), learners)
    return [
        DeskLine(
            each, hamlets[each.pk], lessons.get(each.pk, 0), papers.get(each.pk, 0)
        )
        for each in learners
    ]


def _counted(facts: QuerySet, learners: list[Learner]) -> dict[UUID, int]:
    rows = facts.filter(learner__in=learners).order_by().values_list("learner")
    return dict(rows.annotate(n=Count("pk")))
