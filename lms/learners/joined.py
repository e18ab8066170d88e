"""Whose rows are one person's: joined ones are closed, and go where the person goes."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from lms.learners.models import Consent, Decision, Learner, Merger


def with_joined(ids: Iterable[UUID]) -> set[UUID]:
    """Return these rows, and all that were joined to one of them, however far back."""
    standing = Merger.objects.filter(taken_back_at=None)
    found = newest = set(ids)
    while newest:
        further = standing.filter(kept__in=newest).values_list("merged", flat=True)
        newest = set(further) - found
        found = found | newest
    return found


def closed_for_good() -> QuerySet[Learner]:
    """Return the rows that stay closed: withdrawn, forgotten, joined to another.

    Who took the agreement back in one row did so in all that were joined to it.
    """
    back = Consent.objects.filter(decision=Decision.WITHDRAWN).values("learner")
    joined = Merger.objects.filter(taken_back_at=None).values("merged")
    closed = Q(pk__in=back) | Q(pk__in=joined) | Q(anonymisation__isnull=False)
    return Learner.objects.filter(closed)


def withdrawn(hamlets: QuerySet) -> set[UUID]:
    """Return the rows of who took the agreement back and still has a name.

    Of those who live in one of the hamlets, or did once: a province has many more.
    """
    back = Consent.objects.filter(decision=Decision.WITHDRAWN)
    there = back.filter(learner__residences__hamlet__in=hamlets)
    named = there.filter(learner__anonymisation=None)
    return with_joined(named.values_list("learner", flat=True))
