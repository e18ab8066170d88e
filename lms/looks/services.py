"""Writes down who looked at what: one insert each, and nothing is asked before.

What was written is never changed; after two years it is forgotten.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.learners.models import Learner
from lms.looks.models import Look, NamesExport, Seen

A_FEW = 5  # a search that leaves so many people at most was a search for somebody
KEPT_DAYS = 730  # long enough to be asked about, short enough to be no second register


def look_at(
    learner: Learner, seen: Seen, *, home: UUID, by: User, at: datetime
) -> Look:
    """Write down that somebody opened a resident's record, and return it.

    ``home`` is the resident's hamlet, which whoever let them in knows.
    """
    return Look.objects.create(
        by=by, unit_id=home, learner=learner, seen=seen, occurred_at=at, arrived_at=at
    )


def look_through(
    unit: UUID,
    homes: Mapping[UUID, UUID],
    *,
    searched: bool,
    by: User,
    at: datetime,
) -> list[Look]:
    """Write down that somebody opened a page of a list; return the rows.

    ``homes`` are the hamlets of the residents on it, by their ids. Each of them gets a
    row where a search left a few; otherwise one row names the unit and how many.
    An empty list shows nobody, and is nothing to write down.
    """
    when = {"by": by, "occurred_at": at, "arrived_at": at}
    if not homes:
        return []
    if searched and len(homes) <= A_FEW:
        rows = [
            Look(unit_id=home, learner_id=who, seen=Seen.FOUND, **when)
            for who, home in homes.items()
        ]
        return Look.objects.bulk_create(rows)
    return [
        Look.objects.create(unit_id=unit, seen=Seen.LIST, people=len(homes), **when)
    ]


def take_out(
    unit: Unit, purpose: str, people: int, *, file_kind: str, by: User, at: datetime
) -> NamesExport:
    """Write down that a list of names leaves the system, and return it."""
    return NamesExport.objects.create(
        by=by,
        unit=unit,
        purpose=purpose,
        people=people,
        file_kind=file_kind,
        occurred_at=at,
        arrived_at=at,
    )


@transaction.atomic
def forget_old(days: int, *, at: datetime, only_check: bool = False) -> int:
    """Delete the looks and exports of more than so many days ago; return how many.

    With ``only_check`` none is deleted.
    """
    old = [
        each.objects.filter(occurred_at__lt=at - timedelta(days=days))
        for each in (Look, NamesExport)
    ]
    went = sum(rows.count() for rows in old)
    for rows in [] if only_check else old:
        rows.delete()
    return went


def unit_around(places: Iterable[Unit]) -> UUID:
    """Return the id of the smallest unit around these; their paths tell it.

    Where they have none in common, that of the first.
    """
    paths = [place.path.strip("/").split("/") for place in places]
    around = [step[0] for step in zip(*paths, strict=False) if len(set(step)) == 1]
    return UUID(around[-1] if around else paths[0][-1])
