"""Figures of people taken apart, and of past days, are pressed like all others."""

import re
from copy import deepcopy
from datetime import timedelta
from itertools import product
from random import Random

import pytest
from django.core.cache import cache
from django.utils.translation import override

from courses.models import CoreSkill, LessonPage
from lms.accounts.roles import Role
from lms.communes.services import (
    add_hamlet,
    enter_household_count,
    merge_hamlets,
    rename_hamlet,
)
from lms.dashboards.charts import charts_of
from lms.dashboards.evidence import evidence_of, listed
from lms.dashboards.figures import Figure
from lms.dashboards.models import Audience, Measure, Target
from lms.dashboards.officers import seen_of
from lms.dashboards.reading import report_on_commune
from lms.dashboards.services import count_day, rebuild
from lms.dashboards.targets import targets_of
from lms.learners.services import withdraw
from lms.progress.services import all_of, save_programme
from tests.lms.dashboards import making
from tests.lms.dashboards.making import NOON
from tests.lms.dashboards.test_evidence import LINK, UNSEEN, says


def count_households(hamlets, officer):
    for hamlet in hamlets:
        known = {"counted_on": NOON.date(), "source": "Sổ", "by": officer}
        enter_household_count(hamlet, 9, at=NOON, **known)


def skilled_courses():
    """Make two courses; their lessons are of all skills and codes, and of none."""
    home = making.make_home()
    courses = [making.make_course(home, c, f"Khóa {c}", lessons=3) for c in "AB"]
    for number, lesson in enumerate(LessonPage.objects.order_by("path")):
        lesson.core_skill = CoreSkill(number % 6)
        lesson.skill_codes = ["", "2.3", "2.3, 1.2", "9.9"][number % 4]
        lesson.save()
    return courses


def somebody_of(hamlet, courses, chance):
    """Register somebody of any age, sex and household, who may do lessons."""
    at = NOON - timedelta(days=chance.randint(20, 70))
    born = chance.choice([1950, 1970, 1990, 2000, 2012])
    somebody = making.make_resident(hamlet, born=born, at=at)
    somebody.household = chance.choice(["", "Bùi Văn A", "Bùi Văn B"])
    somebody.sex = chance.choice(["", "female", "male"])
    somebody.save()
    for course in courses:
        if chance.random() < 0.8:
            done = at + timedelta(days=chance.randint(0, 20))
            making.learn(somebody, course, chance.choice([1, 3]), at=done)


def set_targets(units, programme, officer):
    for unit, audience in product(units, [Audience.ADULTS, Audience.EVERYBODY]):
        Target.objects.create(
            unit=unit,
            programme=programme,
            audience=audience,
            measure=Measure.NUMBER,
            value=100,
            source="Kế hoạch",
            from_on=NOON.date() - timedelta(days=99),
            until_on=NOON.date() + timedelta(days=99),
            entered_by=officer,
            entered_at=NOON,
        )


@pytest.fixture(scope="module")
def living_of_module(rolled_back, django_db_blocker):
    """Two communes over some weeks: people of all ages, skills, targets."""
    with django_db_blocker.unblock():
        province = making.make_province()
        van_son = making.make_commune(province, "Vân Sơn", "05152")
        tan_lac = making.make_commune(province, "Tân Lạc", "05128")
        officer = making.make_staff("officer", van_son, Role.COMMUNE_OFFICER, at=NOON)
        courses = skilled_courses()
        words = {"title_vi": "Phổ cập số", "title_en": "Digital literacy"}
        since = (NOON - timedelta(days=99)).date()
        programme = save_programme(
            "so", rule=all_of(courses), at=NOON, from_on=since, **words
        )
        chance = Random(7)
        hamlets = [add_hamlet(van_son, f"Xóm {n}", at=NOON) for n in "ABC"]
        hamlets += [add_hamlet(tan_lac, f"Xóm {n}", at=NOON) for n in "DE"]
        for hamlet in hamlets:
            for _number in range(chance.randint(6, 9)):
                somebody_of(hamlet, courses, chance)
        count_households(hamlets, officer)
        set_targets([van_son, province], programme, officer)
        rebuild(at=NOON)
        return province, van_son, officer, hamlets


@pytest.fixture
def living(living_of_module, db):
    """The hamlets of that module's world, as they were made."""
    cache.clear()
    return deepcopy(living_of_module[3])


@pytest.fixture
def province(living_of_module, db):
    return deepcopy(living_of_module[0])


@pytest.fixture
def van_son(living_of_module, db):
    return deepcopy(living_of_module[1])


@pytest.fixture
def officer(living_of_module, db):
    return deepcopy(living_of_module[2])


def drawn(report):
    """Return every figure of the charts, and what is reached of the targets."""
    cells = [e for c in charts_of(seen_of(report)) for row in c.rows for e in row]
    cells += [each.reached for each in targets_of(report)]
    return [each for each in cells if isinstance(each, Figure)]


def test_every_figure_of_every_chart_says_of_whom_it_is_made(living, van_son, today):
    report = report_on_commune(van_son, on=today)

    shown = drawn(report)

    assert len(shown) > 50
    for figure in shown:
        assert figure.url, figure
        key = figure.url.rstrip("/").rpartition("/")[2]
        fresh = report_on_commune(van_son, on=today)
        found = evidence_of(fresh, key)
        assert found.figure == figure, key
        if found.rows is not None:
            assert found.rows.count() == figure.number, key
            assert len(listed(found.rows)) == figure.number
        assert found.column.label
        assert found.column.counts
        if found.parts and not found.is_share:
            assert sum(each.number for _line, each in found.parts) == figure.number


