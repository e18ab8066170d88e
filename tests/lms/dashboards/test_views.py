from datetime import date

import pytest
from django.urls import reverse

from lms.accounts.roles import Role
from lms.certificates.models import Certificate
from lms.communes.models import AdultCount, Kind, Share, Unit, UnitSuccession
from lms.communes.services import (
    add_hamlet,
    end_position,
    refresh_derived,
    rename_hamlet,
)
from lms.dashboards.services import open_period, rebuild
from lms.dashboards.services.entries import enter_target
from lms.jobs.models import Job
from lms.learners.models import RosterImport
from lms.learners.services import withdraw
from lms.progress.services import all_of, save_programme

COMMUNE = ["commune", "commune_file", "adults", "people"]


def url(name, place):
    kind = ["csv"] if name.endswith("_file") else []
    return reverse(f"dashboards:{name}", args=[place.code, *kind])


@pytest.fixture
def sign_in(client):
    def as_(user):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return as_


@pytest.fixture
def cast(make_staff, officer, provincial, van_son, tan_lac, hamlet, resident):
    """One of each role, and whoever has no business here."""
    return {
        "officer": officer,
        "provincial": provincial,
        "neighbour": make_staff("neighbour", tan_lac, Role.COMMUNE_OFFICER),
        "helper": make_staff("helper", hamlet, Role.HELPER),
        "hamlet leader": make_staff("leader", hamlet, Role.TEAM_LEADER),
        "commune leader": make_staff("chief", van_son, Role.TEAM_LEADER),
        "trainer": make_staff("trainer", van_son, Role.TRAINER),
        "operator": make_staff("operator", van_son.parent, Role.OPERATOR),
        "no position": make_staff("nobody"),
        "resident": resident(hamlet).user,
    }


OPEN = {
    "commune": {"officer", "provincial", "commune leader"},
    "commune_file": {"officer", "provincial", "commune leader"},
    "adults": {"officer", "provincial", "operator"},
    "people": {"officer", "commune leader"},
}


@pytest.mark.parametrize("name", COMMUNE)
def test_a_commune_is_there_for_those_it_is_open_to_and_nobody_else(
    name, cast, sign_in, van_son
):
    let_in = {
        who
        for who, user in cast.items()
        if sign_in(user).get(url(name, van_son)).status_code == 200
    }
    others = {
        sign_in(user).get(url(name, van_son)).status_code
        for who, user in cast.items()
        if who not in OPEN[name]
    }

    assert let_in == OPEN[name]
    assert others == {404}


def test_only_who_sees_the_figures_has_them_counted_again(cast, sign_in, van_son):
    answers = {
        who: sign_in(user).post(url("recount", van_son)).status_code
        for who, user in cast.items()
    }

    assert {who for who, status in answers.items() if status == 302} == OPEN["commune"]
    assert {answers[who] for who in answers.keys() - OPEN["commune"]} == {404}
    assert Job.objects.count() == 1


@pytest.mark.parametrize("name", ["province", "province_file"])
def test_a_province_is_there_for_its_officers_only(name, cast, sign_in, province):
    answers = {
        who: sign_in(user).get(url(name, province)).status_code
        for who, user in cast.items()
    }

    assert {who for who, status in answers.items() if status == 200} == {"provincial"}
    assert {status for who, status in answers.items() if who != "provincial"} == {404}


def test_the_machine_is_there_for_operators_only(cast, sign_in):
    answers = {
        who: sign_in(user).get(reverse("dashboards:machine")).status_code
        for who, user in cast.items()
    }

    assert {who for who, status in answers.items() if status == 200} == {"operator"}
    assert {status for who, status in answers.items() if who != "operator"} == {403}


@pytest.mark.parametrize("name", [*COMMUNE, "my_work", "machine", "province"])
def test_signed_out_leads_to_the_sign_in_of_staff(name, client, van_son):
    alone = name in ("my_work", "machine")
    here = reverse(f"dashboards:{name}") if alone else url(name, van_son)

    answer = client.get(here)

    assert answer.status_code == 302
    assert answer.url == f"{reverse('accounts:staff_sign_in')}?next={here}"


def test_signed_out_nothing_is_counted_again(client, van_son):
    assert client.post(url("recount", van_son)).status_code == 302
    assert not Job.objects.exists()


def test_a_recount_is_no_get(officer, sign_in, van_son):
    assert sign_in(officer).get(url("recount", van_son)).status_code == 405


@pytest.mark.parametrize("code", ["99999", "0", "DROP-TABLE", "25"])
def test_no_such_commune_is_404(code, officer, sign_in):
    here = reverse("dashboards:commune", args=[code])

    assert sign_in(officer).get(here).status_code == 404


