from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils.translation import override

from lms.communes.services import add_hamlet, enter_adult_count, split_hamlet
from lms.dashboards.changes import changes_of
from lms.dashboards.duties import Seat, duties_of
from lms.dashboards.left import programmes_to_choose
from lms.dashboards.needs import needs_of
from lms.dashboards.reading import report_on_commune
from lms.dashboards.rollups import breakdowns_of
from lms.dashboards.services import (
    count_report,
    open_period,
    rebuild,
    send_back,
    submit,
)
from lms.dashboards.services.entries import enter_target
from lms.dashboards.tables import named
from lms.learners.models import Learner, RegisteredHow, RosterImport, State
from lms.learners.services import withdraw
from lms.progress.models import Programme
from lms.progress.rules import Meant, Of, Rule
from lms.progress.services import all_of, save_programme

NAMES = [("Già", 1960), ("Trẻ", 1990)]
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def enter(officer, noon):
    def adults(unit, number, on=date(2026, 10, 1)):
        enter_adult_count(unit, number, counted_on=on, source="Sổ", by=officer, at=noon)

    return adults


def needs(commune, today):
    report = report_on_commune(commune, on=today)
    kept = breakdowns_of(line.unit.pk for line in report.lines)
    return {str(n.hamlet): n.reason for n in needs_of(report, kept)}


def test_a_hamlet_where_nothing_moves_needs_help_and_the_reason_is_said(
    van_son, hamlet, other_hamlet, resident, learn, course, noon, today
):
    resident(hamlet, at=noon - timedelta(weeks=6))
    learn(resident(other_hamlet, "Quách Thị Ví"), course)
    empty = add_hamlet(van_son, "Xóm Vắng", at=noon)
    rebuild(at=noon)

    assert needs(van_son, today) == {
        str(empty): "Nobody is registered yet.",
        str(hamlet): "Nothing new since the week of 12/10/2026.",
    }


def test_a_hamlet_behind_the_commune_needs_help(
    van_son, hamlet, other_hamlet, resident, learn, course, enter, noon, today
):
    learn(resident(other_hamlet, "Quách Thị Ví"), course)
    resident(hamlet)
    enter(hamlet, 10)
    enter(other_hamlet, 10)
    rebuild(at=noon)

    found = needs(van_son, today)

    assert found.keys() == {str(hamlet)}
    [reason] = found.values()
    words = "0 % of the adults, the commune 5 %; 10 are left."
    assert reason.replace("\N{NO-BREAK SPACE}", " ") == words


def test_last_week_is_told_beside_the_week_before(
    van_son, hamlet, resident, learn, course, noon, today
):
    a_week = timedelta(weeks=1)
    for n, name in enumerate(["Đinh Văn Thử", "Quách Thị Ví"]):
        learn(
            resident(hamlet, name, 1960 + n, at=noon - a_week), course, at=noon - a_week
        )
    resident(hamlet, "Hà Văn Mẫu", at=noon - 2 * a_week)
    resident(hamlet, "Hà Thị Nay", 1950)
    rebuild(at=noon)

    changes = changes_of([hamlet], breakdowns_of([hamlet.pk]), on=today)

    registered, completed, certified = changes.changes
    assert registered.says == "2 people registered"
    assert registered.compared == "1 more than the week before"
    assert registered.so_far == "1 so far this week"
    assert (completed.last, completed.before, completed.now) == (2, 0, 0)
    assert (changes.since, changes.until) == (date(2026, 11, 16), date(2026, 11, 22))
    assert changes.busiest == [(hamlet, 2)]
    assert certified.last == 2


def seat(commune, today, **may):
    report = report_on_commune(commune, on=today)
    may = {"keeps_places": True, "sees_names": True, **may}
    return Seat(commune, report, today, **may)


def test_what_waits_is_said_and_leads_to_where_it_is_done(
    van_son, hamlet, other_hamlet, resident, enter, noon, today
):
    enter(hamlet, 10, on=date(2025, 9, 1))
    resident(other_hamlet)
    split_hamlet(other_hamlet, ["Thử 1", "Thử 2"], on=today, at=noon)
    rebuild(at=noon)

    duties = duties_of(seat(van_son, today))

    assert [each.url for each in duties] == [
        reverse("dashboards:adults", args=[van_son.code]),
        reverse("dashboards:adults", args=[van_son.code]),
        reverse("dashboards:hamlets", args=[van_son.code]),
    ]
    assert [each.rank for each in duties] == [20, 30, 45]
    assert "01/09/2025" in duties[1].says
    assert duties_of(seat(van_son, today, keeps_places=False)) == []


