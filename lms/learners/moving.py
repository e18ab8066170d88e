"""Residents go with their hamlet: by rule where it went over whole, else when asked."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy

from lms.communes.errors import CommunesError
from lms.communes.models import Share, Unit, UnitSuccession
from lms.learners.models import Residence, ResidenceQuerySet

DAY = timedelta(days=1)
AT_ONCE = 1000  # rows written with one statement


class NotAPartOfIt(CommunesError):
    sentence = gettext_lazy(
        "Their hamlet did not become this one. Please choose one of its parts."
    )


class NobodyChosen(CommunesError):
    sentence = gettext_lazy("Please choose at least one person.")


@transaction.atomic
def follow(hamlets: Iterable[Unit]) -> int:
    """Let residents of hamlets that went over whole live in the new ones.

    Returns how many. From there they go on, where the new one has gone over as well.
    A second run moves nobody. Who registered in the old hamlet after it had ended has
    lived in the new one from the start: the change was entered late.
    """
    moved, olds = set(), [hamlet.pk for hamlet in hamlets]
    while olds:
        links = UnitSuccession.objects.filter(old__in=olds, share=Share.WHOLE)
        olds = []
        for link in links.order_by("pk"):
            moved |= _go_over(
                outlasting(Residence.objects.filter(hamlet=link.old)), link
            )
            olds.append(link.new_id)
    return len(moved)


def outlasting(stays: ResidenceQuerySet) -> ResidenceQuerySet:
    """Return the stays that go on after their hamlet has ended."""
    return stays.filter(
        Q(until_on=None) | Q(until_on__gt=F("hamlet__valid_until")),
        hamlet__valid_until__isnull=False,
    )


def waiting_in(hamlets: Iterable[Unit] | None = None) -> ResidenceQuerySet:
    """Return the stays in divided hamlets of which nobody has said where they go on."""
    parts = UnitSuccession.objects.filter(old=OuterRef("hamlet"), share=Share.PART)
    stays = outlasting(Residence.objects.filter(Exists(parts)))
    return stays if hamlets is None else stays.filter(hamlet__in=list(hamlets))


def with_divided(hamlets: QuerySet) -> QuerySet:
    """Return the ids of hamlets, and of those divided ones that they are parts of."""
    parts = UnitSuccession.objects.filter(new__in=hamlets, share=Share.PART)
    there = Q(pk__in=hamlets) | Q(pk__in=parts.values("old"))
    return Unit.objects.hamlets().filter(there).values("pk")


@transaction.atomic
def settle(hamlet: Unit, into: Unit, learners: Iterable[UUID] | None = None) -> int:
    """Say that waiting residents of a divided hamlet live in this part of it.

    All that still wait, or those given; who does not wait any more is passed over.
    Returns how many. Raises: `NotAPartOfIt`, `NobodyChosen`.
    """
    link = UnitSuccession.objects.filter(old=hamlet, new=into, share=Share.PART).first()
    if link is None:
        raise NotAPartOfIt
    stays = waiting_in([hamlet])
    if learners is not None:
        chosen = list(learners)
        if not chosen:
            raise NobodyChosen
        stays = stays.filter(learner__in=chosen)
    moved = _go_over(stays, link)
    follow([into])
    return len(moved)


def _go_over(stays: ResidenceQuerySet, link: UnitSuccession) -> set[UUID]:
    """End these stays with the old hamlet, begin them in the new one; return whose.

    The old ones are ended first: nobody ever lives in two places.
    """
    rows = list(
        stays.select_for_update(of=("self",)).values_list(
            "pk", "learner", "from_on", "until_on"
        )
    )
    late = [pk for pk, _learner, first, _last in rows if first >= link.on]
    begun = [row for row in rows if row[2] < link.on]
    for some in _in_batches(late):
        Residence.objects.filter(pk__in=some).update(hamlet=link.new_id)
    for some in _in_batches([row[0] for row in begun]):
        Residence.objects.filter(pk__in=some).update(until_on=link.on - DAY)
    new = (
        Residence(learner_id=who, hamlet_id=link.new_id, from_on=link.on, until_on=last)
        for _pk, who, _first, last in begun
    )
    Residence.objects.bulk_create(new, batch_size=AT_ONCE)
    return {who for _pk, who, _first, _last in rows}


def _in_batches(ids: list[UUID]) -> list[list[UUID]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
