"""Heads of household over time: what changes today leaves earlier days as they were."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lms.communes.models import Unit
from lms.learners.models import Learner, PastHousehold

NOBODY = "—"  # in place of a name
DAY = timedelta(days=1)


def seal_of(head: str) -> str:
    """Return what stands for a head whose name is gone: one household stays one.

    Made with the site's secret; that of a seal is the seal itself.
    """
    if head.startswith(NOBODY):
        return head
    said = salted_hmac("learners.head", head.casefold()).hexdigest()
    return f"{NOBODY} {said[:10]}"


def keep_past(heads: Mapping[UUID, str], *, at: datetime) -> None:
    """Keep what stood as head in these rows until the day before it is changed.

    Changed twice on one day, it is what stood there when the day began.
    """
    yesterday = timezone.localdate(at) - DAY
    rows = [
        PastHousehold(learner_id=pk, head=head, until_on=yesterday)
        for pk, head in heads.items()
    ]
    PastHousehold.objects.bulk_create(rows, ignore_conflicts=True)


def keep_changed(
    heads: Mapping[UUID, str], learners: Iterable[Learner], *, at: datetime
) -> None:
    """Keep what stood as head before, of those rows in which it is another now."""
    rows = {each.pk: heads[each.pk] for each in learners if each.pk in heads}
    now = {each.pk: each.household for each in learners if each.pk in heads}
    keep_past({pk: head for pk, head in rows.items() if head != now[pk]}, at=at)


def housemates(learner: Learner, hamlet_id: UUID, *, on: date) -> list[Learner]:
    """Return the others of a resident's household who live in this hamlet that day.

    Not those who took the agreement back: they are named nowhere.
    """
    there = Unit.objects.filter(pk=hamlet_id)
    living = Learner.objects.living_in(there, on=on).taking_part()
    named = living.exclude(household="").exclude(pk=learner.pk).by_given_name()
    head = learner.household.casefold()
    return [each for each in named if each.household.casefold() == head]


def leave_household(learner: Learner, *, from_on: date) -> None:
    """Let a resident be in no household that one knows of, from a day on.

    The caller holds the row.
    """
    last = from_on - DAY
    before = learner.past_households.filter(until_on__gte=last).order_by("until_on")
    known = before.first()
    head = known.head if known else learner.household
    before.filter(until_on__gte=from_on).update(head="")
    rows = [PastHousehold(learner=learner, head=head, until_on=last)]
    PastHousehold.objects.bulk_create(rows, ignore_conflicts=True)
    learner.household = ""
    learner.save(update_fields=["household"])


def take_heads_away(learners: QuerySet[Learner], *, at: datetime) -> None:
    """Leave no name of a head in these rows; of earlier days a seal of it stays."""
    named = dict(learners.exclude(household="").values_list("pk", "household"))
    learners.filter(pk__in=named).update(household="")
    keep_past(named, at=at)
    _rename(PastHousehold.objects.filter(learner__in=learners.values("pk")), seal_of)


def seal_heads(learners: QuerySet[Learner], is_theirs: Callable[[str], bool]) -> None:
    """Put a seal where these rows name a head who is forgotten, today and before."""
    heads = learners.exclude(household="").values_list("household", flat=True)
    for head in {head for head in heads if is_theirs(head)}:
        of_them = Learner.objects.filter(household=head, pk__in=learners.values("pk"))
        of_them.update(household=seal_of(head))
    past = PastHousehold.objects.filter(learner__in=learners.values("pk"))
    _rename(past, lambda head: seal_of(head) if is_theirs(head) else head)


def _rename(rows: QuerySet[PastHousehold], name: Callable[[str], str]) -> None:
    changed = []
    for row in rows.exclude(head=""):
        before, row.head = row.head, name(row.head)
        if row.head != before:
            changed.append(row)
    PastHousehold.objects.bulk_update(changed, ["head"])


def heads_on(day: date, homes: Iterable[tuple[UUID, str]]) -> dict[UUID, str]:
    """Return by resident the head of that day, as one key for one household.

    ``homes`` are residents with the head that stands in their row today. Who had none
    is left out. Names are compared whatever the case of their letters, and by their
    seals where one of them is sealed.
    """
    now = dict(homes)
    past = PastHousehold.objects.filter(until_on__gte=day, learner__in=now)
    for row in past.order_by("-until_on"):  # the first that lasted so long is last
        now[row.learner_id] = row.head
    sealed = any(head.startswith(NOBODY) for head in now.values())
    key = cache(seal_of) if sealed else str.casefold
    return {pk: key(head) for pk, head in now.items() if head}
