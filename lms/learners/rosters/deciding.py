"""What a person says about lines of a dry run; nothing is done to anybody yet."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lms.accounts.models import User
from lms.learners.models import (
    Choice,
    Consent,
    Decision,
    Learner,
    Outcome,
    RosterImport,
    RosterLine,
    RosterLineQuerySet,
    State,
)
from lms.learners.rosters.starting import held_in

# What may be said of which; saying nothing is always possible.
CHOICES: dict[str, tuple[Choice, ...]] = {
    Outcome.NEW: (Choice.LEAVE,),
    Outcome.SAME: (Choice.NEW,),
    Outcome.CHANGED: (Choice.SAME, Choice.NEW, Choice.LEAVE),
    Outcome.LIKELY: (Choice.SAME, Choice.TAKE, Choice.NEW, Choice.LEAVE),
    Outcome.LEFT_OUT: (Choice.NEW,),
    Outcome.REFUSED: (),
}


GONE = ("has_left", "perhaps_gone")  # why a line may be about somebody who left


def choices_for(line: RosterLine) -> list[Choice]:
    """Return what may be said of a line.

    Nobody is added without a birth year and a hamlet, and by no list who has said no.
    Of who has died, moved away or is not named a list changes nothing.
    """
    may = CHOICES[line.outcome]
    reason = (line.reason or {}).get("key")
    unnamed = line.outcome == Outcome.LIKELY and not line.candidates
    if reason == "has_left" or unnamed:
        may = tuple(each for each in may if each not in (Choice.SAME, Choice.TAKE))
    whole = line.value("birth_year") and line.hamlet_id and line.value("full_name")
    if whole and reason != "said_no":
        return list(may)
    return [choice for choice in may if choice != Choice.NEW]


@transaction.atomic
def decide(
    roster: RosterImport,
    said: Iterable[tuple[int, str, UUID | None]],
    *,
    by: User,
) -> int:
    """Keep what somebody said: line number, choice or nothing, and who it is.

    Returns how many lines it changed; what may not be said of a line is passed over.
    Raises: `NotNow`.
    """
    held = held_in(roster, State.READY)
    wanted = {number: (choice, who) for number, choice, who in said}
    changed = []
    for line in held.lines.filter(number__in=wanted):
        before = line.choice, line.learner_id
        _say(line, *wanted[line.number])
        if (line.choice, line.learner_id) != before:
            line.chosen_by = by
            changed.append(line)
    RosterLine.objects.bulk_update(
        changed, ["choice", "learner", "chosen_by"], batch_size=500
    )
    return len(changed)


def _say(line: RosterLine, choice: str, who: UUID | None) -> None:
    if choice and choice not in choices_for(line):
        return
    if line.outcome == Outcome.LIKELY:
        may_be = [UUID(each["id"]) for each in line.candidates]
        named = may_be[0] if who is None and len(may_be) == 1 else who
        if choice in (Choice.SAME, Choice.TAKE) and named not in may_be:
            return  # which of them?
        line.learner_id = named if choice in (Choice.SAME, Choice.TAKE) else None
    line.choice = choice


@transaction.atomic
def decide_rest(roster: RosterImport, choice: str, *, by: User) -> int:
    """Say the same of all lines nobody has decided on that may be about one person.

    Returns how many. Lines with several candidates stay undecided, but may be left
    out together; and so those about somebody who has left: nobody adds them unseen.
    Raises: `NotNow`.
    """
    held = held_in(roster, State.READY)
    undecided = held.lines.filter(outcome=Outcome.LIKELY, choice="")
    if choice != Choice.LEAVE:
        undecided = undecided.exclude(reason__key__in=GONE)
    said = [(line.number, choice, None) for line in undecided]
    return decide(held, said, by=by)


def undecided(roster: RosterImport) -> RosterLineQuerySet:
    """Return the lines that will be left out unless somebody decides."""
    return roster.lines.filter(Q(outcome=Outcome.LIKELY, choice=""))


def people_of(lines: Iterable[RosterLine]) -> dict[UUID, Learner]:
    """Return everybody whom these lines are or may be about: one query.

    Not those who took the agreement back since the list was checked.
    """
    listed = list(lines)
    ids = {line.learner_id for line in listed if line.learner_id}
    ids |= {UUID(each["id"]) for line in listed for each in line.candidates}
    back = Consent.objects.filter(decision=Decision.WITHDRAWN, learner__in=ids)
    named = Learner.objects.exclude(pk__in=back.values("learner"))
    return named.in_bulk(list(ids))
