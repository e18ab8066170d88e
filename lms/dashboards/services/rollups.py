"""Brings the roll-ups up to date: counted afresh, never added to."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.communes.models import AdultCount, HouseholdCount, Kind, Unit, UnitQuerySet
from lms.communes.population import adults_known, households_known
from lms.dashboards.above import told_by
from lms.dashboards.adding_up import (
    adults_kept,
    hamlet_line,
    households_together,
    line_kept,
    line_together,
)
from lms.dashboards.breakdowns import added, broken_down
from lms.dashboards.counting import Tally, count_hamlets
from lms.dashboards.inhabitants import Inhabitants
from lms.dashboards.models import CountedUpTo, Rollup
from lms.dashboards.reports import Line
from lms.dashboards.rollups import REBUILD, RECOUNT
from lms.dashboards.services.following import communes_counting, follow_hamlets
from lms.jobs.models import Job
from lms.jobs.services import enqueue
from lms.learners.models import Consent, Residence
from lms.progress.models import (
    Confirmation,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
)

# A fact carries the moment its transaction began; it can be seen only once that
# transaction ends. Looking back this far finds those that took their time.
LOOK_BACK = timedelta(minutes=2)
MARK_EVERY = timedelta(minutes=1)  # where nothing arrives; each mark is a write
AT_ONCE = 100  # hamlets; on SQLite nobody else can write while they are counted

Tell = Callable[[int, int], object]


def untold(done: int, total: int) -> None:
    """Tell nobody how far the work is."""


def bring_up_to_date(*, at: datetime) -> int:
    """Count the hamlets again in which something arrived; return how many.

    The first time on a new day a job is asked for that counts them all: people become
    adults and move house by the calendar, without any fact arriving. It may take
    minutes, so that the next look comes while it runs: a job runs once, whoever looks.
    """
    with transaction.atomic():  # nobody moves and is counted where they were
        recount(follow_hamlets(), at=at)
    counted = CountedUpTo.objects.filter(moment__isnull=False).first()
    if counted is None:
        _begin_day(at)
        return 0
    since = counted.moment - LOOK_BACK
    hamlet_ids = touched_since(since, at=at)
    recount(hamlet_ids, at=at)
    add_up(_communes_with_new_numbers(since, at=at), at=at)
    if _day(counted.moment) != _day(at):
        _begin_day(at)
    elif hamlet_ids or at - counted.moment >= MARK_EVERY:
        _mark(at)
    return len(hamlet_ids)


@transaction.atomic
def _begin_day(at: datetime) -> None:
    """Ask for all to be counted, once this day: both are written, or neither."""
    _mark(at)
    day = _day(at).isoformat()
    if not Job.objects.filter(kind=REBUILD, key=day).exists():
        enqueue(REBUILD, day, at=at)


def rebuild(*, at: datetime, tell: Tell = untold) -> int:
    """Put fresh counts of all hamlets over every roll-up; return how many.

    What stands above hamlets goes only where there are none any more: else a
    province would have no figures until all its hamlets are counted.
    """
    hamlet_ids = list(Unit.objects.hamlets().values_list("pk", flat=True))
    inhabited = Unit.objects.filter(
        Q(children__kind=Kind.HAMLET) | Q(children__children__kind=Kind.HAMLET)
    )
    above = Rollup.objects.exclude(unit__kind=Kind.HAMLET)
    above.exclude(unit__in=inhabited).delete()
    recount(hamlet_ids, at=at, tell=tell)
    _mark(at)
    return len(hamlet_ids)


def recount(hamlet_ids: Iterable[UUID], *, at: datetime, tell: Tell = untold) -> None:
    """Put fresh counts of these hamlets, and of what lies above, over the old ones."""
    ids = list(hamlet_ids)
    for start in range(0, len(ids), AT_ONCE):
        _recount(ids[start : start + AT_ONCE], at=at)
        tell(start, len(ids))
    above = Unit.objects.filter(pk__in=ids).order_by()
    add_up(set(above.values_list("parent", flat=True)), at=at)


@transaction.atomic
def _recount(hamlet_ids: list[UUID], *, at: datetime) -> None:
    """Count and write in one go, one counter at a time."""
    _one_at_a_time()
    on = _day(at)
    tallies = count_hamlets(hamlet_ids, on=on)
    breakdowns = broken_down(Inhabitants.of(hamlet_ids, on))
    _write(
        Rollup(
            unit_id=hamlet_id,
            counts=tally.as_json(),
            breakdowns=breakdowns[hamlet_id],
            counted_at=at,
        )
        for hamlet_id, tally in tallies.items()
    )


@transaction.atomic
def add_up(commune_ids: Collection[UUID], *, at: datetime) -> None:
    """Add up communes from their hamlets, and their provinces from their communes."""
    if not commune_ids:
        return
    _one_at_a_time()
    communes = list(Unit.objects.filter(pk__in=commune_ids).select_related("parent"))
    _write(_commune_rows(communes, at=at))
    for province in {each.parent for each in communes if each.parent}:
        _write([_province_row(province, at=at)])


def _one_at_a_time() -> None:
    """Wait for whoever else is counting.

    Without the lock, of two counters the one that began earlier could write later,
    and put older figures in place of newer ones.
    """
    CountedUpTo.objects.get_or_create(pk=1)
    CountedUpTo.objects.select_for_update().get(pk=1)


def _commune_rows(communes: list[Unit], *, at: datetime) -> Iterator[Rollup]:
    parts = _parts(communes, Unit.objects.hamlets(), at=at)
    places = [each.unit for rollups in parts.values() for each in rollups]
    adults = adults_known([*places, *communes], on=_day(at))
    homes = households_known([*places, *communes], on=_day(at))
    for commune in communes:
        lines = [
            hamlet_line(
                each.unit, Tally.from_json(each.counts), adults.get(each.unit_id)
            )
            for each in parts[commune.pk]
        ]
        line = line_together(commune, lines, adults.get(commune.pk))
        line.coverage = households_together(commune, lines, homes)
        yield _row_above(line, parts[commune.pk], sorted(told_by(lines)), at=at)


def _province_row(province: Unit, *, at: datetime) -> Rollup:
    rollups = _parts([province], Unit.objects.communes(), at=at)[province.pk]
    lines = [line_kept(each.unit, each) for each in rollups]
    return _row_above(line_together(province, lines, None), rollups, [], at=at)


def _parts(
    units: list[Unit], below: UnitQuerySet, *, at: datetime
) -> dict[UUID, list[Rollup]]:
    """Return the roll-ups below each unit: of places in force, or with people still."""
    there = Rollup.objects.filter(unit__in=below.filter(parent__in=units))
    parts: dict[UUID, list[Rollup]] = defaultdict(list)
    for rollup in there.select_related("unit").order_by("unit"):
        if rollup.unit.in_force_on(_day(at)) or rollup.counts["registered"]:
            parts[rollup.unit.parent_id].append(rollup)
    return parts


def _row_above(
    line: Line, parts: list[Rollup], given_away: list[str], *, at: datetime
) -> Rollup:
    return Rollup(
        unit=line.unit,
        counts=line.tally.as_json(),
        breakdowns=added(each.breakdowns for each in parts),
        adults=adults_kept(line),
        given_away=given_away,
        counted_at=min((each.counted_at for each in parts), default=at),
    )


def _write(rollups: Iterable[Rollup]) -> None:
    columns = ["counts", "breakdowns", "adults", "given_away", "counted_at"]
    Rollup.objects.bulk_create(
        rollups, update_conflicts=True, unique_fields=["unit"], update_fields=columns
    )


def differing(*, at: datetime) -> list[UUID]:
    """Return the units whose roll-ups are not what their facts add up to."""
    ids = list(Unit.objects.hamlets().values_list("pk", flat=True))
    wrong: list[UUID] = []
    for start in range(0, len(ids), AT_ONCE):
        wrong += _differing(ids[start : start + AT_ONCE], at=at)
    return wrong + _differing_above(at=at)


def _differing(hamlet_ids: list[UUID], *, at: datetime) -> list[UUID]:
    kept = {e.unit_id: e for e in Rollup.objects.filter(unit__in=hamlet_ids)}
    counted = count_hamlets(hamlet_ids, on=_day(at))
    breakdowns = broken_down(Inhabitants.of(hamlet_ids, _day(at)))
    return [
        each
        for each in hamlet_ids
        if each not in kept
        or Tally.from_json(kept[each].counts) != counted[each]
        or kept[each].breakdowns != breakdowns[each]
    ]


def _differing_above(*, at: datetime) -> list[UUID]:
    above = Rollup.objects.exclude(unit__kind=Kind.HAMLET).select_related("unit")
    kept = {each.unit_id: each for each in above}
    communes = Unit.objects.communes().filter(children__kind=Kind.HAMLET).distinct()
    wanted = list(_commune_rows(list(communes), at=at))
    provinces = Unit.objects.filter(pk__in={each.unit.parent_id for each in wanted})
    wanted += [_province_row(each, at=at) for each in provinces]
    return [
        each.unit_id
        for each in wanted
        if each.unit_id not in kept or _says(kept[each.unit_id]) != _says(each)
    ]


def _says(rollup: Rollup) -> list[object]:
    return [rollup.counts, rollup.breakdowns, rollup.adults, rollup.given_away]


def touched_since(moment: datetime, *, at: datetime) -> list[UUID]:
    """Return the hamlets whose residents did something since, and new ones.

    Whoever registers agrees, and a consent says when it arrived; the moment of
    registering may lie days back, on a phone without signal.
    """
    arrivals = [
        Consent.objects.filter(arrived_at__gt=moment),
        Enrolment.objects.filter(arrived_at__gt=moment),
        LessonCompletion.objects.filter(arrived_at__gt=moment),
        CourseCompletion.objects.filter(arrived_at__gt=moment),
        Confirmation.objects.filter(arrived_at__gt=moment),
        Certificate.objects.filter(issued_at__gt=moment),
    ]
    homes = Residence.objects.on(_day(at)).order_by()
    never_counted = Unit.objects.hamlets().filter(rollup=None)
    touched = set(never_counted.values_list("pk", flat=True))
    for facts in arrivals:
        there = homes.filter(learner__in=facts.order_by().values("learner"))
        touched.update(there.values_list("hamlet", flat=True).distinct())
    return list(touched)


def _communes_with_new_numbers(moment: datetime, *, at: datetime) -> set[UUID]:
    """Return the communes for which, or in which, adults or households were entered."""
    entered = Q()
    for counts in (AdultCount, HouseholdCount):
        fresh = counts.objects.filter(entered_at__gt=moment).order_by()
        entered |= Q(pk__in=fresh.values("unit"))
    return communes_counting(Unit.objects.filter(entered), on=_day(at))


def ask_for_recount(commune: Unit, *, at: datetime) -> Job:
    """Return the job that counts a commune's hamlets again."""
    return enqueue(RECOUNT, str(commune.pk), at=at, commune_id=str(commune.pk))


def recount_commune(commune_id: str, *, at: datetime) -> None:
    """Count the hamlets of a commune again."""
    hamlets = Unit.objects.hamlets().filter(parent=commune_id)
    recount(hamlets.values_list("pk", flat=True), at=at)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)


def _mark(at: datetime) -> None:
    CountedUpTo.objects.update_or_create(pk=1, defaults={"moment": at})
