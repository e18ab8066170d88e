import random
from datetime import timedelta

import pytest

from lms.communes.errors import CommunesError
from lms.communes.models import AdultCount, Kind, Share, Unit, UnitSuccession
from lms.communes.services import add_hamlet
from lms.dashboards import services
from lms.dashboards.counting import Tally
from lms.dashboards.errors import EntryRefused
from lms.dashboards.models import CountedUpTo, Rollup
from lms.dashboards.rollups import counted_at, recount_under_way
from lms.dashboards.services import rollups
from lms.jobs import services as jobs
from lms.jobs.models import Job
from lms.learners.models import Residence
from lms.learners.services import withdraw
from lms.lib.facts import HowWitnessed, Witness
from tests.lms.dashboards.kept import falsify, registered, tallies_kept


def test_only_hamlets_where_something_arrived_are_counted_again(
    hamlet, other_hamlet, resident, noon
):
    services.rebuild(at=noon)
    later = noon + timedelta(hours=1)
    resident(hamlet, at=later)

    counted = services.bring_up_to_date(at=later)

    assert counted == 1
    assert registered(hamlet) == 1
    assert Rollup.objects.get(unit=hamlet).counted_at == later
    assert Rollup.objects.get(unit=other_hamlet).counted_at == noon


def test_somebody_registered_days_ago_on_a_phone_without_signal_is_found(
    hamlet, resident, noon
):
    services.rebuild(at=noon)
    learner = resident(hamlet, at=noon + timedelta(hours=1))
    learner.registered_at = noon - timedelta(days=5)
    learner.save()

    services.bring_up_to_date(at=noon + timedelta(hours=2))

    assert registered(hamlet) == 1


def test_a_course_done_again_more_independently_is_noticed(
    hamlet, course, resident, learn, helped, noon
):
    learner = resident(hamlet)
    learn(learner, course, how=helped)
    services.rebuild(at=noon)
    later = noon + timedelta(hours=1)

    learn(learner, course, at=later)
    counted = services.bring_up_to_date(at=later)

    how = tallies_kept([hamlet.pk])[hamlet.pk].how
    assert (counted, how.alone, how.helped) == (1, 1, 0)


def test_a_hamlet_without_anybody_is_counted_as_soon_as_it_is_there(van_son, noon):
    services.rebuild(at=noon)
    add_hamlet(van_son, "Xóm Mới", at=noon)

    assert services.differing(at=noon) != []
    services.bring_up_to_date(at=noon + timedelta(seconds=15))

    assert services.differing(at=noon) == []


def test_a_withdrawal_is_noticed_in_hamlet_commune_and_province(
    van_son, hamlet, resident, noon
):
    gone, _stays = resident(hamlet), resident(hamlet, "Đinh Văn Thử")
    services.rebuild(at=noon)
    later = noon + timedelta(minutes=10)
    withdraw(gone, "vi", by=gone.user, at=later)

    services.bring_up_to_date(at=later)

    assert [registered(u) for u in (hamlet, van_son, van_son.parent)] == [1, 1, 1]
    assert services.differing(at=later) == []


def test_a_transaction_that_ended_late_is_not_missed(hamlet, resident, noon):
    services.rebuild(at=noon)
    resident(hamlet, at=noon - timedelta(minutes=1))

    services.bring_up_to_date(at=noon + timedelta(seconds=15))

    assert registered(hamlet) == 1


def test_the_first_count_of_a_day_takes_all_hamlets(hamlet, resident, noon):
    learner = resident(hamlet)
    services.rebuild(at=noon)
    Residence.objects.filter(learner=learner).update(until_on=noon.date())

    up_to_date(at=noon + timedelta(days=1))

    assert registered(hamlet) == 0


def test_while_a_day_is_counted_for_the_first_time_nobody_begins_to_count_it_again(
    hamlet, resident, noon, monkeypatch
):
    services.rebuild(at=noon)
    midnight, days = noon + timedelta(days=1), []

    def counts_while_another_looks(*, at, tell):
        days.append(at)
        services.bring_up_to_date(at=at + timedelta(seconds=15))

    monkeypatch.setattr(services, "rebuild", counts_while_another_looks)
    services.bring_up_to_date(at=midnight)
    resident(hamlet, at=midnight)
    up_to_date(at=midnight + timedelta(seconds=15))
    up_to_date(at=midnight + timedelta(seconds=30))

    assert len(days) == 1
    assert registered(hamlet) == 1  # what arrives meanwhile is counted as ever


def up_to_date(*, at):
    """Look for what has arrived, and do the work that was asked for by it."""
    services.bring_up_to_date(at=at)
    for job in Job.objects.unfinished():
        jobs.run(job.pk, clock=lambda: at)


def test_where_nothing_arrives_the_mark_moves_once_a_minute(hamlet, noon):
    services.rebuild(at=noon)

    services.bring_up_to_date(at=noon + timedelta(seconds=15))
    assert CountedUpTo.objects.get().moment == noon

    services.bring_up_to_date(at=noon + timedelta(seconds=75))
    assert counted_at(Rollup.objects.all()) == noon + timedelta(seconds=75)


