"""By week: when people registered, began, completed their first course, got a paper.

Each person counts once in each of the four, in the week of the first time. Weeks begin
on Monday in Việt Nam and are named by it. What lies further back than a year is kept
as `before`, so that the weeks add up to the totals.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import TruncWeek

from lms.certificates.models import Certificate
from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import CourseCompletion, Enrolment

KEPT = timedelta(weeks=53)
BEFORE = "before"

_FACTS = {
    "started": (Enrolment.objects.all(), "occurred_at"),
    "completed": (CourseCompletion.objects.all(), "occurred_at"),
    "certified": (Certificate.objects.all(), "issued_at"),
}


def week_of(day: date) -> date:
    """Return the Monday that a day's week is named by."""
    return day - timedelta(days=day.weekday())


@breakdown("week")
def count(people: Inhabitants) -> Iterator[Counted]:
    oldest = week_of(people.on - KEPT)
    for counted, firsts in _firsts(people):
        sums: Counter = Counter()
        for hamlet_id, week, number in firsts:
            day = week.date()
            sums[hamlet_id, BEFORE if day < oldest else day.isoformat()] += number
        for (hamlet_id, part), number in sums.items():
            yield hamlet_id, part, counted, number


def _firsts(people: Inhabitants) -> Iterator[tuple[str, QuerySet]]:
    """Give for each of the four: hamlet, week, and how many people's first it was."""
    yield "registered", _by_week(people.homes, F("learner__registered_at"))
    for counted, (facts, happened) in _FACTS.items():
        own = facts.filter(
            learner=OuterRef("learner"), **{f"{happened}__lt": people.until}
        )
        by_person = own.order_by().values("learner").annotate(first=Min(happened))
        first = Subquery(by_person.values("first"))
        yield counted, _by_week(people.homes, first)


def _by_week(homes: QuerySet, first: F | Subquery) -> QuerySet:
    weekly = homes.annotate(first=first).filter(first__isnull=False)
    weekly = weekly.annotate(week=TruncWeek("first")).values("hamlet", "week")
    return weekly.annotate(n=Count("pk")).values_list("hamlet", "week", "n")
