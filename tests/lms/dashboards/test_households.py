"""The official aim: in every household somebody at ease with all five core skills."""

from datetime import date, timedelta
from functools import partial

import pytest

from lms.communes.models import HouseholdCount
from lms.communes.services import (
    enter_household_count,
    merge_hamlets,
    move_hamlet,
    rename_hamlet,
)
from lms.dashboards import changing, services
from lms.dashboards.charts import CHARTS, Seen
from lms.dashboards.counting import count_hamlets
from lms.dashboards.evidence import evidence_of
from lms.dashboards.households import Coverage, households_at_ease
from lms.dashboards.inhabitants import Inhabitants
from lms.dashboards.models import Rollup, Target
from lms.dashboards.reading import report_on_commune, report_on_province
from lms.dashboards.services import differing, rebuild
from lms.dashboards.services.entries import enter_target
from lms.dashboards.targets import targets_of
from lms.learners.forgetting import anonymise
from lms.learners.households import NOBODY, keep_changed, leave_household
from lms.learners.leaving import depart
from lms.learners.models import PastHousehold, WhyLeft
from lms.learners.services import withdraw
from lms.lib.facts import HowWitnessed, Witness

DAY = timedelta(days=1)
HELPED = HowWitnessed(Witness.HELPED, helped_by="family")
A_YEAR = {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31), "source": "KH"}


@pytest.fixture
def skills(make_course):
    """A course of five lessons, one for each core skill."""
    course = make_course("C", "Năm kỹ năng", lessons=5)
    for number, lesson in enumerate(course.lessons(), 1):
        lesson.core_skill = number
        lesson.save()
    return course


@pytest.fixture
def member(resident, learn, skills):
    """Register somebody of a household, who does so many lessons in this way."""

    def make(hamlet, head, lessons=5, how=None, at=None):
        learner = resident(hamlet, **({"at": at} if at else {}))
        learner.household = head
        learner.save()
        learn(learner, skills, lessons, how=how, **({"at": at} if at else {}))
        return learner

    return make


@pytest.fixture
def in_october(noon):
    return noon - 40 * DAY


@pytest.fixture
def count(officer, noon):
    def count(unit, number):
        known = {"counted_on": noon.date(), "source": "Sổ hộ", "by": officer}
        return enter_household_count(unit, number, at=noon, **known)

    return count


def at_ease(hamlet, today):
    return count_hamlets([hamlet.pk], on=today)[hamlet.pk].households


def test_one_who_does_all_five_without_help_is_enough(hamlet, member, today):
    member(hamlet, "Bùi Văn Mẫu")
    member(hamlet, "Bùi Văn Mẫu", lessons=1)

    assert at_ease(hamlet, today) == 1


@pytest.mark.parametrize(
    ("head", "lessons", "how"),
    [("Bùi Văn Mẫu", 4, None), ("", 5, None), ("Bùi Văn Mẫu", 5, HELPED)],
)
def test_four_skills_no_household_or_help_are_not(
    hamlet, member, today, head, lessons, how
):
    member(hamlet, head, lessons, how)

    assert at_ease(hamlet, today) == 0


def test_what_one_member_lacks_another_does_not_make_up_for(
    hamlet, member, learn, resident, skills, today
):
    member(hamlet, "Bùi Văn Mẫu", lessons=4)
    other = member(hamlet, "Bùi Văn Mẫu", lessons=0)
    learn(other, skills, lessons=None, how=HELPED)

    assert at_ease(hamlet, today) == 0


def test_done_again_without_help_counts(hamlet, member, learn, skills, make_staff):
    learner = member(hamlet, "Bùi Văn Mẫu", how=HELPED)
    before = at_ease(hamlet, date(2026, 11, 24))
    checked = HowWitnessed(Witness.CHECKED, make_staff("h", hamlet, "helper").pk)
    learn(learner, skills, how=checked)

    assert (before, at_ease(hamlet, date(2026, 11, 24))) == (0, 1)


