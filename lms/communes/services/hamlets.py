"""A hamlet by its name: the commune, the word before the name, the spelling."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lms.communes.errors import (
    AlreadyEnded,
    NotInACommune,
    UnitNotInForce,
    UnknownKindWord,
)
from lms.communes.models import COMMUNE_KINDS, KIND_WORDS, Kind, Unit, UnitQuerySet
from lms.communes.services.tracing import as_on
from lms.lib.text import clean_line, spelling

_WORDS = KIND_WORDS[Kind.HAMLET]
# The longer words first: "tiểu khu" is no hamlet called "khu".
_WORD_IN_FRONT = re.compile(
    "({}) +".format("|".join(sorted(_WORDS, key=len, reverse=True))), re.IGNORECASE
)

Named = tuple[UUID, str, str]  # the commune, the word, the spelling of the name


@transaction.atomic
def add_hamlet(commune: Unit, name: str, *, kind_word: str = "", at: datetime) -> Unit:
    """Add a hamlet to a commune of today and return it, or the one there by that name.

    The word before the name may stand in the name: *Xóm Mẫu*.
    Raises: `NotInACommune`, `UnitNotInForce`, `AlreadyEnded`, `UnknownKindWord`,
    `TextError`.
    """
    today = timezone.localdate(at)
    if not commune.in_force_on(today):
        raise UnitNotInForce
    hold_names([commune.pk])
    wanted = new_hamlet(
        commune, name, kind_word=kind_word, valid_from=commune.valid_from
    )
    found = by_name(Unit.objects.filter(parent=commune)).get(named(wanted))
    if found is None:
        wanted.save()
    elif not found.in_force_on(today):
        raise AlreadyEnded(str(found), f"{found.valid_until:%d/%m/%Y}")
    return found or wanted


def hold_names(communes: Iterable[UUID]) -> None:
    """Let nobody else name a hamlet in these communes until the transaction ends.

    Whoever asks whether a name is free calls this first. Of two who ask at once, both
    were told yes; and where they spell it differently, no constraint would object.
    """
    there = Unit.objects.filter(pk__in=set(communes)).order_by("pk")
    list(there.select_for_update(of=("self",), no_key=True).values_list("pk"))


def new_hamlet(
    commune: Unit,
    name: str,
    *,
    kind_word: str = "",
    otherwise: str = "",
    valid_from: date | None,
) -> Unit:
    """Return a hamlet, not saved, in force from that day for as long as its commune.

    The word before the name is ``kind_word``, or stands in the name, or is the one
    taken ``otherwise``.
    Raises: `NotInACommune`, `UnknownKindWord`, `TextError`.
    """
    if commune.kind not in COMMUNE_KINDS:
        raise NotInACommune
    name = clean_line(name, 80, required=True)
    word = clean_line(kind_word, 20).lower()
    in_front = _WORD_IN_FRONT.match(name)
    if in_front and word in {"", in_front[1].lower()}:
        word, name = in_front[1].lower(), name[in_front.end() :]
    word = word or otherwise
    if word not in _WORDS:
        raise UnknownKindWord(_WORDS)
    hamlet = Unit(
        kind=Kind.HAMLET,
        kind_word=word,
        name=name,
        parent=commune,
        valid_from=valid_from,
        valid_until=commune.valid_until,
    )
    hamlet.derive()
    return hamlet


def named(hamlet: Unit) -> Named:
    """Return what no two hamlets of one day have in common."""
    return hamlet.parent_id, hamlet.kind_word, spelling(hamlet.name)


def by_name(units: UnitQuerySet) -> dict[Named, Unit]:
    """Return the hamlets among these units by name, of two the one that came later."""
    in_time = units.hamlets().order_by(F("valid_until").asc(nulls_last=True))
    return {named(hamlet): hamlet for hamlet in in_time}


def hamlet_called(name: str, commune: Unit, *, on: date) -> Unit | None:
    """Return the hamlet of a commune by that name, with or without the word before it.

    None where there is none that day, or several that differ in the word alone.
    """
    called = _called(name, Unit.objects.on(on).filter(parent=commune))
    return called[0] if len(called) == 1 else None


def hamlet_known_as(name: str, commune: Unit, *, on: date) -> Unit | None:
    """Return the hamlet of that day which is, was or will be called so.

    Lists of an old day are written in names of today, and the other way round.
    """
    if found := hamlet_called(name, commune, on=on):
        return found
    ever = _called(name, Unit.objects.filter(parent=commune))
    places = {as_on(each, on) for each in ever} - {None}
    return places.pop() if len(places) == 1 else None


def _called(name: str, units: UnitQuerySet) -> list[Unit]:
    there, wanted = list(units.hamlets()), spelling(clean_line(name, 100))
    labelled = [each for each in there if spelling(each.label) == wanted]
    return labelled or [each for each in there if spelling(each.name) == wanted]
