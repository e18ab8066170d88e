from datetime import timedelta

from lms.dashboards.breakdowns import broken_down
from lms.dashboards.counting import CourseTally, Tally, count_hamlets, together
from lms.dashboards.inhabitants import Inhabitants
from lms.learners.models import Residence
from lms.learners.services import withdraw
from lms.lib.facts import HowWitnessed, Witness


def test_people_courses_and_certificates_are_counted(
    hamlet, course, resident, learn, helped, today
):
    done, begun = resident(hamlet), resident(hamlet, "Đinh Văn Thử")
    resident(hamlet, "Quách Thị Ví")
    learn(done, course, how=helped)
    learn(begun, course, lessons=1)

    tally = count_hamlets([hamlet.pk], on=today)[hamlet.pk]

    assert (tally.registered, tally.started, tally.certified) == (3, 2, 1)
    assert tally.courses[course.translation_key] == CourseTally(
        started=2, completed=1, helped=1
    )


def test_each_way_of_completing_is_counted(
    hamlet, course, resident, learn, helped, make_staff, today
):
    checked = HowWitnessed(Witness.CHECKED, make_staff("helper").pk)
    for how in [HowWitnessed(), helped, checked]:
        learn(resident(hamlet), course, how=how)

    how = count_hamlets([hamlet.pk], on=today)[hamlet.pk].how

    assert (how.completed, how.alone, how.helped, how.checked) == (3, 1, 1, 1)


def test_a_course_passed_again_alone_is_no_longer_counted_as_helped(
    hamlet, other_hamlet, course, resident, learn, helped, make_staff, today
):
    checked = HowWitnessed(Witness.CHECKED, make_staff("helper").pk)
    once, twice, thrice = (resident(home) for home in [hamlet, hamlet, other_hamlet])
    for learner in (once, twice, thrice):
        learn(learner, course, how=helped)
    learn(once, course, lessons=1)
    for how in (HowWitnessed(), checked):
        learn(thrice, course, how=how)
    learn(twice, course)

    tallies = count_hamlets([hamlet.pk, other_hamlet.pk], on=today)

    assert tallies[hamlet.pk].how == CourseTally(2, 2, alone=1, helped=1)
    assert tallies[other_hamlet.pk].how == CourseTally(1, 1, checked=1)


def test_somebody_with_two_certificates_is_one_person(
    hamlet, make_course, resident, learn, today
):
    learner = resident(hamlet)
    for code in "CD":
        learn(learner, make_course(code, code))

    tally = count_hamlets([hamlet.pk], on=today)[hamlet.pk]

    assert (tally.certificates, tally.certified, tally.certified_adults) == (2, 1, 1)


def test_young_people_are_certified_but_no_adults(
    hamlet, course, resident, learn, today
):
    learn(resident(hamlet, born=today.year - 17), course)
    learn(resident(hamlet, born=today.year - 18), course)

    tally = count_hamlets([hamlet.pk], on=today)[hamlet.pk]

    assert (tally.certified, tally.certified_adults) == (2, 1)


def test_who_moved_is_counted_where_they_live_now(
    hamlet, other_hamlet, course, resident, learn, today
):
    learner = resident(hamlet)
    learn(learner, course)
    Residence.objects.update(until_on=today - timedelta(days=1), from_on="2026-01-01")
    Residence.objects.create(learner=learner, hamlet=other_hamlet, from_on=today)

    tallies = count_hamlets([hamlet.pk, other_hamlet.pk], on=today)

    assert tallies[hamlet.pk] == Tally()
    assert tallies[other_hamlet.pk].registered == 1
    assert tallies[other_hamlet.pk].certificates == 1
    assert tallies[other_hamlet.pk].how.completed == 1


def test_tallies_add_up(hamlet, other_hamlet, course, resident, learn, today):
    learn(resident(hamlet), course)
    learn(resident(other_hamlet), course, lessons=1)

    both = together(count_hamlets([hamlet.pk, other_hamlet.pk], on=today).values())

    assert both.registered == 2
    assert both.courses == {course.translation_key: CourseTally(2, 1, alone=1)}


def test_counting_asks_the_same_few_questions_for_many_hamlets(
    hamlet, other_hamlet, course, resident, learn, today, django_assert_num_queries
):
    for home in (hamlet, other_hamlet):
        learn(resident(home), course)

    with django_assert_num_queries(8):
        count_hamlets([hamlet.pk, other_hamlet.pk], on=today)


def test_who_withdrew_and_registered_again_is_one_person(
    hamlet, course, resident, learn, today, noon
):
    gone = resident(hamlet, at=noon - timedelta(days=9))
    learn(gone, course, at=noon - timedelta(days=8))
    withdraw(gone, "vi", by=gone.user, at=noon)
    learn(resident(hamlet), course)

    tally = count_hamlets([hamlet.pk], on=today)[hamlet.pk]
    broken = broken_down(Inhabitants.of([hamlet.pk], today))[hamlet.pk]

    assert (tally.registered, tally.completed, tally.certificates) == (1, 1, 1)
    assert tally.how.completed == 1
    for kind in ("week", "age"):
        assert sum(part.get("registered", 0) for part in broken[kind].values()) == 1
        assert sum(part.get("certified", 0) for part in broken[kind].values()) == 1
    assert {part["people"] for part in broken["lesson"].values()} == {1}


def test_a_day_before_the_withdrawal_stays_as_it_was(hamlet, resident, today, noon):
    gone = resident(hamlet, at=noon - timedelta(days=9))
    withdraw(gone, "vi", by=gone.user, at=noon)
    yesterday = today - timedelta(days=1)

    assert count_hamlets([hamlet.pk], on=yesterday)[hamlet.pk].registered == 1
    assert count_hamlets([hamlet.pk], on=today)[hamlet.pk].registered == 0