def test_a_position_that_ended_opens_nothing(officer, sign_in, van_son, noon, today):
    end_position(officer.positions.get(), last_on=today, at=noon)
    assert sign_in(officer).get(url("commune", van_son)).status_code == 200

    officer.positions.update(from_on="2026-01-01", until_on="2026-11-23")
    assert sign_in(officer).get(url("commune", van_son)).status_code == 404


def test_my_work_opens_a_door_for_each_position(cast, sign_in, van_son, province):
    doors = {
        "officer": url("commune", van_son),
        "provincial": url("province", province),
        "helper": reverse("fieldwork:desk"),
        "hamlet leader": reverse("fieldwork:desk"),
        "trainer": reverse("wagtailadmin_home"),
        "operator": reverse("dashboards:machine"),
    }

    for who, door in doors.items():
        page = sign_in(cast[who]).get(reverse("dashboards:my_work")).content.decode()
        assert f'class="button" href="{door}"' in page
        assert page.count('class="button"') == 1


def test_my_work_leads_to_the_desk_whoever_may_open_it_and_nobody_else(cast, sign_in):
    desk, work = reverse("fieldwork:desk"), reverse("dashboards:my_work")
    told, let_in = set(), set()
    for who in cast.keys() - {"resident"}:
        client = sign_in(cast[who])
        told |= {who} if f'href="{desk}"' in client.get(work).text else set()
        let_in |= {who} if client.get(desk).status_code == 200 else set()

    assert told == let_in
    assert {"officer", "helper", "hamlet leader", "commune leader"} <= told
    assert not told & {"provincial", "trainer", "operator", "no position"}


def test_without_a_position_somebody_is_told_whom_to_ask(cast, sign_in):
    page = sign_in(cast["no position"]).get(reverse("dashboards:my_work"))

    assert page.status_code == 200
    assert "notice--info" in page.content.decode()


def test_a_resident_is_led_to_their_own_page(cast, sign_in):
    answer = sign_in(cast["resident"]).get(reverse("dashboards:my_work"))

    assert answer.url == reverse("journey:me")


def test_names_stay_inside_the_commune(cast, sign_in, van_son, noon):
    rebuild(at=noon)
    name = "Bùi Thị Mẫu"

    assert name in sign_in(cast["officer"]).get(url("people", van_son)).content.decode()
    for view in ("commune", "commune_file"):
        page = sign_in(cast["provincial"]).get(url(view, van_son)).content.decode()
        assert name not in page


def test_the_commune_s_page_asks_few_questions_however_many_hamlets(
    officer,
    sign_in,
    van_son,
    course,
    resident,
    learn,
    noon,
    django_assert_max_num_queries,
):
    for number in range(12):
        hamlet = add_hamlet(van_son, f"Xóm {number}", at=noon)
        learn(resident(hamlet), course)
    rebuild(at=noon)
    client = sign_in(officer)

    with django_assert_max_num_queries(20) as asked:
        answer = client.get(url("commune", van_son))

    assert answer.status_code == 200
    assert not [q for q in asked.captured_queries if 'FROM "progress_' in q["sql"]]


@pytest.fixture
def busy(officer, provincial, van_son, hamlet, course, resident, learn, noon):
    """A merged commune with a renamed hamlet, a target, a report and lists waiting."""
    until = {"valid_until": date(2025, 6, 30), "parent": van_son.parent}
    former = Unit.objects.create(kind=Kind.COMMUNE, code="04000", name="Cũ", **until)
    became = {"share": Share.WHOLE, "on": date(2025, 7, 1)}
    UnitSuccession.objects.create(old=former, new=van_son, **became)
    rename_hamlet(hamlet, "Xóm Mới", on=noon.date(), at=noon)
    refresh_derived()
    learn(resident(Unit.objects.get(name="Mới")), course)
    words = {"title_vi": "P", "title_en": "P"}
    programme = save_programme("p", rule=all_of([course]), at=noon, **words)
    days = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 20)
    titles = {"title_vi": "Tháng 10", "title_en": "October"}
    open_period(van_son.parent, "month", *days, **titles, by=provincial, at=noon)
    said = {"measure": "share", "audience": "adults", "value": 40, "source": "KH 1"}
    said |= {"from_on": date(2026, 1, 1), "until_on": date(2026, 12, 31)}
    enter_target(van_son, programme=programme, by=officer, at=noon, **said)
    for number in range(3):
        RosterImport.objects.create(
            commune=van_son,
            file_name=f"{number}",
            uploaded_at=noon,
            uploaded_by=officer,
        )
    rebuild(at=noon)


