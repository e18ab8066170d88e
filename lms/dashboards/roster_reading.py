"""What the pages about a list of residents show, read in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from lms.communes.models import Unit
from lms.jobs.models import Job
from lms.learners.models import (
    Choice,
    Learner,
    Outcome,
    Residence,
    RosterImport,
    RosterLine,
)
from lms.learners.rosters.checking import COMPARED
from lms.learners.rosters.deciding import choices_for, people_of
from lms.learners.rosters.remarks import WHYS, from_json
from lms.learners.rosters.starting import WORK
from lms.lib.text import fold

ORDER = (
    *(Outcome.LIKELY, Outcome.NEW, Outcome.CHANGED),
    *(Outcome.REFUSED, Outcome.LEFT_OUT, Outcome.SAME),
)


@dataclass(frozen=True)
class Tab:
    """One kind of lines, and how many of them there are."""

    outcome: Outcome
    count: int
    chosen: bool


@dataclass(frozen=True)
class PersonHere:
    """Somebody whom a line may be about, with what speaks for it."""

    learner: Learner
    hamlet: Unit | None
    whys: list[str]


@dataclass(frozen=True)
class LineShown:
    """A line with all that is said of it. Personal data: shown, never kept."""

    line: RosterLine
    reason: str
    remarks: list[str]
    people: list[PersonHere]
    changes: list[tuple[str, str, str]]  # field, what stands here, what is told
    options: list[tuple[str, str]]  # what may be said, by what the form sends
    said: str


def tabs(roster: RosterImport, asked: str) -> list[Tab]:
    """Return the kinds of lines there are, the one asked for or the first chosen."""
    counted = roster.lines.order_by().values("outcome").annotate(n=Count("pk"))
    counts = dict(counted.values_list("outcome", "n"))
    there = [outcome for outcome in ORDER if counts.get(outcome)]
    chosen = asked if asked in there else next(iter(there), "")
    return [Tab(each, counts[each], each == chosen) for each in there]


def lines_shown(lines: Iterable[RosterLine]) -> list[LineShown]:
    """Return these lines with the people they may be about: two queries more."""
    listed = list(lines)
    people = people_of(listed)
    homes = Residence.objects.on(timezone.localdate()).filter(learner__in=people)
    hamlets = {home.learner_id: home.hamlet for home in homes.select_related("hamlet")}
    return [_shown(line, people, hamlets) for line in listed]


def _shown(
    line: RosterLine, people: dict[UUID, Learner], hamlets: dict[UUID, Unit]
) -> LineShown:
    here = [
        PersonHere(people[who], hamlets.get(who), [str(WHYS[each]) for each in whys])
        for who, whys in _about(line)
        if who in people
    ]
    changed = line.outcome == Outcome.CHANGED and line.learner_id in people
    return LineShown(
        line,
        _reason(line),
        [from_json(each).with_column for each in line.remarks],
        here,
        list(_changes(line, people[line.learner_id])) if changed else [],
        list(_options(line, here)),
        _said(line),
    )


def _about(line: RosterLine) -> list[tuple[UUID, list[str]]]:
    if line.candidates:
        return [(UUID(each["id"]), each["whys"]) for each in line.candidates]
    return [(line.learner_id, [])] if line.learner_id else []


def _reason(line: RosterLine) -> str:
    reason = from_json(line.reason)
    return reason.with_column if reason else ""


def _changes(line: RosterLine, learner: Learner) -> Iterable[tuple[str, str, str]]:
    for name in COMPARED:
        told, stands = line.values.get(name) or "", getattr(learner, name)
        if told and fold(told) != fold(stands):
            label = Learner._meta.get_field(name).verbose_name
            yield str(label), _worded(name, stands), _worded(name, told)


def _worded(name: str, value: str) -> str:
    choices: dict[str, Any] = dict(Learner._meta.get_field(name).choices or ())
    return str(choices.get(value, value))


def _options(line: RosterLine, here: list[PersonHere]) -> Iterable[tuple[str, str]]:
    """Give what may be said; of several people each is named."""
    for choice in choices_for(line):
        if choice not in (Choice.SAME, Choice.TAKE) or line.outcome != Outcome.LIKELY:
            yield choice, str(choice.label)
            continue
        for person in here:
            told = f"{person.learner.full_name}, {person.learner.birth_year}"
            label = f"{told}: {choice.label}" if len(here) > 1 else str(choice.label)
            yield f"{choice}:{person.learner.pk}", label


def _said(line: RosterLine) -> str:
    if line.outcome == Outcome.LIKELY and line.learner_id:
        return f"{line.choice}:{line.learner_id}"
    return line.choice


def job_of(roster: RosterImport) -> Job | None:
    """Return the newest job that works on a list."""
    jobs = Job.objects.filter(kind=WORK.get(roster.state, ""), key=str(roster.pk))
    return jobs.order_by("-created_at").first()


def stays_of(roster: RosterImport) -> list[RosterLine]:
    """Return the lines that could not be taken back."""
    return list(roster.lines.filter(Q(done__has_key="stays")).order_by("number")[:50])
