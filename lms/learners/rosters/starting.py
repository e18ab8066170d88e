"""Takes a list in: looks at it, keeps it privately, proposes what its columns are."""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import IO, Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from lms.accounts.models import User
from lms.communes.models import Unit
from lms.jobs.services import enqueue
from lms.learners.models import RosterImport, RosterLine, State
from lms.learners.rosters.columns import HEADINGS, Columns, recognise
from lms.learners.rosters.errors import (
    ColumnMissing,
    ColumnTwice,
    NotNow,
    SentAlready,
)
from lms.learners.rosters.places import Hamlets
from lms.lib.sheets.cells import Book, Sheet
from lms.lib.sheets.lettering import LETTERINGS
from lms.lib.sheets.reading import look
from lms.lib.text import clean_line

CHECK = "rosters.check"  # kinds of jobs; their handlers lie where figures are counted
APPLY = "rosters.apply"
UNDO = "rosters.undo"
WORK = {State.CHECKING: CHECK, State.APPLYING: APPLY, State.UNDOING: UNDO}
_LONGEST_NAME = 200
LINES_KEPT = timedelta(days=90)
OPEN_FOR = timedelta(days=30)  # then a list of which nothing was taken over goes


def start(
    commune: Unit, file: IO[bytes], file_name: str, *, by: User, at: datetime
) -> RosterImport:
    """Return the import of a list, with its columns as they were recognised.

    A file that waits already is that import: pressed twice is sent once.
    Raises: a `SheetError` where it cannot be read, `SentAlready`. Nothing is kept then.
    """
    known = RosterImport.objects.filter(commune=commune, sha256=_digest(file))
    if waiting := known.filter(state__in=RosterImport.OPEN).first():
        return waiting
    return take_in(commune, file, file_name, by=by, at=at)


def take_in(
    commune: Unit, file: IO[bytes], file_name: str, *, by: User, at: datetime
) -> RosterImport:
    """Return a fresh import of a list, even where another of the same file waits.

    Raises: a `SheetError` where it cannot be read, `SentAlready`. Nothing is kept then.
    """
    digest = _digest(file)
    known = RosterImport.objects.filter(commune=commune, sha256=digest)
    if known.filter(state__in=RosterImport.TAKEN_OVER).exists():
        raise SentAlready
    book, today = look(file), timezone.localdate(at)
    number = _fullest(book, today)
    roster = RosterImport(
        commune=commune,
        file_name=clean_line(file_name[-_LONGEST_NAME:], _LONGEST_NAME) or "?",
        sha256=digest,
        uploaded_at=at,
        uploaded_by=by,
        sheet=number,
        lettering=book.sheets[number].lettering.name,
        separator=book.separator,
        last_row=book.sheets[number].last_row,
        mapping=_proposed(commune, book.sheets[number], today),
    )
    file.seek(0)
    roster.file.save(f"{roster.pk}", File(file), save=False)
    roster.save()
    return roster


@transaction.atomic
def choose_sheet(
    roster: RosterImport, sheet: int, lettering: str, *, at: datetime
) -> None:
    """Read another sheet, or the same in another lettering; propose its columns anew.

    Raises: `NotNow`, a `SheetError`.
    """
    held = held_in(roster, *RosterImport.CAN_BE_CHECKED)
    book = book_of(held)
    found = book.sheets[min(sheet, len(book.sheets) - 1)]
    held.sheet, held.last_row = book.sheets.index(found), found.last_row
    known = lettering in LETTERINGS
    held.lettering = lettering if known else found.lettering.name
    held.mapping = _proposed(held.commune, found, timezone.localdate(at))
    held.state = State.LOOKED
    held.save()