def test_the_page_of_a_commune_where_everything_waits_asks_no_more_than_twenty_times(
    busy, officer, sign_in, van_son, django_assert_max_num_queries
):
    client = sign_in(officer)

    with django_assert_max_num_queries(20):
        page = client.get(url("commune", van_son))

    shown = page.content.decode()
    assert "Tháng 10" in shown
    assert "KH 1" in shown


def test_the_province_s_page_asks_few_questions_however_many_communes(
    provincial, sign_in, province, make_commune, noon, django_assert_max_num_queries
):
    for number in range(12):
        commune = make_commune(f"Xã {number}", f"9{number}")
        add_hamlet(commune, "Xóm Mẫu", at=noon)
    rebuild(at=noon)

    client = sign_in(provincial)

    with django_assert_max_num_queries(13):
        assert client.get(url("province", province)).status_code == 200


def test_a_recount_under_way_is_shown(officer, sign_in, van_son, hamlet):
    client = sign_in(officer)
    client.post(url("recount", van_son))

    page = client.get(url("commune", van_son)).content.decode()

    assert 'role="status"' in page
    assert url("recount", van_son) not in page


def test_a_commune_without_hamlets_says_so(officer, sign_in, van_son):
    page = sign_in(officer).get(url("commune", van_son))

    assert page.status_code == 200
    assert "empty-people.svg" in page.content.decode()


def entered(hamlet, number, **more):
    return {
        "counted_on": "2026-10-01",
        "source": "Sổ dân cư",
        f"number-{hamlet.pk.hex}": number,
        **more,
    }


def test_an_officer_enters_the_adults(officer, sign_in, van_son, hamlet):
    answer = sign_in(officer).post(url("adults", van_son), entered(hamlet, "215"))

    assert answer.url == url("adults", van_son)
    count = AdultCount.objects.get()
    assert (count.unit, count.adults, count.entered_by) == (hamlet, 215, officer)


@pytest.mark.parametrize(
    "number", ["0", "-4", "21.5", "many", "99999999", "1e9", "9" * 40]
)
def test_an_impossible_number_is_refused_with_a_sentence(
    number, officer, sign_in, van_son, hamlet
):
    answer = sign_in(officer).post(url("adults", van_son), entered(hamlet, number))

    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert not AdultCount.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"counted_on": "2027-01-01"},
        {"counted_on": "31/02/2026"},
        {"counted_on": "2020-01-01"},
        {"counted_on": ""},
        {"source": ""},
        {"source": "x" * 10_000},
        {"source": "\x00\u202e"},
    ],
)
def test_a_day_or_source_that_cannot_be_is_refused(
    wrong, officer, sign_in, van_son, hamlet
):
    data = entered(hamlet, "215", **wrong)

    answer = sign_in(officer).post(url("adults", van_son), data)

    assert answer.status_code == 422
    assert not AdultCount.objects.exists()


def test_nothing_written_is_refused(officer, sign_in, van_son, hamlet):
    assert sign_in(officer).post(url("adults", van_son)).status_code == 422
    data = entered(hamlet, "")
    assert sign_in(officer).post(url("adults", van_son), data).status_code == 422


def test_the_adults_of_another_commune_cannot_be_entered(
    officer, sign_in, van_son, tan_lac, noon
):
    elsewhere = add_hamlet(tan_lac, "Xóm Khác", at=noon)

    answer = sign_in(officer).post(url("adults", van_son), entered(elsewhere, "9"))

    assert answer.status_code == 422
    assert sign_in(officer).get(url("adults", tan_lac)).status_code == 404
    assert not AdultCount.objects.exists()


def test_people_are_found_without_tone_marks_and_by_hamlet(
    officer, sign_in, van_son, hamlet, other_hamlet, resident
):
    resident(hamlet, "Đinh Văn Thử")
    resident(other_hamlet, "Quách Thị Ví")
    client = sign_in(officer)

    def found(**query):
        page = client.get(url("people", van_son), query).content.decode()
        return ["Đinh Văn Thử" in page, "Quách Thị Ví" in page]

    assert found(q="dinh thu") == [True, False]
    assert found(hamlet=str(other_hamlet.pk)) == [False, True]
    assert found() == [True, True]


def test_people_who_took_their_agreement_back_are_named_no_more(
    officer, sign_in, van_son, hamlet, resident, noon
):
    gone, stays = resident(hamlet, "Đinh Văn Thử"), resident(hamlet, "Quách Thị Ví")
    withdraw(gone, "vi", by=gone.user, at=noon)

    page = sign_in(officer).get(url("people", van_son)).content.decode()

    assert [who.full_name in page for who in (gone, stays)] == [False, True]


