"""Those who live in some hamlets on a day, and what they had done by its end."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from lms.learners.models import Consent, Decision, Merger, Residence


@dataclass(frozen=True)
class Inhabitants:
    """People belong, with all they ever did, to the hamlet they live in on that day.

    ``up_to`` an earlier day: the same people, but only what they had done by then.
    Not those who had taken their agreement back by the end of the day: with a new card
    they would count twice. Their facts stay stored, and earlier days stay as read.
    """

    hamlet_ids: tuple[UUID, ...]
    on: date
    up_to: date | None = None

    @classmethod
    def of(cls, hamlet_ids: Iterable[UUID], on: date) -> "Inhabitants":
        return cls(tuple(hamlet_ids), on)

    @property
    def homes(self) -> QuerySet:
        """Return their homes, one for each person.

        Who only stands on a list that the commune sent has not agreed to anything, and
        is counted nowhere (docs/adr/0015).
        """
        there = Residence.objects.on(self.on).filter(hamlet__in=self.hamlet_ids)
        homes = there.registered()
        if self.up_to:
            homes = homes.filter(learner__registered_at__lt=self.until)
        return homes.exclude(self._uncounted).order_by()

    @property
    def _uncounted(self) -> Q:
        """Return whom to leave out: who had gone, and rows joined to another.

        Those are the same person twice, and are on no day more than one.
        """
        joined = Merger.objects.filter(taken_back_at=None).order_by()
        return Q(learner__in=self._gone) | Q(learner__in=joined.values("merged"))

    @property
    def _gone(self) -> QuerySet:
        """Return who had taken their agreement back: few, so they are read first."""
        back = Consent.objects.filter(decision=Decision.WITHDRAWN)
        gone = back.filter(occurred_at__lt=_end_of(self.on)).order_by()
        return gone.values("learner")

    @cached_property
    def until(self) -> datetime:
        """Return the moment before which something has to have happened."""
        return _end_of(self.up_to or self.on)

    def facts(
        self,
        facts: QuerySet,
        *more: str,
        happened: str = "occurred_at",
        **named: Combinable,
    ) -> QuerySet:
        """Group facts by the hamlet in which their resident lives, and by the rest.

        The hamlet is read through the same join that is narrowed to this day: who moved
        is counted where they are, not once for each place they ever lived in.
        """
        return self.each(facts, happened=happened).values("hamlet", *more, **named)

    def each(self, facts: QuerySet, *, happened: str = "occurred_at") -> QuerySet:
        """Return their facts one by one, each with the hamlet its resident lives in."""
        home = "learner__residences__"
        still = Q(**{f"{home}until_on": None}) | Q(**{f"{home}until_on__gte": self.on})
        narrowed = {
            f"{home}hamlet__in": self.hamlet_ids,
            f"{home}from_on__lte": self.on,
            f"{happened}__lt": self.until,
        }
        there = facts.filter(still, **narrowed).exclude(self._uncounted).order_by()
        return there.annotate(hamlet=F(f"{home}hamlet"))


def _end_of(day: date) -> datetime:
    midnight = datetime.combine(day + timedelta(days=1), time.min)
    return timezone.make_aware(midnight)
