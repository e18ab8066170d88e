"""Brings the roll-ups up to date: counted afresh, never added to."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from lms.accounts.models import User
from lms.certificates.models import Certificate
from lms.communes.errors import CommunesError
from lms.communes.models import AdultCount, Unit
from lms.communes.services import enter_adult_count
from lms.dashboards.counting import COUNTS_OF_PEOPLE, Tally, count_hamlets
from lms.dashboards.errors import EntryRefused
from lms.dashboards.models import CountedUpTo, HamletCourseRollup, HamletRollup
from lms.dashboards.rollups import RECOUNT, tallies_kept
from lms.jobs.models import Job
from lms.jobs.services import enqueue
from lms.learners.models import Consent, Residence
from lms.progress.models import Confirmation, CourseCompletion, Enrolment

# A fact carries the moment its transaction began; it can be seen only once that
# transaction ends. Looking back this far finds those that took their time.
LOOK_BACK = timedelta(minutes=2)
MARK_EVERY = timedelta(minutes=1)  # where nothing arrives; each mark is a write
AT_ONCE = 100  # hamlets; on SQLite nobody else can write while they are counted


def bring_up_to_date(*, at: datetime) -> int:
    """Count the hamlets again in which something arrived; return how many.

    The first time on a new day all are counted: people become adults and move house
    by the calendar, without any fact arriving.
    """
    counted = CountedUpTo.objects.filter(moment__isnull=False).first()
    if counted is None or _day(counted.moment) != _day(at):
        return rebuild(at=at)
    hamlet_ids = touched_since(counted.moment - LOOK_BACK, at=at)
    recount(hamlet_ids, at=at)
    if hamlet_ids or at - counted.moment >= MARK_EVERY:
        _mark(at)
    return len(hamlet_ids)


def rebuild(*, at: datetime) -> int:
    """Throw every roll-up away and count all hamlets; return how many."""
    hamlet_ids = list(Unit.objects.hamlets().values_list("pk", flat=True))
    recount(hamlet_ids, at=at)
    _mark(at)
    return len(hamlet_ids)


def recount(hamlet_ids: Iterable[UUID], *, at: datetime) -> None:
    """Put fresh counts of these hamlets in place of the old ones."""
    ids = list(hamlet_ids)
    for start in range(0, len(ids), AT_ONCE):
        _recount(ids[start : start + AT_ONCE], at=at)


@transaction.atomic
def _recount(hamlet_ids: list[UUID], *, at: datetime) -> None:
    """Count and write in one go, one counter at a time.

    Without the lock, of two counters the one that began earlier could write later,
    and put older figures in place of newer ones.
    """
    CountedUpTo.objects.get_or_create(pk=1)
    CountedUpTo.objects.select_for_update().get(pk=1)
    tallies = count_hamlets(hamlet_ids, on=_day(at))
    HamletCourseRollup.objects.filter(hamlet__in=hamlet_ids).delete()
    HamletRollup.objects.filter(hamlet__in=hamlet_ids).delete()
    HamletRollup.objects.bulk_create(
        _row(hamlet_id, tally, at=at) for hamlet_id, tally in tallies.items()
    )
    HamletCourseRollup.objects.bulk_create(
        HamletCourseRollup(hamlet_id=hamlet_id, course_key=key, **vars(course))
        for hamlet_id, tally in tallies.items()
        for key, course in tally.courses.items()
    )


def _row(hamlet_id: UUID, tally: Tally, *, at: datetime) -> HamletRollup:
    people = {name: getattr(tally, name) for name in COUNTS_OF_PEOPLE}
    return HamletRollup(hamlet_id=hamlet_id, counted_at=at, **people)


def differing(*, at: datetime) -> list[UUID]:
    """Return the hamlets whose roll-ups are not what their facts add up to."""
    ids = list(Unit.objects.hamlets().values_list("pk", flat=True))
    wrong: list[UUID] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        kept = tallies_kept(some)
        counted = count_hamlets(some, on=_day(at))
        wrong += [each for each in some if kept.get(each) != counted[each]]
    return wrong


def touched_since(moment: datetime, *, at: datetime) -> list[UUID]:
    """Return the hamlets whose residents registered or did something since.

    Whoever registers agrees, and a consent says when it arrived; the moment of
    registering may lie days back, on a phone without signal.
    """
    arrivals = [
        Consent.objects.filter(arrived_at__gt=moment),
        Enrolment.objects.filter(arrived_at__gt=moment),
        CourseCompletion.objects.filter(arrived_at__gt=moment),
        Confirmation.objects.filter(arrived_at__gt=moment),
        Certificate.objects.filter(issued_at__gt=moment),
    ]
    homes = Residence.objects.on(_day(at)).order_by()
    touched: set[UUID] = set()
    for facts in arrivals:
        there = homes.filter(learner__in=facts.order_by().values("learner"))
        touched.update(there.values_list("hamlet", flat=True).distinct())
    return list(touched)


def ask_for_recount(commune: Unit, *, at: datetime) -> Job:
    """Return the job that counts a commune's hamlets again."""
    return enqueue(RECOUNT, str(commune.pk), at=at, commune_id=str(commune.pk))


def recount_commune(commune_id: str, *, at: datetime) -> None:
    """Count the hamlets of a commune again."""
    hamlets = Unit.objects.hamlets().filter(parent=commune_id)
    recount(hamlets.values_list("pk", flat=True), at=at)


@transaction.atomic
def enter_adults(
    numbers: Iterable[tuple[Unit, int]],
    *,
    counted_on: date,
    source: str,
    by: User,
    at: datetime,
) -> list[AdultCount]:
    """Return the new counts of several places from one list: all of them, or none.

    Raises: `EntryRefused` for the first number that is not accepted.
    """
    entered = []
    for unit, adults in numbers:
        try:
            count = enter_adult_count(
                unit, adults, counted_on=counted_on, source=source, by=by, at=at
            )
        except CommunesError as problem:
            raise EntryRefused(unit, problem) from problem
        entered.append(count)
    return entered


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _mark(at: datetime) -> None:
    CountedUpTo.objects.update_or_create(pk=1, defaults={"moment": at})
