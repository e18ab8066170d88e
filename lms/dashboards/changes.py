"""What changed since last week, in words: of people, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.communes.models import Unit
from lms.dashboards.breakdowns import Breakdowns, added
from lms.dashboards.breakdowns.weeks import week_of
from lms.dashboards.figures import grouped, part_key

STAGES = ("registered", "completed", "certified")
A_WEEK = timedelta(weeks=1)
NAMED = 3


@dataclass(frozen=True)
class Change:
    """How many did it this week so far, last week, and the week before."""

    stage: str
    now: int
    last: int
    before: int
    since: date  # the Monday of last week

    @property
    def last_key(self) -> str:
        """Return the key under which last week's number can be pressed."""
        return part_key("week", self.since.isoformat(), self.stage)

    @property
    def now_key(self) -> str:
        return part_key("week", (self.since + A_WEEK).isoformat(), self.stage)

    @property
    def says(self) -> str:
        """Return what happened last week."""
        return _SENTENCES[self.stage](self.last) % {"count": grouped(self.last)}

    @property
    def compared(self) -> str:
        """Return last week beside the one before it, in words."""
        more = self.last - self.before
        if not more:
            return _("as many as the week before")
        words = {"count": grouped(abs(more))}
        if more > 0:
            return _("%(count)s more than the week before") % words
        return _("%(count)s fewer than the week before") % words

    @property
    def so_far(self) -> str:
        if not self.now:
            return _("nobody yet this week")
        return _("%(count)s so far this week") % {"count": grouped(self.now)}


@dataclass(frozen=True)
class Changes:
    """Three changes, the first day of last week, and where most people got a paper."""

    changes: list[Change]
    since: date
    until: date
    busiest: list[tuple[Unit, int]]

    @property
    def nothing(self) -> bool:
        return not any(each.now or each.last for each in self.changes)


def changes_of(
    hamlets: list[Unit], breakdowns: Mapping[UUID, Breakdowns], *, on: date
) -> Changes:
    """Return what the people of these hamlets did last week, and this week so far."""
    this_week = week_of(on)
    weeks = [this_week - A_WEEK * n for n in range(3)]
    total = added(breakdowns.values())
    changes = [
        Change(stage, *(happened(total, week, stage) for week in weeks), weeks[1])
        for stage in STAGES
    ]
    certified = (
        (
            each,
            sum(
                happened(breakdowns.get(each.pk, {}), w, "certified") for w in weeks[:2]
            ),
        )
        for each in hamlets
    )
    busiest = sorted((each for each in certified if each[1]), key=lambda it: -it[1])
    last = weeks[1]
    return Changes(changes, last, this_week - timedelta(days=1), busiest[:NAMED])


def happened(breakdowns: Breakdowns, week: date, stage: str) -> int:
    """Return how many people did it for the first time in that week."""
    return breakdowns.get("week", {}).get(week.isoformat(), {}).get(stage, 0)


def _registered(number: int) -> str:
    return ngettext(
        "%(count)s person registered", "%(count)s people registered", number
    )


def _completed(number: int) -> str:
    return ngettext(
        "%(count)s person completed a first course",
        "%(count)s people completed a first course",
        number,
    )


def _certified(number: int) -> str:
    return ngettext(
        "%(count)s person got a first certificate",
        "%(count)s people got a first certificate",
        number,
    )


_SENTENCES = {
    "registered": _registered,
    "completed": _completed,
    "certified": _certified,
}