def test_people_show_the_most_independent_way_and_the_paper_stays(
    officer, sign_in, van_son, hamlet, course, resident, learn, helped, noon
):
    learner = resident(hamlet)
    learn(learner, course, how=helped)
    client = sign_in(officer)
    before = client.get(url("people", van_son)).content.decode()

    learn(learner, course)
    after = client.get(url("people", van_son)).content.decode()

    assert ["badge--helped" in before, "badge--alone" in before] == [True, False]
    assert ["badge--helped" in after, "badge--alone" in after] == [False, True]
    assert Certificate.objects.get().witness == "helped"


@pytest.mark.parametrize("query", ["'\"<x>", "\x00", "\u202e", "a" * 10_000, "Ð", "%_"])
def test_whatever_is_typed_finds_nobody_and_breaks_nothing(
    query, officer, sign_in, van_son, hamlet
):
    answer = sign_in(officer).get(
        url("people", van_son), {"q": query, "hamlet": query, "page": query}
    )

    assert answer.status_code == 200


def test_people_of_other_communes_are_not_listed(
    officer, sign_in, van_son, tan_lac, resident, noon
):
    elsewhere = add_hamlet(tan_lac, "Xóm Khác", at=noon)
    resident(elsewhere, "Hà Văn Nháp")

    page = sign_in(officer).get(url("people", van_son), {"hamlet": str(elsewhere.pk)})

    assert "Hà Văn Nháp" not in page.content.decode()


def test_the_roster_asks_the_same_few_questions_for_fifty(
    officer,
    sign_in,
    van_son,
    hamlet,
    course,
    resident,
    learn,
    django_assert_max_num_queries,
):
    for _ in range(8):
        learn(resident(hamlet), course)

    client = sign_in(officer)

    with django_assert_max_num_queries(18):  # one writes down who looked
        client.get(url("people", van_son))


def test_day_source_and_numbers_are_all_refused_at_once(
    officer, sign_in, van_son, hamlet, other_hamlet
):
    data = entered(hamlet, "21.5", counted_on="2027-01-01", source="")
    data[f"number-{other_hamlet.pk.hex}"] = "99999999"

    answer = sign_in(officer).post(url("adults", van_son), data)

    wrong = set(answer.context["form"].errors)
    numbers = {f"number-{each.pk.hex}" for each in (hamlet, other_hamlet)}
    assert wrong == {"counted_on", "source", *numbers}
    assert answer.content.decode().count('class="adults__wrong"') == 2


def test_fewer_adults_than_learn_there_are_kept_with_a_warning(
    officer, sign_in, van_son, hamlet, course, resident, learn, noon
):
    learn(resident(hamlet, "Bùi Thị Mẫu"), course)
    learn(resident(hamlet, "Đinh Văn Thử"), course)
    resident(hamlet, "Hà Thị Ví Dụ")
    resident(hamlet, "Hà Văn Bé", born=2015)
    client = sign_in(officer)

    def warnings(number):
        post = entered(hamlet, number)
        page = client.post(url("adults", van_son), post, follow=True)
        return [m.message for m in page.context["messages"] if m.level_tag == "warning"]

    certified, registered, enough = warnings("1"), warnings("2"), warnings("3")
    assert AdultCount.objects.count() == 3
    assert "Xóm Mẫu" in certified[0]
    assert {"1", "2"} <= set(certified[0].split())
    assert {"2", "3"} <= set(registered[0].split())
    assert enough == []


def test_a_share_of_more_than_all_says_so_on_the_page_and_in_the_sheet(
    officer, sign_in, van_son, hamlet, course, resident, learn, noon
):
    for name in ("Bùi Thị Mẫu", "Đinh Văn Thử"):
        learn(resident(hamlet, name), course)
    client = sign_in(officer)
    client.post(url("adults", van_son), entered(hamlet, "1"))
    rebuild(at=noon)

    page = client.get(url("commune", van_son))
    sheet = client.get(url("commune_file", van_son)).content.decode()

    assert [line.unit for line in page.context["report"].overfull] == [hamlet, van_son]
    assert "200" not in str(page.context["report"].share)
    assert "&gt;100 %" in page.content.decode()
    assert ">100 %" in sheet


def test_somebody_looked_for_by_code_is_told_of_a_code(officer, sign_in, van_son):
    client = sign_in(officer)

    by_code = client.get(url("people", van_son), {"q": "9999"})
    by_name = client.get(url("people", van_son), {"q": "Mẫu"})

    assert (by_code.context["by_code"], by_name.context["by_code"]) == (True, False)
    assert by_code.content != by_name.content