@pytest.mark.parametrize("seed", range(3))
def test_kept_roll_ups_equal_rebuilt_ones(
    seed, van_son, make_course, resident, learn, make_staff, noon
):
    chance = random.Random(seed)
    hamlets = [add_hamlet(van_son, f"Xóm {n}", at=noon) for n in range(4)]
    courses = [make_course(code, code, lessons=2) for code in "CDE"]
    helper = make_staff("helper")
    ways = [
        HowWitnessed(),
        HowWitnessed(Witness.HELPED, helper.pk),
        HowWitnessed(Witness.CHECKED, helper.pk),
    ]
    learners, at = [], noon - timedelta(days=2)
    for _ in range(60):
        at += timedelta(minutes=chance.randrange(120))
        if not learners or chance.random() < 0.3:
            hamlet, born = chance.choice(hamlets), chance.randrange(1940, 2015)
            learners.append(resident(hamlet, born=born, at=at))
        else:
            lessons = chance.choice([1, 2])
            how = chance.choice(ways)
            learner, course = chance.choice(learners), chance.choice(courses)
            learn(learner, course, lessons, how, at=at)
        if chance.random() < 0.5:
            up_to_date(at=at)
    up_to_date(at=at)
    kept = tallies_kept(each.pk for each in hamlets)

    assert services.differing(at=at) == []
    services.rebuild(at=at)
    assert tallies_kept(each.pk for each in hamlets) == kept
    assert sum(tally.certificates for tally in kept.values()) > 0


def test_residents_go_along_with_a_hamlet_that_went_over_whole(
    hamlet, tan_lac, resident, noon, today
):
    learner = resident(hamlet, at=noon - timedelta(days=9))
    services.rebuild(at=noon)
    new = Unit.objects.create(
        kind=Kind.HAMLET, name="Sang", parent=tan_lac, valid_from=today
    )
    Unit.objects.filter(pk=hamlet.pk).update(valid_until=today - timedelta(days=1))
    UnitSuccession.objects.create(old=hamlet, new=new, share=Share.WHOLE, on=today)

    services.bring_up_to_date(at=noon + timedelta(seconds=15))

    assert learner.hamlet_on(today) == new
    assert (registered(hamlet), registered(new)) == (0, 1)
    assert registered(tan_lac) == 1


def test_what_stands_above_is_there_while_all_is_counted(
    hamlet, van_son, noon, monkeypatch
):
    services.rebuild(at=noon)
    monkeypatch.setattr(rollups, "recount", die)

    with pytest.raises(SystemExit):
        services.rebuild(at=noon)

    assert set(Rollup.objects.values_list("unit", flat=True)) == {
        *(hamlet.pk, van_son.pk, van_son.parent_id)
    }


def die(*args, **options):
    raise SystemExit


def test_rebuilding_drops_what_stands_above_no_hamlet(hamlet, tan_lac, noon):
    Rollup.objects.create(unit=tan_lac, counts=Tally().as_json(), counted_at=noon)

    services.rebuild(at=noon)

    assert not Rollup.objects.filter(unit=tan_lac).exists()


def test_rebuilding_drops_what_no_fact_stands_behind(hamlet, noon):
    services.rebuild(at=noon)
    falsify(hamlet, 7)
    assert hamlet.pk in services.differing(at=noon)

    services.rebuild(at=noon)

    assert registered(hamlet) == 0


def test_asking_twice_for_a_recount_makes_one_job(van_son, noon):
    services.ask_for_recount(van_son, at=noon)
    services.ask_for_recount(van_son, at=noon)

    job = Job.objects.get()
    assert recount_under_way(van_son) == job
    assert job.arguments == {"commune_id": str(van_son.pk)}


def test_a_recount_counts_the_hamlets_of_its_commune(
    van_son, tan_lac, hamlet, resident, noon
):
    elsewhere = add_hamlet(tan_lac, "Xóm Khác", at=noon)
    resident(hamlet)

    services.recount_commune(str(van_son.pk), at=noon)

    assert registered(hamlet) == 1
    assert not Rollup.objects.filter(unit=elsewhere).exists()


def test_adults_are_entered_all_together(hamlet, other_hamlet, officer, noon):
    services.enter_adults(
        [(hamlet, 120), (other_hamlet, 80)],
        counted_on=noon.date(),
        source="Sổ dân cư",
        by=officer,
        at=noon,
    )

    assert AdultCount.objects.count() == 2


def test_one_impossible_number_keeps_the_whole_list_out(
    hamlet, other_hamlet, officer, noon
):
    numbers = [(hamlet, 120), (other_hamlet, 99_999_999)]

    with pytest.raises(EntryRefused) as refused:
        services.enter_adults(
            numbers, counted_on=noon.date(), source="Sổ", by=officer, at=noon
        )

    assert refused.value.unit == other_hamlet
    assert isinstance(refused.value, CommunesError)
    assert not AdultCount.objects.exists()
