"""By week: when people registered, began, completed their first course, got a paper.

Each person counts once in each of the four, in the week of the first time. Weeks begin
on Monday in Việt Nam and are named by it. What lies further back than a year is kept
as `before`, so that the weeks add up to the totals.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min, QuerySet
from django.db.models.functions import TruncWeek

from lms.certificates.models import Certificate
from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import CourseCompletion, Enrolment

KEPT = timedelta(weeks=53)
BEFORE = "before"


def week_of(day: date) -> date:
    """Return the Monday that a day's week is named by."""
    return day - timedelta(days=day.weekday())


@breakdown("week")
def count(people: Inhabitants) -> Iterator[Counted]:
    oldest = week_of(people.on - KEPT)
    for counted, firsts in _firsts(people):
        sums: Counter = Counter()
        for hamlet_id, week in firsts.iterator():
            day = week.date()
            sums[hamlet_id, BEFORE if day < oldest else day.isoformat()] += 1
        for (hamlet_id, part), number in sums.items():
            yield hamlet_id, part, counted, number


def _firsts(people: Inhabitants) -> Iterator[tuple[str, QuerySet]]:
    """Give for each of the four a row a person: hamlet, and week of the first time."""
    registered = people.homes.annotate(week=TruncWeek("learner__registered_at"))
    yield "registered", registered.values_list("hamlet", "week")
    yield "started", _first(people, Enrolment.objects.all(), "occurred_at")
    yield "completed", _first(people, CourseCompletion.objects.all(), "occurred_at")
    yield "certified", _first(people, Certificate.objects.all(), "issued_at")


def _first(people: Inhabitants, facts: QuerySet, happened: str) -> QuerySet:
    """Group by person here, by week outside: a database that is asked to do both may
    look for each person's first fact among everybody's."""
    by_person = people.facts(facts, "learner", happened=happened)
    weekly = by_person.annotate(week=TruncWeek(Min(happened)))
    return weekly.values_list("hamlet", "week")