def test_a_household_is_its_head_in_its_hamlet(hamlet, other_hamlet, member, today):
    for head in ("Bùi Văn Mẫu", "BÙI VĂN MẪU", "Bùi Thị Mẫu"):
        member(hamlet, head)
    member(other_hamlet, "Bùi Văn Mẫu")

    assert (at_ease(hamlet, today), at_ease(other_hamlet, today)) == (2, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda who, noon: withdraw(who, "vi", by=who.user, at=noon),
        lambda who, noon: anonymise(who, by=None, at=noon),
        lambda who, noon: leave_household(who, from_on=noon.date()),
        lambda who, noon: write_by_list(who, "Bùi Văn Khác", noon),
        lambda who, noon: write_by_list(who, "", noon),
        lambda who, noon: depart(
            who, WhyLeft.DIED, last_on=noon.date(), by=who.user, at=noon
        ),
    ],
)
def test_past_days_stay_whatever_becomes_of_a_head(
    hamlet, member, change, in_october, noon
):
    """Also where two of a household are at ease: it is one, before and after."""
    yesterday = noon.date() - DAY
    some = [member(hamlet, "Bùi Văn Mẫu", at=in_october) for _each in range(2)]
    member(hamlet, "Bùi Văn Hai", at=in_october)
    assert at_ease(hamlet, yesterday) == 2

    change(some[0], noon)
    assert at_ease(hamlet, yesterday) == 2

    change(some[1], noon)
    assert at_ease(hamlet, yesterday) == 2


def test_past_days_stay_when_the_head_is_forgotten(
    hamlet, member, resident, in_october, noon
):
    head = resident(hamlet, "Bùi Văn Mẫu", at=in_october)
    one, two = (member(hamlet, "Bùi Văn Mẫu", at=in_october) for _each in range(2))
    anonymise(one, by=None, at=noon)
    anonymise(head, by=None, at=noon)
    two.refresh_from_db()

    assert two.household.startswith(NOBODY)
    assert at_ease(hamlet, noon.date() - DAY) == 1
    assert not PastHousehold.objects.filter(head__contains="Mẫu").exists()


def test_a_head_written_down_today_changes_no_day_before(
    hamlet, member, in_october, noon
):
    late = member(hamlet, "", at=in_october)
    write_by_list(late, "Bùi Văn Mẫu", noon)
    write_by_list(late, "Bùi Văn Sửa", noon)

    assert at_ease(hamlet, noon.date() - DAY) == 0
    assert at_ease(hamlet, noon.date()) == 1
    write_by_list(late, "", noon + 5 * DAY)
    assert [at_ease(hamlet, noon.date() + days * DAY) for days in (4, 5)] == [1, 0]


def write_by_list(learner, head, at):
    """Write a head of household as a list does."""
    learner.refresh_from_db()
    before = {learner.pk: learner.household}
    learner.household = head
    keep_changed(before, [learner], at=at)
    learner.save()


def test_of_a_day_before_nothing_is_counted(hamlet, member, today):
    member(hamlet, "Bùi Văn Mẫu")
    yesterday = Inhabitants((hamlet.pk,), today, today.replace(day=23))
    assert households_at_ease(yesterday) == {}


@pytest.fixture
def living(hamlet, other_hamlet, member, noon):
    for number in range(6):
        member(hamlet, f"Chủ hộ {number}")
    member(other_hamlet, "Chủ hộ")
    rebuild(at=noon)


def coverage(commune, today):
    return report_on_commune(commune, on=today).total.coverage


def test_there_is_a_share_only_where_somebody_counted(
    living, van_son, hamlet, other_hamlet, count, today, noon
):
    nothing = coverage(van_son, today)
    count(hamlet, 60)
    services.bring_up_to_date(at=noon)
    part = coverage(van_son, today)
    count(other_hamlet, 20)
    services.bring_up_to_date(at=noon)
    both = coverage(van_son, today)

    assert (nothing.share, nothing.counted, nothing.of) == (None, 0, 2)
    assert (part.share, part.covered, part.counted) == (10, 6, 1)
    assert (both.share, both.covered, both.known.number) == (8, 7, 80)
    assert differing(at=noon) == []