def test_each_hamlet_of_a_part_is_made_of_its_own(living, van_son, today):
    for key in ("age--60--certified", "core_skill--all--people"):
        report = report_on_commune(van_son, on=today)
        for line in report.lines:
            found = evidence_of(report, key, str(line.unit.pk))
            assert found.rows.count() == found.figure.number


@pytest.mark.parametrize("who", ["officer", "provincial"])
@pytest.mark.parametrize("address", ["/communes/05152/", "/provinces/25/"])
def test_whatever_is_pressed_on_a_page_opens_on_the_same_number(
    living, client, request, who, address
):
    client.force_login(request.getfixturevalue(who))
    if (who, address) == ("officer", "/provinces/25/"):
        return

    pressed = dict(LINK.findall(UNSEEN.sub("", client.get(address).text)))

    assert len(pressed) > 15
    for url, words in pressed.items():
        assert says(client, url) == words, url


def test_what_happened_last_week_can_be_pressed(
    living, client, officer, resident, learn, noon
):
    for number, days in enumerate((2, 8, 9)):
        at = noon - timedelta(days=days)
        resident(living[0], "Hà Văn Nay", 1960 + number, at=at)
    rebuild(at=noon)
    client.force_login(officer)
    with override("en"):
        page = client.get("/en/communes/05152/").text

    found = re.findall(r'href="([^"]*figures/week--[^"]*)">(\d+) ', page)

    assert len(found) >= 1
    for url, number in found:
        assert says(client, url) == number


NO_PARTS = [
    "age--61--certified",
    "age--60--adults",
    "age--60",
    "age--60--certified--more",
    "core_skill--0--people",
    "sex--x--certified",
    "sex--female--share",
    "skill_code--1-1--people",
    "skill_code--2.3, 1.2--people",
    "skill_code--2-3--adults",
    "core_skill--03--people",
    "core_skill--x--people",
    "week--2026-11-17--registered",
    "week--20261116--registered",
    "week--before--registered",
    "by_week--2026-11-16--share",
    "programme--x--people",
    "programme--00000000-0000-7000-8000-000000000000--people",
    "lesson--x--people",
    "--------",
]


def test_what_is_no_part_is_not_there(living, client, officer):
    client.force_login(officer)

    answers = {
        key: client.get(f"/communes/05152/figures/{key}/").status_code
        for key in NO_PARTS
    }

    assert set(answers.values()) == {404}, answers


def test_from_above_a_commune_is_not_taken_apart(living, client, provincial, today):
    client.force_login(provincial)

    for key in ("age--60--certified", "by_week--2026-11-16--registered"):
        assert client.get(f"/communes/05152/figures/{key}/").status_code == 404
    hidden = f"/communes/05152/figures/age--60--certified/?hamlet={living[0].pk}"
    assert client.get(hidden).status_code == 404


# Days gone by


@pytest.fixture
def past(living, noon, today):
    """Since October one hamlet was renamed and two were merged."""
    rename_hamlet(living[0], "Xóm Mới", on=today - timedelta(days=3), at=noon)
    merge_hamlets(living[1:3], "Xóm Gộp", on=today - timedelta(days=2), at=noon)
    return today - timedelta(days=25)


@pytest.mark.parametrize("units", ["now", "then"])
def test_every_figure_of_a_day_opens_on_the_same_number_and_its_rows(
    past, client, officer, units
):
    client.force_login(officer)
    address = f"/communes/05152/?on={past.isoformat()}&units={units}"

    page = client.get(address).text
    pressed = dict(LINK.findall(UNSEEN.sub("", page)))

    assert len(pressed) > 20
    for url, words in pressed.items():
        url = url.replace("&amp;", "&")
        assert says(client, url) == words, url
        answer = client.get(url)
        if "page_of" in answer.context and words.isdigit():
            assert answer.context["page_of"].paginator.count == int(words), url
            assert not answer.context["gone"]


def test_a_day_of_the_province_can_be_pressed_and_hides_the_same(
    past, province, client, provincial, noon
):
    count_day(province.pk, past, at=noon, tell=lambda *_: None)
    client.force_login(provincial)
    address = f"/provinces/25/?on={past.isoformat()}&units=then"

    pressed = dict(LINK.findall(UNSEEN.sub("", client.get(address).text)))

    assert len(pressed) > 10
    for url, words in pressed.items():
        assert says(client, url.replace("&amp;", "&")) == words, url


def test_who_has_left_since_is_counted_and_not_named(
    past, van_son, client, officer, noon, today
):
    client.force_login(officer)
    address = f"/communes/05152/figures/registered/?on={past.isoformat()}&units=now"
    before = client.get(address).context
    leaver = before["rows"][0].learner
    withdraw(leaver, "vi", by=leaver.user, at=noon)

    after = client.get(address).context

    count = before["page_of"].paginator.count
    assert after["page_of"].paginator.count == count - 1
    assert after["gone"]
    assert after["evidence"].figure.number == count
    assert leaver.pk not in [row.learner.pk for row in after["rows"]]


@pytest.mark.parametrize("asked", ["on=x", "on=2030-01-01", "on=2026-11-01&units=x"])
def test_a_day_that_is_none_is_not_there(living, client, officer, provincial, asked):
    client.force_login(officer)
    there = f"/communes/05152/figures/registered/?{asked}"
    assert client.get(there).status_code == 404

    client.force_login(provincial)
    there = f"/provinces/25/figures/registered/?{asked}"
    assert client.get(there).status_code == 404


def test_a_day_of_the_province_that_was_not_counted_is_not_there(
    living, client, provincial
):
    client.force_login(provincial)

    there = "/provinces/25/figures/registered/?on=2026-11-01&units=now"
    assert client.get(there).status_code == 404
