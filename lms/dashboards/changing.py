"""Changes of hamlets with all that follows: people go along, figures are counted."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.communes.models import Unit
from lms.communes.services import Change
from lms.communes.services.tracing import trace
from lms.dashboards.services import recount
from lms.learners.moving import follow, settle, waiting_in


@dataclass(frozen=True)
class Outcome:
    """What a change did, or would do."""

    change: Change
    moved: int  # residents who went over by rule
    waiting: int  # residents of whom somebody has to say where they live

    def sentences(self) -> list[str]:
        """Return what happens, one sentence a line."""
        ends = ", ".join(str(old) for old in self.change.olds)
        begin = ", ".join(str(new) for new in self.change.news)
        first = self.change.news[0].valid_from
        places = _("Until %(last)s: %(olds)s. From %(first)s: %(news)s.") % {
            "olds": ends,
            "news": begin,
            "first": f"{first:%d/%m/%Y}",
            "last": f"{first - timedelta(days=1):%d/%m/%Y}",
        }
        return [places, *self._people()]

    def _people(self) -> list[str]:
        moved = ngettext(
            "%(count)d resident goes over to it, with everything learnt.",
            "%(count)d residents go over to it, with everything learnt.",
            self.moved,
        )
        waiting = ngettext(
            "%(count)d resident waits until you say where they live now.",
            "%(count)d residents wait until you say where each of them lives now.",
            self.waiting,
        )
        positions = ngettext(
            "%(count)d position of a helper or leader goes on there.",
            "%(count)d positions of helpers and leaders go on there.",
            self.change.positions,
        )
        return [
            *([] if self.waiting else [moved % {"count": self.moved}]),
            *([waiting % {"count": self.waiting}] if self.waiting else []),
            *([positions % {"count": held}] if (held := self.change.positions) else []),
        ]


def carry_out(
    make: Callable[[], Change],
    *,
    at: datetime,
    only_check: bool = False,
    counts: bool = True,
) -> Outcome:
    """Make a change, let the residents follow, count again; return what it did.

    All of it or nothing; nothing where it is only checked what would happen. Whoever
    makes many changes counts once at their end, and not with each.
    Raises: what ``make`` raises.
    """
    with transaction.atomic():
        change = make()
        moved = follow(change.olds)
        waiting = waiting_in(change.olds).count()
        if counts and not only_check:
            recount_around([*change.olds, *change.news], at=at)
        transaction.set_rollback(only_check)
    return Outcome(change, moved, waiting)


@transaction.atomic
def settle_residents(
    hamlet: Unit, into: Unit, learners: Iterable[UUID] | None, *, at: datetime
) -> int:
    """Say in which part of a divided hamlet residents live; return how many they are.

    Raises: `NotAPartOfIt`, `NobodyChosen`.
    """
    moved = settle(hamlet, into, learners)
    recount_around([hamlet, into], at=at)
    return moved


def recount_around(hamlets: Iterable[Unit], *, at: datetime) -> None:
    """Count hamlets again, and those of today that they have become since."""
    listed = list(hamlets)
    traced = trace(listed, to=timezone.localdate(at))
    ids = {unit.pk for unit in listed}
    ids |= {unit.pk for each in traced.values() for unit in each.among}
    there = Unit.objects.hamlets().filter(pk__in=ids)
    recount(there.values_list("pk", flat=True), at=at)
