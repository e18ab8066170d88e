"""Takes back what a list did: people whom nothing has happened to, and changes.

What cannot be taken back is left as it is, and its line says so.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction

from lms.accounts.models import User
from lms.learners.holding import hold_communes
from lms.learners.households import keep_changed
from lms.learners.models import (
    Learner,
    PastHousehold,
    Residence,
    RosterImport,
    RosterLine,
    RosterLineQuerySet,
    State,
)
from lms.learners.rosters.applying import AT_ONCE, write
from lms.learners.rosters.changing import WRITTEN, move_back, set_values
from lms.learners.rosters.checking import Tell, nobody
from lms.learners.rosters.errors import AnotherIsRunning, NotNow
from lms.learners.rosters.starting import finish, held_in, set_to_work

_OURS = (Residence, RosterLine, PastHousehold)  # rows that are no facts about somebody


def ask_to_undo(roster: RosterImport, *, at: datetime) -> RosterImport:
    """Have a list taken back, as long as its lines are kept.

    Raises: `NotNow`, `AnotherIsRunning`.
    """
    try:
        with transaction.atomic():
            held = held_in(roster, State.DONE)
            if not held.lines.exists():
                raise NotNow
            return set_to_work(held, State.UNDOING, at=at)
    except IntegrityError as problem:
        raise AnotherIsRunning from problem


def undo(roster_id: str, *, at: datetime, tell: Tell = nobody) -> None:
    """Take back what is left to be; safe to run again, and after a killed worker."""
    roster = RosterImport.objects.get(pk=roster_id)
    if roster.state != State.UNDOING:
        return
    total = _left(roster).count()
    done = 0
    with suppress(NotNow):  # another came to the end of it first
        while some := _next(roster, at=at):
            done += some
            tell(done, total + 1)
        _finish(roster, at=at)


def _left(roster: RosterImport) -> RosterLineQuerySet:
    written = roster.lines.exclude(done__isnull=True).exclude(done={})
    return written.exclude(done__has_key="undone").exclude(done__has_key="stays")


@transaction.atomic
def _next(roster: RosterImport, *, at: datetime) -> int:
    hold_communes([roster.commune_id])
    held_in(roster, State.UNDOING)
    lines = list(_left(roster).order_by("number")[:AT_ONCE])
    added = [line for line in lines if "added" in line.done]
    _take_away(added)
    _put_back([line for line in lines if "added" not in line.done], roster, at=at)
    write(lines)
    return len(lines)


def _take_away(lines: list[RosterLine]) -> None:
    """Take people away whom a list has added, and nothing has happened to since."""
    ids = {UUID(line.done["added"]) for line in lines}
    keep = with_facts(ids)
    going = Learner.objects.filter(pk__in=ids - keep)
    users = list(going.values_list("user", flat=True))
    Residence.objects.filter(learner__in=ids - keep).delete()
    going.delete()
    get_user_model().objects.filter(pk__in=users).delete()
    for line in lines:
        stays = UUID(line.done["added"]) in keep
        line.done |= {"stays": True} if stays else {"undone": True}
        line.learner_id = line.learner_id if stays else None


def with_facts(ids: Iterable[UUID]) -> set[UUID]:
    """Return those of whom anything is known but where they live.

    Whatever points at a resident counts, also what is added to the house later.
    """
    found: set[UUID] = set()
    for relation in Learner._meta.related_objects:
        if relation.related_model not in _OURS:
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
            found |= set(rows.values_list(name, flat=True))
    return found


def _put_back(lines: list[RosterLine], roster: RosterImport, *, at: datetime) -> None:
    """Put back what stood before, where it still is what the list had said."""
    rows = Learner.objects.order_by("pk").select_related("user")
    locked = rows.select_for_update(of=("self",))
    held = locked.in_bulk([line.learner_id for line in lines])
    heads = {pk: learner.household for pk, learner in held.items()}
    for line in lines:
        learner = held.get(line.learner_id)
        whole = learner is not None and _revert(line, learner, roster.uploaded_by, at)
        if "moved" in line.done:
            whole = move_back(line.done, line.hamlet_id) and whole
        line.done |= {"undone": True} if whole else {"stays": True}
    keep_changed(heads, held.values(), at=at)
    Learner.objects.bulk_update(held.values(), WRITTEN)


def _revert(line: RosterLine, learner: Learner, by: User, at: datetime) -> bool:
    """Return whether all that the line had changed could be put back."""
    before, after = line.done["before"], line.done["after"]
    back = {n: old for n, old in before.items() if getattr(learner, n) == after[n]}
    set_values(learner, back, by=by, at=at)
    return len(back) == len(before)


@transaction.atomic
def _finish(roster: RosterImport, *, at: datetime) -> None:
    held = held_in(roster, State.UNDOING)
    done = held.lines.exclude(done__isnull=True)
    held.counts |= {
        "taken_back": done.filter(done__has_key="undone").count(),
        "stays": done.filter(done__has_key="stays").count(),
    }
    finish(held, State.UNDONE, at=at)