def test_a_number_of_the_whole_is_taken_while_a_hamlet_is_missing(
    living, van_son, hamlet, count, today, noon
):
    count(van_son, 700)
    count(hamlet, 60)
    rebuild(at=noon)

    found = coverage(van_son, today)

    assert (found.known.number, found.covered, found.counted) == (700, 7, 2)


def test_hamlets_that_become_one_keep_their_households(
    living, van_son, hamlet, other_hamlet, count, officer, today, noon
):
    count(hamlet, 60)
    count(other_hamlet, 20)
    rebuild(at=noon)
    merge_hamlets(
        [hamlet, other_hamlet],
        "Xóm Chung",
        on=today,
        by=officer,
        at=noon,
    )
    services.bring_up_to_date(at=noon)

    assert coverage(van_son, today).known.number == 80
    assert differing(at=noon) == []


def test_a_kept_coverage_is_the_same(count, hamlet, living, van_son, noon, today):
    count(hamlet, 60)
    rebuild(at=noon)
    found = coverage(van_son, today)

    assert Coverage.from_json(found.as_json()) == found
    assert Coverage.from_json(None) == Coverage()
    assert Coverage.from_json(Coverage().as_json()) == Coverage()
    assert Rollup.objects.get(unit=van_son).adults["households"]["number"] == 60


def test_how_far_the_target_is_reached(
    living, van_son, hamlet, other_hamlet, count, officer, today, noon
):
    about = {"programme": None, "audience": "everybody", "measure": "households"}
    enter_target(van_son, by=officer, at=noon, value=10, **about, **A_YEAR)
    [unknown] = targets_of(report_on_commune(van_son, on=today))
    count(hamlet, 60)
    count(other_hamlet, 10)
    rebuild(at=noon)

    [known] = targets_of(report_on_commune(van_son, on=today))

    assert (str(unknown.reached), unknown.is_reached) == ("–", False)
    assert (str(known.reached), known.is_reached, known.is_share) == (
        "10 %",
        True,
        True,
    )


def test_one_person_stands_for_each_household(living, van_son, hamlet, member, today):
    member(hamlet, "Chủ hộ 1")
    report = report_on_commune(van_son, on=today)

    found = evidence_of(report, "households")

    assert found.figure.number == found.rows.count() == 7
    assert [figure.number for _line, figure in found.parts] == [6, 1]


def test_the_share_says_what_it_is_made_of(
    living, van_son, hamlet, count, client, officer, noon
):
    count(hamlet, 60)
    rebuild(at=noon)
    client.force_login(officer)
    there = "/en/communes/05152/figures/households_share/"

    page = client.get(there).content.decode()

    for said in ("10 %", "6 households with somebody", "60 households", "Sổ hộ"):
        assert said in page
    assert "Households at ease" in client.get("/en/communes/05152/").content.decode()


def test_from_above_a_hamlet_s_few_are_not_told(living, van_son, today):
    above = report_on_commune(van_son, on=today, from_above=True)

    assert [line.number("households") for line in above.lines] == [6, 1]
    assert all("households" in line.hidden for line in above.lines)
    assert CHARTS["households"](Seen(above, {})) is None


@pytest.mark.parametrize(("there", "told"), [(90, "…"), (600, "<1 %")])
def test_from_above_a_share_does_not_tell_of_few(
    hamlet, member, count, province, today, noon, there, told
):
    member(hamlet, "Bùi Văn Mẫu")
    count(hamlet, there)
    rebuild(at=noon)

    total = report_on_province(province, on=today).total

    assert str(total.figure("households")) == "…"
    assert str(total.figure("households_share")) == told