@transaction.atomic
def ask_to_check(
    roster: RosterImport,
    *,
    at: datetime,
    fields: dict[str, int] | None = None,
    first_row: int | None = None,
    hamlet: Unit | None = None,
) -> RosterImport:
    """Have the dry run made, with the columns as a person left them.

    ``hamlet`` is that of lines which name none.
    Raises: `ColumnMissing`, `ColumnTwice`, `NotNow`.
    """
    held = held_in(roster, *RosterImport.CAN_BE_CHECKED)
    if fields is not None:
        held.mapping |= {
            "fields": {k: c for k, c in fields.items() if k in HEADINGS},
            "first_row": first_row or held.mapping["first_row"],
            "hamlet": str(hamlet.pk) if hamlet else "",
        }
    columns = list(held.mapping["fields"].values())
    if Columns(held.mapping["fields"], {}).missing:
        raise ColumnMissing
    if len(set(columns)) < len(columns):
        raise ColumnTwice
    return set_to_work(held, State.CHECKING, at=at)


def as_columns(chosen: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return the column of each field. Raises: `ColumnTwice`."""
    listed = list(chosen)
    fields = dict(listed)
    if len(fields) < len(listed):
        raise ColumnTwice
    return fields


def set_to_work(roster: RosterImport, state: State, *, at: datetime) -> RosterImport:
    """Put a list that is held into a state of work, and ask for the work."""
    roster.state = state
    roster.save()
    enqueue(WORK[state], str(roster.pk), at=at, roster_id=str(roster.pk))
    return roster


@transaction.atomic
def try_again(roster: RosterImport, *, at: datetime) -> None:
    """Ask once more for work that had failed for good. Raises: `NotNow`."""
    held = held_in(roster, *RosterImport.LONG_WORK)
    set_to_work(held, State(held.state), at=at)


@transaction.atomic
def drop(roster: RosterImport, *, at: datetime) -> None:
    """Put a list aside of which nothing was taken over: file and lines go.

    Raises: `NotNow`.
    """
    _drop(held_in(roster, State.LOOKED, State.READY, State.FAILED), at=at)


def forget_old(*, at: datetime) -> None:
    """Forget the lines of lists that ended long ago, and lists left lying open.

    Their counts stay.
    """
    old = RosterImport.objects.filter(finished_at__lt=at - LINES_KEPT)
    RosterLine.objects.filter(roster__in=old).delete()
    open_lists = RosterImport.objects.filter(state__in=RosterImport.OPEN)
    for each in open_lists.filter(uploaded_at__lt=at - OPEN_FOR):
        put_aside(each, at=at)


@transaction.atomic
def put_aside(roster: RosterImport, *, at: datetime) -> None:
    """Put a list aside that is open still, also one whose check never came about."""
    with suppress(NotNow):
        _drop(held_in(roster, *RosterImport.OPEN), at=at)


def _drop(held: RosterImport, *, at: datetime) -> None:
    held.lines.all().delete()
    finish(held, State.DROPPED, at=at)


def finish(roster: RosterImport, state: State, *, at: datetime) -> None:
    """Write the end of a list; its file is not needed any more."""
    if roster.file:
        roster.file.delete(save=False)
    roster.state, roster.finished_at = state, at
    roster.save()


def held_in(roster: RosterImport, *states: State) -> RosterImport:
    """Return the list, held until the transaction ends, in one of these states.

    Raises: `NotNow`.
    """
    lists = RosterImport.objects.select_related("commune")
    held = lists.select_for_update(of=("self",)).get(pk=roster.pk)
    if held.state not in states:
        raise NotNow
    return held


def book_of(roster: RosterImport) -> Book:
    """Return what is in the file that was kept. Raises: a `SheetError`."""
    with roster.file.open("rb") as file:
        return look(file)


def _fullest(book: Book, today: date) -> int:
    """Return the sheet that looks most like a list of people; of equals the first."""

    def fields(number: int) -> int:
        top = book.sheets[number].top
        return len(recognise(top, this_year=today.year).fields)

    return max(book.in_view, key=fields)


def _proposed(commune: Unit, sheet: Sheet, today: date) -> dict[str, Any]:
    """Return the columns recognised, and the hamlet that the sheet may be named for."""
    columns = recognise(sheet.top, this_year=today.year)
    named = Hamlets(commune, on=today).find(sheet.name).hamlet
    return {
        "fields": columns.fields,
        "sure": columns.sure,
        "first_row": columns.first_row,
        "titles": list(columns.titles),
        "hamlet": str(named.pk) if named else "",
    }


def _digest(file: IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest
