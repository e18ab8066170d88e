from datetime import timedelta

import pytest

from courses.models import CoreSkill
from lms.communes.services import add_hamlet
from lms.dashboards.breakdowns import BREAKDOWNS, added, broken_down
from lms.dashboards.breakdowns.weeks import BEFORE
from lms.dashboards.inhabitants import Inhabitants
from lms.dashboards.models import Rollup
from lms.dashboards.services import rebuild


@pytest.fixture
def taken_apart(hamlet, today):
    """Return one breakdown of the hamlet."""

    def take(key, on=today):
        return broken_down(Inhabitants.of([hamlet.pk], on))[hamlet.pk].get(key, {})

    return take


def test_each_person_counts_once_in_the_week_of_the_first_time(
    hamlet, make_course, resident, learn, taken_apart, noon
):
    early = noon - timedelta(weeks=2)
    learner = resident(hamlet, at=early)
    first, second = make_course("C", "Một"), make_course("D", "Hai")
    learn(learner, first, at=early + timedelta(days=7))
    learn(learner, second, at=noon)

    assert taken_apart("week") == {
        "2026-11-09": {"registered": 1},
        "2026-11-16": {"started": 1, "completed": 1, "certified": 1},
    }


def test_a_week_begins_at_midnight_in_viet_nam(hamlet, resident, taken_apart, noon):
    monday = noon.replace(day=23, hour=0)
    resident(hamlet, at=monday - timedelta(hours=7, seconds=1))
    resident(hamlet, "Đinh Văn Thử", at=monday - timedelta(hours=7))

    assert [*taken_apart("week")] == ["2026-11-16", "2026-11-23"]


def test_what_lies_more_than_a_year_back_is_kept_in_one(
    hamlet, resident, taken_apart, noon
):
    resident(hamlet, at=noon - timedelta(weeks=60))
    resident(hamlet, "Đinh Văn Thử", at=noon - timedelta(weeks=90))

    assert taken_apart("week") == {BEFORE: {"registered": 2}}


@pytest.mark.parametrize(
    ("age", "band"),
    [(17, "0"), (18, "18"), (29, "18"), (30, "30"), (59, "45"), (60, "60"), (99, "60")],
)
def test_ages_fall_into_bands(
    age, band, hamlet, course, resident, learn, taken_apart, today
):
    learn(resident(hamlet, born=today.year - age), course, lessons=1)

    counts = {"registered": 1, "started": 1, "completed": 0, "certified": 0}
    assert taken_apart("age") == {band: {k: n for k, n in counts.items() if n}}


def test_whoever_has_done_a_lesson_of_all_five_core_skills_is_counted(
    hamlet, make_course, resident, learn, taken_apart
):
    course = make_course("C", "Năm kỹ năng", lessons=6)
    for skill, lesson in enumerate(course.lessons()):
        lesson.core_skill = skill
        lesson.save()
    learn(resident(hamlet), course)
    learn(resident(hamlet, "Đinh Văn Thử"), course, lessons=3)

    skills = taken_apart("core_skill")

    assert [skills[str(each)]["people"] for each in (1, 2, 3, 4, 5)] == [2, 2, 1, 1, 1]
    assert skills["all"] == {"people": 1}
    assert str(CoreSkill.NONE) not in skills


def test_people_are_counted_by_sex_where_it_is_known(
    hamlet, course, resident, learn, taken_apart
):
    for sex in ("female", "female", "male", ""):
        learner = resident(hamlet)
        learner.sex = sex
        learner.save()
        learn(learner, course, lessons=1)

    counts = {part: sums["started"] for part, sums in taken_apart("sex").items()}

    assert counts == {"female": 2, "male": 1, "unknown": 1}


def test_a_lesson_with_several_codes_counts_for_each_of_them_once(
    hamlet, make_course, resident, learn, taken_apart
):
    course = make_course("C", "Mã kỹ năng", lessons=3)
    for lesson, codes in zip(course.lessons(), ["2.3, 1.2", "1.2", ""], strict=True):
        lesson.skill_codes = codes
        lesson.save()
    learn(resident(hamlet), course)
    learn(resident(hamlet, "Đinh Văn Thử"), course, lessons=1)

    assert taken_apart("skill_code") == {"1-2": {"people": 2}, "2-3": {"people": 2}}


def test_lessons_count_who_completed_them(hamlet, course, resident, learn, taken_apart):
    learn(resident(hamlet), course)
    learn(resident(hamlet, "Đinh Văn Thử"), course, lessons=1)

    numbers = [each["people"] for each in taken_apart("lesson").values()]

    assert sorted(numbers) == [1, 2]


def test_what_happened_later_is_not_seen_from_an_earlier_day(
    hamlet, course, resident, learn, taken_apart, noon
):
    learner = resident(hamlet, at=noon - timedelta(days=10))
    learn(learner, course, at=noon)
    yesterday = noon.date() - timedelta(days=1)

    assert taken_apart("week", yesterday) == {"2026-11-09": {"registered": 1}}
    assert taken_apart("age", yesterday) == {"60": {"registered": 1}}
    assert taken_apart("lesson", yesterday) == {}


def test_places_add_up(van_son, hamlet, other_hamlet, course, resident, learn, noon):
    add_hamlet(van_son, "Xóm Vắng", at=noon)
    learn(resident(hamlet), course)
    learn(resident(other_hamlet), course, lessons=1)
    rebuild(at=noon)

    below = Rollup.objects.filter(unit__parent=van_son)
    both = added(each.breakdowns for each in below)

    assert Rollup.objects.get(unit=van_son).breakdowns == both
    assert Rollup.objects.get(unit=van_son.parent).breakdowns == both
    assert both["age"]["60"]["registered"] == 2


def test_many_hamlets_take_as_many_queries_as_one(
    hamlet, other_hamlet, course, resident, learn, today, django_assert_num_queries
):
    course.lessons().update(skill_codes="2.3")
    for home in (hamlet, other_hamlet):
        learn(resident(home), course)

    with django_assert_num_queries(12):
        broken_down(Inhabitants.of([hamlet.pk, other_hamlet.pk], today))
    assert {*BREAKDOWNS} == {
        *("age", "core_skill", "lesson", "programme", "sex", "skill_code", "week")
    }