def typed(hamlet, number, **more):
    said = {"counted_on": "2026-10-01", "source": "Sổ hộ"}
    return {**said, f"number-{hamlet.pk.hex}": number, **more}


def test_an_officer_enters_the_households(client, officer, hamlet):
    client.force_login(officer)

    answer = client.post("/communes/05152/households/", typed(hamlet, "61"))

    kept = HouseholdCount.objects.get()
    assert answer.url == "/communes/05152/households/"
    assert (kept.unit, kept.households, kept.entered_by) == (hamlet, 61, officer)
    assert "61" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"counted_on": "2027-01-01"}, {"source": ""}, {"source": "\x00"}]
)
@pytest.mark.parametrize("number", ["0", "-1", "many", "9" * 9, "61"])
def test_what_cannot_be_is_refused(client, officer, hamlet, number, wrong):
    client.force_login(officer)
    data = typed(hamlet, number, **(wrong if number == "61" else {}))

    answer = client.post("/communes/05152/households/", data)

    assert answer.status_code == 422
    assert not HouseholdCount.objects.exists()


TARGET = {
    "measure": "households",
    "value": "100",
    "from_on": "01/01/2026",
    "until_on": "31/12/2026",
    "source": "Công văn",
}


@pytest.mark.parametrize("audience", ["adults", "everybody"])
def test_a_target_of_households_is_entered(client, officer, van_son, audience):
    client.force_login(officer)

    client.post("/en/communes/05152/targets/", {**TARGET, "audience": audience})

    said = "Households with somebody at ease"
    assert said in client.get("/en/communes/05152/targets/").content.decode()
    kept = Target.objects.get()
    assert (kept.measure, kept.audience, kept.value) == ("households", "everybody", 100)


@pytest.mark.parametrize("wrong", [{"value": "101"}, {"value": "0"}])
def test_a_target_of_households_that_cannot_be_is_refused(client, officer, wrong):
    client.force_login(officer)
    typed = {**TARGET, "audience": "everybody", **wrong}

    assert client.post("/communes/05152/targets/", typed).status_code == 422
    assert not Target.objects.exists()


@pytest.mark.parametrize("elsewhere", [0, 1, 6])
@pytest.mark.parametrize("counted", [2, 6])
def test_from_above_the_few_of_one_hamlet_are_not_told_by_the_share(
    hamlet, other_hamlet, member, count, client, provincial, noon, counted, elsewhere
):
    """Counted in one hamlet of two: all at ease, less those, are the other's."""
    for where, number in ((hamlet, counted), (other_hamlet, elsewhere)):
        for nth in range(number):
            member(where, f"Chủ hộ {nth}")
    count(hamlet, 600)
    rebuild(at=noon)
    client.force_login(provincial)

    page = client.get("/en/communes/05152/figures/households_share/").text

    told = f"{counted} households with somebody at ease" in page
    assert told == (counted == 6 and not elsewhere)


@pytest.mark.parametrize("change", ["renamed", "moved"])
def test_a_count_of_before_a_hamlet_changed_is_added_up_where_it_lies_today(
    hamlet, tan_lac, member, officer, provincial, today, noon, change
):
    member(hamlet, "Bùi Văn Mẫu")
    rebuild(at=noon)
    said = {"on": today - 5 * DAY, "source": "QĐ", "by": provincial, "at": noon}
    change_it = partial(rename_hamlet, hamlet, "Xóm Mới", **said)
    if change == "moved":
        change_it = partial(move_hamlet, hamlet, tan_lac, name="Xóm Mới", **said)
    [new] = changing.carry_out(change_it, at=noon).change.news
    rebuild(at=noon)
    then = {"counted_on": today - 60 * DAY, "source": "Sổ", "by": officer, "at": noon}

    services.enter_adults([(new, 10)], **then)
    services.enter_households([(new, 12)], **then)

    assert differing(at=noon) == []
    assert coverage(new.parent, today).known.number == 12
