"""Takes a checked list over, some lines at a time; a killed worker's work goes on.

Each batch is one transaction that writes people and, beside them, which lines they
came from. What is written is not done again, so that the work may be begun as often
as a worker dies.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from secrets import token_urlsafe

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.accounts.codes import new_code
from lms.accounts.models import User
from lms.learners.holding import hold_communes
from lms.learners.models import (
    Learner,
    Outcome,
    RegisteredHow,
    Residence,
    RosterImport,
    RosterLine,
    State,
)
from lms.learners.rosters.changing import change
from lms.learners.rosters.checking import Tell, asked, nobody, residents
from lms.learners.rosters.errors import AnotherIsRunning, NotNow
from lms.learners.rosters.matching import People
from lms.learners.rosters.places import Hamlets
from lms.learners.rosters.remarks import Remark, as_json
from lms.learners.rosters.starting import finish, held_in, set_to_work
from lms.lib.collecting import rarely_collecting
from lms.lib.text import fold, name_sort_key

AT_ONCE = 500  # lines a transaction
WRITTEN = ("learner", "outcome", "reason", "done")


def ask_to_apply(roster: RosterImport, *, at: datetime) -> RosterImport:
    """Have a checked list taken over. Raises: `NotNow`, `AnotherIsRunning`."""
    try:
        with transaction.atomic():
            held = held_in(roster, State.READY)
            held.applied_at = at
            return set_to_work(held, State.APPLYING, at=at)
    except IntegrityError as problem:  # one list of a commune at a time
        raise AnotherIsRunning from problem


@rarely_collecting()
def apply(roster_id: str, *, at: datetime, tell: Tell = nobody) -> None:
    """Take over what is left of a list; safe to run again, and after a killed worker.

    ``at`` is the moment of the end; people are written down as of when it was asked
    for, however often it is begun.
    """
    roster = RosterImport.objects.select_related("commune").get(pk=roster_id)
    if roster.state != State.APPLYING:
        return
    left = roster.lines.to_apply().count()
    total = left + roster.lines.exclude(done__isnull=True).count()
    meanwhile = _here_by_now(roster)
    with suppress(NotNow):  # another came to the end of it first
        while some := _next(roster, meanwhile):
            left -= some
            tell(total - max(left, 0), total + 1)
        _finish(roster, at=at)


def _here_by_now(roster: RosterImport) -> People:
    """Return who lives here now; some may have registered since the dry run."""
    on = timezone.localdate(roster.applied_at)
    return People(residents(Hamlets(roster.commune, on=on), on=on))


@transaction.atomic
def _next(roster: RosterImport, meanwhile: People) -> int:
    """Do the next lines and return how many they were; none at the end."""
    hold_communes([roster.commune_id])  # of two workers one waits here
    held_in(roster, State.APPLYING)
    left = roster.lines.to_apply().defer("cells", "remarks", "candidates")
    lines = list(left.order_by("number")[:AT_ONCE])
    here = {line for line in lines if line.adds and _is_here(line, meanwhile)}
    further = [line for line in lines if line not in here]
    add([line for line in further if line.adds], roster)
    change([line for line in further if not line.adds], roster)
    write(lines)
    return len(lines)


def _is_here(line: RosterLine, meanwhile: People) -> bool:
    """Return whether a new person has been registered since, and say so in the line."""
    found = [] if line.choice else meanwhile.find(asked(line))
    if len(found) != 1 or found[0].whys:
        return False
    line.outcome, line.learner_id = Outcome.SAME, found[0].resident.id
    line.reason, line.done = as_json(Remark("here_meanwhile")), {}
    return True


def add(lines: Iterable[RosterLine], roster: RosterImport) -> None:
    """Add the people of these lines, each with a code and without a secret.

    Nobody can sign in so: the PIN is made when the card is handed over, and with it
    the agreement is asked for (docs/adr/0015).
    """
    listed, at = list(lines), roster.applied_at
    codes = _free_codes(len(listed))
    learners = [
        _learner(line, _user(line, code, at), roster)
        for line, code in zip(listed, codes, strict=True)
    ]
    get_user_model().objects.bulk_create([learner.user for learner in learners])
    Learner.objects.bulk_create(learners)
    Residence.objects.bulk_create(
        _home(line, learner, timezone.localdate(at))
        for line, learner in zip(listed, learners, strict=True)
    )
    for line, learner in zip(listed, learners, strict=True):
        line.learner, line.done = learner, {"added": str(learner.pk)}


def write(lines: Iterable[RosterLine]) -> None:
    """Write what became of lines: one statement for all of them.

    What stands in them already is not sent along: the rows are there, and held.
    """
    kept = ("id", "roster_id", "number", "learner_id", "outcome", "reason", "done")
    RosterLine.objects.bulk_create(
        [RosterLine(**{name: getattr(line, name) for name in kept}) for line in lines],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=WRITTEN,
    )


def _user(line: RosterLine, code: str, at: datetime) -> User:
    return User(
        username=code,
        password=f"{UNUSABLE_PASSWORD_PREFIX}{token_urlsafe()}",
        full_name=line.values["full_name"],
        date_joined=at,
    )


def _learner(line: RosterLine, user: User, roster: RosterImport) -> Learner:
    name = line.values["full_name"]
    return Learner(
        code=user.username,
        user=user,
        full_name=name,
        name_sort=name_sort_key(name),
        name_folded=fold(name),
        birth_year=line.values["birth_year"],
        phone=line.value("phone"),
        sex=line.value("sex"),
        household=line.value("household"),
        registered_at=roster.applied_at,
        registered_how=RegisteredHow.LISTED,
        registered_by_id=roster.uploaded_by_id,
    )


def _home(line: RosterLine, learner: Learner, day: date) -> Residence:
    return Residence(learner=learner, hamlet_id=line.hamlet_id, from_on=day)


def _free_codes(wanted: int) -> list[str]:
    """Return so many codes that nobody has: one query, seldom two."""
    users, codes = get_user_model().objects, set()
    while len(codes) < wanted:
        drawn = {new_code() for _each in range(wanted - len(codes))}
        taken = users.filter(username__in=drawn).values_list("username", flat=True)
        codes |= drawn - set(taken)
    return list(codes)


@transaction.atomic
def _finish(roster: RosterImport, *, at: datetime) -> None:
    held = held_in(roster, State.APPLYING)
    done = held.lines.exclude(done__isnull=True)
    held.counts |= {
        "added": done.filter(done__has_key="added").count(),
        "put_right": done.filter(done__has_key="before").count(),
    }
    finish(held, State.DONE, at=at)