def test_nothing_waits_where_all_is_in_order(van_son, hamlet, enter, noon, today):
    enter(hamlet, 10)
    rebuild(at=noon)

    assert duties_of(seat(van_son, today)) == []


def test_from_above_nothing_is_told_of_a_hamlet_s_week(
    client, officer, provincial, van_son, hamlet, resident, noon
):
    resident(hamlet)
    rebuild(at=noon)
    here = reverse("dashboards:commune", args=[van_son.code])

    client.force_login(provincial)
    above = client.get(here).content.decode()
    client.force_login(officer)
    inside = client.get(here).content.decode()

    assert 'class="week"' in inside
    assert 'class="week"' not in above
    assert reverse("dashboards:left", args=[van_son.code]) not in above


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Vân Sơn", ["xã Vân Sơn"]),
        ("van son", ["xã Vân Sơn", "xã Văn Sơn"]),
        ("SON", ["xã Vân Sơn", "xã Văn Sơn"]),
        ("son van", ["xã Vân Sơn", "xã Văn Sơn"]),
        ("tan", ["xã Tân Lạc"]),
        ("xyzzy", []),
        ("", ["xã Vân Sơn", "xã Văn Sơn", "xã Tân Lạc"]),
    ],
)
def test_places_are_found_with_and_without_marks(query, expected):
    labels = ["xã Vân Sơn", "xã Văn Sơn", "xã Tân Lạc"]
    lines = [SimpleNamespace(unit=SimpleNamespace(label=each)) for each in labels]

    assert [line.unit.label for line in named(lines, query)] == expected


def test_a_searched_province_keeps_its_totals(
    client, provincial, province, van_son, tan_lac, hamlet, resident, noon
):
    add_hamlet(tan_lac, "Xóm Xa", at=noon)
    for n in range(7):
        resident(hamlet, f"Bùi Văn {'ABCDEGH'[n]}", 1960 + n)
    rebuild(at=noon)
    client.force_login(provincial)
    here = reverse("dashboards:province", args=[province.code])

    page = client.get(here, {"q": "tan lac"}).content.decode()
    odd = client.get(here, {"q": "\x00" + "<b>" * 99})

    table = page[page.index('id="places"') :]
    assert "Xã Tân Lạc" in table
    assert "Xã Vân Sơn" not in table
    assert "<tfoot>" not in page
    assert odd.status_code == 200
    assert b"<b><b>" not in odd.content


# Who is left


@pytest.fixture
def left(client, officer, van_son):
    client.force_login(officer)

    def get(**query):
        return client.get(reverse("dashboards:left", args=[van_son.code]), query)

    return get


def test_who_is_left_stands_by_hamlet_and_given_name_with_the_next_step(
    left, hamlet, other_hamlet, resident, learn, course, make_course
):
    other = make_course("D", "Thanh toán")
    new = resident(hamlet, "Bùi Thị Ánh")
    seen = resident(hamlet, "An Thị Yến", 1950)
    seen.user.last_login = seen.registered_at
    seen.user.save()
    half = resident(other_hamlet, "Hà Văn Bé")
    learn(half, course, lessons=1)
    done = resident(other_hamlet, "Hà Văn Xong", 1970)
    learn(done, course)

    page = left().content.decode()

    for learner in (new, seen, half):
        assert f"{reverse('fieldwork:desk')}?q={learner.code}" in page
    assert done.full_name not in page  # no programme: any course will do
    assert (
        page.index("Bùi Thị Ánh") < page.index("An Thị Yến") < page.index("Hà Văn Bé")
    )
    assert "Hand over the card, then begin the course “Dịch vụ công”." in page
    assert "Begin the course “Dịch vụ công”." in page
    assert "Do the lesson “Dịch vụ công, bài 2” (Dịch vụ công, 1 of 2 done)." in page
    assert other.title not in page


def test_with_a_programme_who_has_not_completed_it_is_left(
    noon, left, hamlet, resident, learn, course, make_course
):
    other = make_course("D", "Thanh toán")
    save_programme(
        "so", title_vi="Số", title_en="Digital", rule=all_of([course, other]), at=noon
    )
    half, done = resident(hamlet, "Hà Văn Bé"), resident(hamlet, "Hà Thị Xong", 1970)
    learn(half, course)
    for each in (course, other):
        learn(done, each)

    page = left().content.decode()

    assert "Begin the course “Thanh toán”." in page
    assert half.full_name in page
    assert done.full_name not in page


