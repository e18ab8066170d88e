"""The rows that a figure is made of: the same facts by the same rule, one by one.

`counting` has the database count them; here they can be looked at. A test holds the
two together, figure by figure.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from lms.certificates.models import Certificate
from lms.dashboards.counting import ADULT_YEARS
from lms.dashboards.inhabitants import Inhabitants
from lms.lib.facts import Witness
from lms.progress.models import CourseCompletion, Enrolment

Rows = Callable[[Inhabitants], QuerySet]


def registered(people: Inhabitants) -> QuerySet:
    """Return their homes, one for each person."""
    return people.homes


def started(people: Inhabitants) -> QuerySet:
    """Return the homes of those who have begun."""
    begun = Enrolment.objects.filter(occurred_at__lt=people.until)
    return people.homes.filter(Exists(_own(begun)))


def completed(people: Inhabitants) -> QuerySet:
    """Return the homes of those who have completed a course."""
    done = CourseCompletion.objects.filter(occurred_at__lt=people.until)
    return people.homes.filter(Exists(_own(done)))


def certified(people: Inhabitants) -> QuerySet:
    """Return the homes of those with a certificate."""
    papers = Certificate.objects.filter(issued_at__lt=people.until)
    return people.homes.filter(Exists(_own(papers)))


def certified_adults(people: Inhabitants) -> QuerySet:
    born_by = people.on.year - ADULT_YEARS
    return certified(people).filter(learner__birth_year__lte=born_by)


def certificates(people: Inhabitants) -> QuerySet:
    return people.each(Certificate.objects.all(), happened="issued_at")


def enrolments(course_key: UUID) -> Rows:
    """Return what gives who began a course."""
    begun = Enrolment.objects.filter(course_key=course_key)
    return lambda people: people.each(begun.all())


def completions(witness: Witness | None = None, course_key: UUID | None = None) -> Rows:
    """Return what gives courses completed: all or one, in every way or in one."""

    def rows(people: Inhabitants) -> QuerySet:
        known = CourseCompletion.objects.with_best_witness(before=people.until)
        done = people.each(known)
        if course_key:
            done = done.filter(course_key=course_key)
        return done.filter(best_witness=witness) if witness else done

    return rows


def _own(facts: QuerySet) -> QuerySet:
    return facts.filter(learner=OuterRef("learner"))


def in_order(rows: QuerySet) -> QuerySet:
    """Return them by given name, each with its person."""
    by_name = ["learner__name_sort", "learner__birth_year", "learner__code", "pk"]
    return rows.select_related("learner").order_by(*by_name)
