"""Hamlets that ended with their commune, until somebody says where they belong now."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lms.accounts.roles import Data
from lms.communes.errors import (
    IsDivided,
    MayNotChange,
    NameTaken,
    NoSuccessor,
    NotWaiting,
)
from lms.communes.models import Share, Unit, UnitQuerySet, UnitSuccession
from lms.communes.services.changing import Change
from lms.communes.services.hamlets import hold_names, named, new_hamlet
from lms.communes.services.positions import may_see
from lms.communes.services.succeeding import Pairs, succeed
from lms.lib.text import clean_line


@dataclass
class CarriedOver:
    """Which hamlets went over by rule, and which wait because a name is taken."""

    pairs: Pairs = field(default_factory=list)
    left: list[Unit] = field(default_factory=list)
    positions: int = 0


def hamlets_waiting(commune: Unit | None = None) -> UnitQuerySet:
    """Return hamlets that ended with their commune and went nowhere yet.

    Those that may lie in ``commune`` now; all of them where none is given.
    """
    waiting = Unit.objects.hamlets().filter(
        valid_until=F("parent__valid_until"), successions=None
    )
    if commune is not None:
        waiting = waiting.filter(parent__successions__new=commune)
    return waiting.with_address().in_order()


@transaction.atomic
def settle_hamlet(
    hamlet: Unit,
    into: Unit,
    *,
    name: str = "",
    at: datetime,
    by: AbstractBaseUser | None = None,
    source: str = "",
) -> Change:
    """Say that a waiting hamlet went into this commune, from the commune's first day.

    A hamlet of that name which nothing is known to have become is taken for the same.
    Raises: `CommunesError`, `TextError`.
    """
    hold_names([into.pk])
    waiting = Unit.objects.select_for_update(of=("self",)).select_related("parent")
    hamlet = waiting.get(pk=hamlet.pk)
    if not hamlets_waiting().filter(pk=hamlet.pk).exists():
        raise NotWaiting(str(hamlet))
    link = UnitSuccession.objects.filter(old=hamlet.parent, new=into).first()
    if link is None:
        raise NoSuccessor(hamlet.parent.label, into.label)
    if by and not may_see(by, into, Data.PLACES, on=timezone.localdate(at)):
        raise MayNotChange
    new = _wanted(hamlet, into, link.on, name)
    there = {named(each): each for each in _free(into, link.on)}.get(named(new))
    if there is None and _is_taken(new, link.on):
        raise NameTaken(str(new))
    new = there or new
    positions = succeed(
        [(hamlet, new)],
        share=Share.WHOLE,
        on=link.on,
        by=by,
        at=at,
        source=clean_line(source, 200),
    )
    return Change((hamlet,), (new,), Share.WHOLE, positions)


@transaction.atomic
def carry_over_hamlets(
    commune: Unit, *, at: datetime, by: AbstractBaseUser | None = None
) -> CarriedOver:
    """Let the hamlets of a commune that went over whole go into the new one, by rule.

    A name that two of the old communes bring along, or that is taken by a hamlet of
    another origin, is left waiting: two places must not become one by a rule.
    Raises: `IsDivided`, `NoSuccessor`.
    """
    links = list(commune.successions.select_related("new__parent"))
    if any(link.share == Share.PART for link in links):
        raise IsDivided(str(commune))
    if not links:
        raise NoSuccessor(commune.label, "…")
    [link] = links
    hold_names([link.new_id])
    rivals = Counter(
        named(_wanted(each, link.new, link.on)) for each in hamlets_waiting(link.new)
    )
    free = {named(each): each for each in _free(link.new, link.on)}
    carried = CarriedOver()
    for hamlet in hamlets_waiting().filter(parent=commune):
        new = _wanted(hamlet, link.new, link.on)
        there = free.get(named(new))
        if rivals[named(new)] > 1 or (there is None and _is_taken(new, link.on)):
            carried.left.append(hamlet)
        else:
            carried.pairs.append((hamlet, there or new))
    carried.positions = succeed(
        carried.pairs, share=Share.WHOLE, on=link.on, by=by, at=at
    )
    return carried


def communes_to_carry_over() -> UnitQuerySet:
    """Return the communes that went over whole and have hamlets that wait."""
    waiting = hamlets_waiting().order_by().values("parent")
    whole = UnitSuccession.objects.filter(share=Share.WHOLE).values("old")
    return Unit.objects.filter(pk__in=waiting).filter(pk__in=whole).in_order()


def _wanted(hamlet: Unit, into: Unit, on: date, name: str = "") -> Unit:
    """Return the hamlet as it would begin there, not saved."""
    name = name or hamlet.name
    return new_hamlet(into, name, otherwise=hamlet.kind_word, valid_from=on)


def _free(commune: Unit, on: date) -> UnitQuerySet:
    """Return the commune's hamlets of its first day that come from nowhere yet."""
    return Unit.objects.hamlets().filter(parent=commune, valid_from=on, origins=None)


def _is_taken(new: Unit, on: date) -> bool:
    there = Unit.objects.on(on).hamlets().filter(parent=new.parent)
    return named(new) in {named(each) for each in there}