def test_with_core_skills_the_next_step_is_a_lesson_of_one_that_is_missing(
    noon, left, hamlet, resident, learn, make_course
):
    course = make_course("E", "An toàn", lessons=3)
    for lesson, skill in zip(course.lessons(), (4, 4, 1), strict=True):
        lesson.core_skill = skill
        lesson.save()
    rule = Rule(Of.SKILLS, ("1", "4"), meant=Meant(age_from=60))
    save_programme("ky-nang", title_vi="Kỹ năng", rule=rule, at=noon)
    old, young = (resident(hamlet, f"Hà Văn {n}", born) for n, born in NAMES)
    done = resident(hamlet, "Hà Thị Xong", 1950)
    learn(old, course, lessons=1)
    learn(young, course, lessons=1)
    learn(done, course)

    page = left().content.decode()

    assert "Do the lesson “An toàn, bài 3” (An toàn)" in page
    assert old.full_name in page
    assert young.full_name not in page
    assert done.full_name not in page


@pytest.fixture
def programmes(noon, course):
    """One for everybody, and one for women whose address comes before it."""
    women = Rule(keys=all_of([course]).keys, meant=Meant(sex="female"))
    rules = {"an-phu-nu": women, "so": all_of([course])}
    return {
        slug: save_programme(slug, title_vi=slug, title_en=slug, rule=rule, at=noon)
        for slug, rule in rules.items()
    }


def test_the_programme_can_be_chosen(
    left, programmes, hamlet, resident, django_assert_max_num_queries
):
    man, woman = resident(hamlet, "Hà Văn Bé"), resident(hamlet, "Hà Thị Bé", 1970)
    Learner.objects.filter(pk=woman.pk).update(sex="female")

    with django_assert_max_num_queries(20):
        page = left(programme="an-phu-nu").content.decode()

    assert woman.full_name in page
    assert man.full_name not in page
    assert '<option value="an-phu-nu" selected>' in page
    every = left(programme="so").content.decode()
    for answer in (left(), left(programme="no-such"), left(programme="so\0")):
        assert man.full_name in answer.content.decode()
        assert '<option value="so" selected>' in answer.content.decode()
    assert man.full_name in every


def test_only_programmes_in_use_are_offered_and_one_alone_is_no_choice(
    left, programmes, hamlet, resident
):
    Programme.objects.filter(slug="an-phu-nu").update(active=False)

    page = left(programme="an-phu-nu").content.decode()

    assert 'value="an-phu-nu"' not in page
    assert 'name="programme"' not in page


def test_a_programme_for_everybody_comes_before_one_for_some(
    programmes, van_son, today
):
    assert programmes_to_choose(van_son, today)[0].programme == programmes["so"]

    Programme.objects.filter(slug="so").update(active=False)

    assert programmes_to_choose(van_son, today)[0].programme == programmes["an-phu-nu"]


def test_a_commune_is_counted_by_the_programme_of_its_target(
    programmes, van_son, tan_lac, officer, today, noon
):
    def aim(unit, programme, days=30):
        enter_target(
            unit,
            by=officer,
            at=noon,
            programme=programme,
            audience="everybody",
            measure="number",
            value=10,
            source="KH",
            from_on=today - 60 * DAY,
            until_on=today + days * DAY,
        )

    aim(van_son, programmes["an-phu-nu"], days=-1)  # is over
    aim(tan_lac, programmes["an-phu-nu"])
    assert programmes_to_choose(van_son, today)[0].programme == programmes["so"]
    assert programmes_to_choose(tan_lac, today)[0].programme == programmes["an-phu-nu"]

    aim(van_son.parent, programmes["an-phu-nu"])
    assert programmes_to_choose(van_son, today)[0].programme == programmes["an-phu-nu"]
    aim(van_son, programmes["so"])
    assert programmes_to_choose(van_son, today)[0].programme == programmes["so"]


def test_the_list_is_searched_narrowed_and_paged(
    left, hamlet, other_hamlet, resident, monkeypatch
):
    monkeypatch.setattr("lms.dashboards.views.left.A_PAGE", 2)
    for n, name in enumerate(["Bùi Thị Ánh", "Bùi Thị Bé", "Bùi Thị Cả"]):
        resident(hamlet, name, 1960 + n)
    resident(other_hamlet, "Đinh Văn Thử")

    second = left(page=2).content.decode()
    assert "Bùi Thị Cả" in second
    assert "Đinh Văn Thử" in second
    assert "Bùi Thị Bé" not in second

    assert "Đinh Văn Thử" in left(q="dinh").content.decode()
    assert "Bùi Thị" not in left(q="dinh").content.decode()
    assert "Đinh Văn Thử" not in left(hamlet=str(hamlet.pk)).content.decode()
    for odd in ({"page": "x"}, {"hamlet": "' OR 1=1"}, {"q": "\x00%_\\"}):
        assert left(**odd).status_code == 200


