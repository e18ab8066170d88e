"""Takes somebody out of the lists of residents that their communes have sent.

A line that may be about them goes; the counts of its list stay. A list of which nothing
was taken over is put aside, with its file, where it names them or was not read yet.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime
from typing import Any

from lms.learners.models import Learner, RosterImport, RosterLine, State
from lms.learners.rosters.starting import put_aside
from lms.lib.text import fold

_WITH_HEADS = ("values", "cells", "done")


def forget_in_lists(
    learner: Learner,
    folded: Collection[str],
    mark_of: Callable[[str], str],
    *,
    at: datetime,
) -> None:
    """Forget the lines about somebody of these names, and what else tells of them.

    Lines that were taken for somebody else of the name are theirs, and stay. As head
    of a household they are called by ``mark_of`` their name.
    """
    lived_in = learner.residences.order_by().values("hamlet__parent")
    for roster in RosterImport.objects.filter(commune__in=lived_in):
        about = {e.pk for e in roster.lines.all() if _is_about(e, learner, folded)}
        if roster.state == State.LOOKED or (about and roster.state == State.READY):
            put_aside(roster, at=at)
        roster.lines.filter(pk__in=about).delete()
        changed = list(_without(learner, folded, mark_of, roster))
        RosterLine.objects.bulk_update(changed, [*_WITH_HEADS, "candidates"])
    learner.roster_lines.all().delete()


def _is_about(line: RosterLine, learner: Learner, folded: Collection[str]) -> bool:
    if line.learner_id:
        return line.learner_id == learner.pk
    return _is_candidate(line, learner) or fold(line.name) in folded


def _is_candidate(line: RosterLine, learner: Learner) -> bool:
    return str(learner.pk) in {each["id"] for each in line.candidates}


def _without(
    learner: Learner,
    folded: Collection[str],
    mark_of: Callable[[str], str],
    roster: RosterImport,
) -> Iterator[RosterLine]:
    """Give the lines of others that told of somebody, as they are without that."""
    for line in roster.lines.all():
        heads = [kept for name in _WITH_HEADS for kept in _heads(getattr(line, name))]
        named = [kept for kept in heads if fold(kept["household"]) in folded]
        for kept in named:
            kept["household"] = mark_of(kept["household"])
        if named or _is_candidate(line, learner):
            whose = str(learner.pk)
            line.candidates = [e for e in line.candidates if e["id"] != whose]
            yield line


def _heads(kept: Any) -> Iterator[dict[str, Any]]:
    """Give each part of what is kept of a line in which a head of household stands."""
    if isinstance(kept, dict):
        if isinstance(kept.get("household"), str):
            yield kept
        for each in kept.values():
            yield from _heads(each)
