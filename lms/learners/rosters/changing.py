"""Puts right, from a list, what is known of people who are here; and back again."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from lms.accounts.models import User
from lms.learners.households import keep_changed
from lms.learners.models import (
    Choice,
    Learner,
    Residence,
    RosterImport,
    RosterLine,
)
from lms.learners.rosters.checking import COMPARED
from lms.learners.services import correct_name

WRITTEN = ("phone", "sex", "household", "birth_year")
DAY = timedelta(days=1)


def change(lines: Iterable[RosterLine], roster: RosterImport) -> None:
    """Take over what these lines say of people, and keep what stood there before.

    People who have taken their agreement back since are left alone.
    """
    listed, at = list(lines), roster.applied_at
    held = _held(line.learner_id for line in listed)
    heads = {pk: learner.household for pk, learner in held.items()}
    for line in listed:
        learner = held.get(line.learner_id)
        if learner is None:
            line.done = {}
            continue
        wanted, moved = _wanted(line, learner), {}
        if line.choice == Choice.TAKE and line.hamlet_id:
            moved = _move(line, timezone.localdate(at))
        if moved and learner.household and not line.values.get("household"):
            wanted["household"] = ""  # whose it was there; nobody is put in by guessing
        line.done = {"before": {name: getattr(learner, name) for name in wanted}}
        line.done |= {"after": wanted, **moved}
        set_values(learner, wanted, by=roster.uploaded_by, at=at)
        if not wanted and "moved" not in line.done:
            line.done = {}
    keep_changed(heads, held.values(), at=at)
    Learner.objects.bulk_update(held.values(), WRITTEN)


def set_values(
    learner: Learner, values: dict[str, Any], *, by: User, at: datetime
) -> None:
    """Set what a list says; a name is corrected, the rest is for the caller to save."""
    for name, value in values.items():
        if name == "full_name":
            correct_name(learner, value, by=by, at=at)
        else:
            setattr(learner, name, value)


def _held(ids: Iterable[object]) -> dict[object, Learner]:
    taking_part = Learner.objects.taking_part().filter(pk__in=list(ids)).order_by("pk")
    locked = taking_part.select_for_update(of=("self",)).select_related("user")
    return {learner.pk: learner for learner in locked}


def _wanted(line: RosterLine, learner: Learner) -> dict[str, Any]:
    """Return what the line changes; only what is missing, where it says so."""
    names = [*COMPARED]
    if line.choice == Choice.TAKE:
        names += ["full_name", "birth_year"]
    fills = line.choice == Choice.SAME
    return {
        name: line.values[name]
        for name in names
        if line.values.get(name)
        and line.values[name] != getattr(learner, name)
        and not (fills and getattr(learner, name))
    }


def _move(line: RosterLine, day: date) -> dict[str, Any]:
    """Let somebody live in the line's hamlet from that day; nothing where they do."""
    stay = Residence.objects.filter(learner=line.learner_id, until_on=None).first()
    if stay is None or stay.hamlet_id == line.hamlet_id:
        return {}
    if stay.from_on >= day:
        moved = {"moved": str(stay.pk), "from": str(stay.hamlet_id)}
        stay.hamlet_id = line.hamlet_id
        stay.save(update_fields=["hamlet"])
        return moved
    stay.until_on = day - DAY
    stay.save(update_fields=["until_on"])
    new = Residence.objects.create(
        learner_id=line.learner_id, hamlet_id=line.hamlet_id, from_on=day
    )
    return {"moved": str(new.pk), "closed": str(stay.pk)}


def move_back(done: dict[str, Any], hamlet_id: object) -> bool:
    """Return whether somebody lives again where they did before the list.

    Not where they have moved on since: the list no longer decides that.
    """
    stay = Residence.objects.filter(
        pk=done["moved"], until_on=None, hamlet=hamlet_id
    ).first()
    if stay is None:
        return False
    if "from" in done:
        stay.hamlet_id = done["from"]
        stay.save(update_fields=["hamlet"])
        return True
    stay.delete()
    Residence.objects.filter(pk=done["closed"]).update(until_on=None)
    return True
