"""Hamlets are renamed, merged, divided and moved: old ones end, new ones begin."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from lms.accounts.roles import Data
from lms.communes.errors import (
    AlreadyEnded,
    ChangesTomorrow,
    MayNotChange,
    NameTaken,
    NotYetBegun,
    OfOtherCommunes,
    SameCommune,
    SameName,
    TooFew,
    UnitNotInForce,
)
from lms.communes.models import Share, Unit
from lms.communes.services.hamlets import hold_names, named, new_hamlet
from lms.communes.services.positions import units_open_to
from lms.communes.services.succeeding import succeed
from lms.lib.text import clean_line

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """From which day a change holds, by which decision, and who entered it when.

    ``by`` is left out only by commands, which the operator runs.
    """

    on: date
    at: datetime
    by: AbstractBaseUser | None = None
    source: str = ""


@dataclass(frozen=True)
class Change:
    """The hamlets that ended, and those that began in their place.

    ``positions`` counts the positions that people got in the new ones.
    """

    olds: tuple[Unit, ...]
    news: tuple[Unit, ...]
    share: Share
    positions: int = 0


def rename_hamlet(
    hamlet: Unit,
    name: str,
    *,
    kind_word: str = "",
    on: date,
    at: datetime,
    by: AbstractBaseUser | None = None,
    source: str = "",
) -> Change:
    """Give a hamlet another name, or word before it, from that day on.

    A slip in a name is no change of the place: a list loaded again corrects it.
    Raises: `CommunesError`, `TextError`.
    """
    wanted = new_hamlet(
        hamlet.parent,
        name,
        kind_word=kind_word,
        otherwise=hamlet.kind_word,
        valid_from=on,
    )
    if named(wanted) == named(hamlet):
        raise SameName(str(hamlet))
    return _change([hamlet], [wanted], Entry(on, at, by, source))


def merge_hamlets(
    hamlets: Iterable[Unit],
    name: str,
    *,
    kind_word: str = "",
    on: date,
    at: datetime,
    by: AbstractBaseUser | None = None,
    source: str = "",
) -> Change:
    """Make one hamlet of several of a commune; the name of one of them may go on.

    Raises: `CommunesError`, `TextError`.
    """
    olds = list(dict.fromkeys(hamlets))
    if len(olds) < 2:
        raise TooFew
    if len({old.parent_id for old in olds}) > 1:
        raise OfOtherCommunes
    first = olds[0]
    wanted = new_hamlet(
        first.parent,
        name,
        kind_word=kind_word,
        otherwise=first.kind_word,
        valid_from=on,
    )
    return _change(olds, [wanted], Entry(on, at, by, source))


def split_hamlet(
    hamlet: Unit,
    names: Sequence[str],
    *,
    on: date,
    at: datetime,
    by: AbstractBaseUser | None = None,
    source: str = "",
) -> Change:
    """Make several hamlets of one; its residents wait until somebody says who is where.

    Raises: `CommunesError`, `TextError`.
    """
    wanted = [
        new_hamlet(hamlet.parent, name, otherwise=hamlet.kind_word, valid_from=on)
        for name in names
    ]
    if len({named(each) for each in wanted}) < max(2, len(wanted)):
        raise TooFew
    return _change([hamlet], wanted, Entry(on, at, by, source), share=Share.PART)


def move_hamlet(
    hamlet: Unit,
    commune: Unit,
    *,
    name: str = "",
    on: date,
    at: datetime,
    by: AbstractBaseUser | None = None,
    source: str = "",
) -> Change:
    """Let a hamlet lie in another commune from that day on.

    Raises: `CommunesError`, `TextError`.
    """
    if hamlet.parent_id == commune.pk:
        raise SameCommune
    wanted = new_hamlet(
        commune, name or hamlet.name, otherwise=hamlet.kind_word, valid_from=on
    )
    return _change([hamlet], [wanted], Entry(on, at, by, source))


@transaction.atomic
def _change(
    olds: Sequence[Unit], news: list[Unit], entry: Entry, share: Share = Share.WHOLE
) -> Change:
    """End the old hamlets the day before, begin the new ones, and link them."""
    if entry.on > timezone.localdate(entry.at):
        raise ChangesTomorrow
    hold_names(unit.parent_id for unit in [*olds, *news])
    locked = Unit.objects.select_for_update(of=("self",)).select_related("parent")
    olds = list(locked.filter(pk__in=[old.pk for old in olds]).in_order())
    for old in olds:
        _check_old(old, entry.on)
    for new in news:
        _check_new(new, olds, entry.on)
    _check_authority([*olds, *news], entry)
    for old in olds:
        old.valid_until = entry.on - DAY
        old.save(update_fields=["valid_until"])
    positions = succeed(
        [(old, new) for old in olds for new in news],
        share=share,
        on=entry.on,
        by=entry.by,
        at=entry.at,
        source=clean_line(entry.source, 200),
    )
    return Change(tuple(olds), tuple(news), share, positions)


def _check_old(old: Unit, on: date) -> None:
    if old.valid_until:
        raise AlreadyEnded(str(old), f"{old.valid_until:%d/%m/%Y}")
    if old.valid_from and old.valid_from >= on:
        raise NotYetBegun(str(old), f"{old.valid_from:%d/%m/%Y}")


def _check_new(new: Unit, olds: list[Unit], on: date) -> None:
    """Refuse a name that another hamlet of the commune has that day or later."""
    if not new.parent.in_force_on(on):
        raise UnitNotInForce
    others = (
        Unit.objects.hamlets()
        .filter(parent=new.parent)
        .exclude(pk__in=[old.pk for old in olds])
    )
    for other in others.exclude(valid_until__lt=on):
        if named(other) == named(new):
            raise NameTaken(str(other))


def _check_authority(units: list[Unit], entry: Entry) -> None:
    """Refuse who does not look after the places of each commune that is touched."""
    if entry.by is None:
        return
    communes = {unit.parent_id for unit in units}
    theirs = units_open_to(entry.by, Data.PLACES, on=timezone.localdate(entry.at))
    if theirs.filter(pk__in=communes).count() < len(communes):
        raise MayNotChange
