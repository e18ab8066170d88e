"""Lists of residents with all that follows: who was put right is counted again."""

from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.db import transaction

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.services import recount_commune
from lms.learners.models import Outcome, RosterImport, State
from lms.learners.rosters import applying, undoing
from lms.learners.rosters.checking import Tell, check, nobody
from lms.learners.rosters.sending_back import faults, why
from lms.learners.rosters.starting import ask_to_check, start, take_in


def apply(roster_id: str, *, at: datetime, tell: Tell = nobody) -> None:
    """Take a list over, and count the commune again."""
    applying.apply(roster_id, at=at, tell=tell)
    _count_again(roster_id, at=at)


def undo(roster_id: str, *, at: datetime, tell: Tell = nobody) -> None:
    """Take a list back, and count the commune again."""
    undoing.undo(roster_id, at=at, tell=tell)
    _count_again(roster_id, at=at)


def _count_again(roster_id: str, *, at: datetime) -> None:
    """Count the commune: people of it may have moved, or be of another age.

    Those who were only added are counted nowhere yet (docs/adr/0015).
    """
    roster = RosterImport.objects.get(pk=roster_id)
    if roster.counts.get("put_right"):
        recount_commune(str(roster.commune_id), at=at)


@dataclass(frozen=True)
class Told:
    """What an import found and did, for whoever runs it from a terminal."""

    roster: RosterImport
    refused: list[dict[str, Any]]  # number, name, all that is wrong with it


def import_at_once(
    commune: Unit, file: IO[bytes], file_name: str, *, by: User, at: datetime
) -> Told:
    """Check a list and take it over without waiting for anybody.

    What may be somebody who is here already is left out, as on the screens. A worker
    hears of it too: of the check when it is done, and in the taking over it may help.
    Raises: a `SheetError`, a `RosterError`.
    """
    roster = start(commune, file, file_name, by=by, at=at)
    with transaction.atomic():
        ask_to_check(roster, at=at)
        check(str(roster.pk), at=at)
    roster.refresh_from_db()
    if roster.state == State.READY:
        applying.ask_to_apply(roster, at=at)
        apply(str(roster.pk), at=at)
        roster.refresh_from_db()
    return _told(roster)


def only_check(
    commune: Unit, file: IO[bytes], file_name: str, *, by: User, at: datetime
) -> Told:
    """Return what an import would find. Nothing of it stays, and nobody hears of it.

    Raises: a `SheetError`, a `RosterError`.
    """
    with transaction.atomic():
        roster = take_in(commune, file, file_name, by=by, at=at)
        try:
            ask_to_check(roster, at=at)
            check(str(roster.pk), at=at)
        finally:
            roster.file.delete(save=False)
        roster.refresh_from_db()
        told = _told(roster)
        transaction.set_rollback(True)
    return told


def _told(roster: RosterImport) -> Told:
    lines = roster.lines.filter(outcome=Outcome.REFUSED).order_by("number")
    refused = [
        {
            "line": line.number,
            "name": line.name,
            "reason": why(line),
            "faults": [
                {"column": fault.column, "sentence": str(fault)}
                for fault in faults(line)
            ],
        }
        for line in lines
    ]
    return Told(roster, refused)