def test_who_took_the_agreement_back_is_not_looked_for(left, hamlet, resident):
    gone = resident(hamlet, "Bùi Thị Thôi")
    gone.user.is_active = False
    gone.user.save()

    assert "Bùi Thị Thôi" not in left().content.decode()


def test_the_list_asks_few_questions_however_many_people(
    left, van_son, resident, learn, course, noon, django_assert_max_num_queries
):
    for number in range(6):
        hamlet = add_hamlet(van_son, f"Xóm {number}", at=noon)
        for n in range(4):
            learn(resident(hamlet, "Bùi Thị Mẫu", 1960 + n), course, lessons=n % 2)

    with django_assert_max_num_queries(20):  # one writes down who looked
        assert left().status_code == 200


@pytest.fixture
def listed(resident):
    """Put somebody on a list who has not agreed yet."""

    def make(hamlet, name):
        learner = resident(hamlet, name)
        learner.registered_how = RegisteredHow.LISTED
        learner.save()
        learner.consents.all().delete()
        return learner

    return make


def test_who_only_stands_on_a_list_is_counted_and_shown_apart(
    left, hamlet, other_hamlet, resident, listed
):
    registered = resident(hamlet, "Bùi Thị Ánh")
    first, other = listed(hamlet, "Hà Thị Danh"), listed(other_hamlet, "Hà Văn Sổ")

    page, apart = left().text, left(who="listed").text

    assert registered.full_name in page
    assert "1 person is left" in page
    assert "Only on a list (2)" in page
    assert first.full_name not in page
    assert registered.full_name not in apart
    assert "2 people to visit" in apart
    assert "Registered and left (1)" in apart
    assert "Read the agreement aloud." in apart
    for each in (first, other):
        assert reverse("fieldwork:hand_over", args=[each.pk]) in apart
    narrowed = left(who="listed", hamlet=str(hamlet.pk), q="danh").text
    assert first.full_name in narrowed
    assert other.full_name not in narrowed


def test_who_said_no_to_the_list_is_not_visited_again(left, hamlet, listed, noon):
    no = listed(hamlet, "Hà Thị Danh")
    withdraw(no, "vi", by=no.user, at=noon)

    assert "Only on a list" not in left().text
    assert no.full_name not in left(who="listed").text


# What waits


@pytest.fixture
def waits(van_son, hamlet, enter, noon, today):
    enter(hamlet, 10)
    rebuild(at=noon)
    return lambda **sees: duties_of(seat(van_son, today, **sees))


@pytest.fixture
def a_list(van_son, officer, noon):
    def make(state, commune=van_son):
        return RosterImport.objects.create(
            commune=commune,
            file_name=f"{state}.xlsx",
            state=state,
            uploaded_by=officer,
            uploaded_at=noon,
        )

    return make


def test_lists_that_wait_for_a_decision_are_duties(waits, a_list, van_son, tan_lac):
    waiting = [a_list(state) for state in (State.LOOKED, State.READY, State.FAILED)]
    for state in (State.DONE, State.DROPPED, State.CHECKING, State.UNDONE):
        a_list(state)
    a_list(State.READY, commune=tan_lac)

    duties = waits()

    assert [each.url for each in duties] == [
        reverse("dashboards:roster", args=[van_son.code, each.pk]) for each in waiting
    ]
    assert waits(sees_names=False) == []
    assert waits(keeps_places=False) == []


@pytest.fixture
def month(province, provincial, noon):
    def make(first, last, due):
        return open_period(
            province,
            "month",
            first,
            last,
            due,
            title_vi=f"Tháng {first:%m}",
            title_en=f"{first:%B}",
            by=provincial,
            at=noon,
        )

    return make


def test_reports_are_duties_the_late_ones_first(
    waits, month, van_son, hamlet, provincial, officer, noon
):
    september = month(date(2026, 9, 1), date(2026, 9, 30), date(2026, 12, 5))
    october = month(date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 5))
    month(date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 5))  # not over yet
    step = {"by": officer, "at": noon}
    seen = count_report(september, van_son, at=noon).sha256
    submit(september, van_son, "Tổ trưởng ốm.", seen=seen, **step)
    send_back(september, van_son, "Thiếu xóm.", by=provincial, at=noon)

    late, sent_back = waits()

    assert late.url == reverse("dashboards:report", args=[october.pk, van_son.code])
    assert "It was due on 05/11/2026." in late.says
    assert "was sent back. Due on 05/12/2026." in sent_back.says
    assert waits(sees_names=False) == []


def test_a_report_that_is_with_the_province_is_no_duty(
    waits, month, van_son, officer, noon
):
    october = month(date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 5))
    seen = count_report(october, van_son, at=noon).sha256
    submit(october, van_son, "Vắng.", seen=seen, by=officer, at=noon)

    assert waits() == []
