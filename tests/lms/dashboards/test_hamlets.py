from datetime import date, timedelta

import pytest
from django.urls import reverse

from lms.accounts.roles import Role
from lms.communes.models import Kind, Share, Unit, UnitSuccession
from lms.communes.services import split_hamlet
from lms.dashboards.services import differing, rebuild
from lms.learners.models import Learner
from lms.learners.services import withdraw
from tests.lms.dashboards.kept import registered

DAY = timedelta(days=1)


@pytest.fixture
def sign_in(client):
    def as_(user):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return as_


@pytest.fixture
def page(sign_in, officer):
    return sign_in(officer)


def url(name, *args):
    return reverse(f"dashboards:{name}", args=args)


def change(commune, verb):
    return url("hamlet_change", commune.code, verb)


def test_the_hamlets_are_listed_with_people(page, van_son, hamlet, resident):
    resident(hamlet)

    answer = page.get(url("hamlets", van_son.code))

    [place] = answer.context["found"].places
    assert (place.hamlet, place.residents) == (hamlet, 1)


def test_what_will_happen_is_shown_and_nothing_is_done_before(
    page, van_son, hamlet, other_hamlet, resident, noon, today
):
    resident(hamlet, at=noon - 9 * DAY)
    data = {
        "hamlet": [hamlet.pk, other_hamlet.pk],
        "name": "Mẫu",
        "on": today.isoformat(),
        "source": "NQ 12",
    }

    shown = page.post(change(van_son, "merge"), data)

    assert shown.context["outcome"].moved == 1
    assert Unit.objects.hamlets().count() == 2

    done = page.post(change(van_son, "merge"), data | {"confirmed": "1"})

    assert done.url == url("hamlets", van_son.code)
    [new] = Unit.objects.on(today).hamlets()
    assert registered(new) == 1
    assert new.origins.first().source == "NQ 12"


def test_every_roll_up_is_right_after_a_change(
    page, van_son, hamlet, resident, course, learn, noon, today
):
    learn(resident(hamlet, at=noon - 9 * DAY), course)
    rebuild(at=noon)
    data = {"hamlet": hamlet.pk, "name": "Mới", "on": today.isoformat()}

    page.post(change(van_son, "rename"), data | {"confirmed": "1"})

    assert not differing(at=noon)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("rename", {"name": "", "on": "2026-11-24"}),
        ("rename", {"name": "Mới", "on": "hôm nay"}),
        ("rename", {"name": "Mới", "on": "2026-11-25"}),
        ("rename", {"name": "Thử", "on": "2026-11-24"}),
        ("split", {"names": "Một", "on": "2026-11-24"}),
        ("split", {"names": "x" * 90 + "\ny", "on": "2026-11-24"}),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    page, van_son, hamlet, other_hamlet, verb, data
):
    answer = page.post(
        change(van_son, verb), {"hamlet": hamlet.pk, "confirmed": "1", **data}
    )

    assert answer.status_code == 422
    assert Unit.objects.hamlets().count() == 2


def test_merging_one_leads_back_to_the_list(page, van_son, hamlet):
    answer = page.get(change(van_son, "merge"), {"hamlet": hamlet.pk})

    assert answer.url == url("hamlets", van_son.code)


def test_a_hamlet_of_another_commune_or_an_odd_id_does_not_exist(
    page, van_son, tan_lac, hamlet, noon
):
    far = Unit.objects.create(
        kind=Kind.HAMLET, name="Xa", parent=tan_lac, valid_from=date(2025, 7, 1)
    )

    for wrong in (far.pk, "x", ""):
        answer = page.get(change(van_son, "rename"), {"hamlet": wrong})
        assert answer.status_code == 404
    assert page.get(change(van_son, "sell"), {"hamlet": hamlet.pk}).status_code == 404


@pytest.fixture
def divided(hamlet, resident, noon, today):
    people = [resident(hamlet, name, at=noon - 9 * DAY) for name in ("Bùi A", "Bùi B")]
    news = split_hamlet(hamlet, ["Mẫu 1", "Mẫu 2"], on=today, at=noon).news
    return hamlet, news, people


def test_people_of_a_divided_hamlet_are_asked_for_and_settled(page, van_son, divided):
    hamlet, news, people = divided
    there = url("hamlet_residents", van_son.code, hamlet.pk)

    listed = page.get(url("hamlets", van_son.code))
    assert [place.residents for place in listed.context["found"].divided] == [2]
    assert list(page.get(there).context["people"]) == people

    page.post(there, {"into": news[0].pk, "who": [people[0].pk]})
    page.post(there, {"into": news[1].pk, "everybody": "1"})

    assert registered(news[0]) == 1
    assert registered(news[1]) == 1
    assert not page.get(there).context["people"]


@pytest.mark.parametrize("data", [{}, {"into": "x"}, {"who": ["x"]}])
def test_an_incomplete_answer_is_asked_for_again(page, van_son, divided, data):
    hamlet, news, _people = divided
    there = url("hamlet_residents", van_son.code, hamlet.pk)

    assert page.post(there, data).status_code == 422
    assert page.post(there, {"into": news[0].pk}).status_code == 422


def test_people_of_a_divided_hamlet_stay_among_the_commune_s_people(
    page, van_son, divided
):
    listed = page.get(url("people", van_son.code)).context["people"]

    assert [each.learner for each in listed] == divided[2]
    assert {each.hamlet for each in listed} == {divided[0]}


def test_names_of_those_who_wait_stay_inside_the_commune(
    sign_in, make_staff, provincial, tan_lac, van_son, divided
):
    there = url("hamlet_residents", van_son.code, divided[0].pk)
    neighbour = make_staff("neighbour", tan_lac, Role.COMMUNE_OFFICER)

    for user in (provincial, neighbour):
        assert sign_in(user).get(there).status_code == 404


def test_who_took_the_agreement_back_waits_without_a_name(page, van_son, divided, noon):
    hamlet = divided[0]
    gone, *others = Learner.objects.filter(residences__hamlet=hamlet)
    withdraw(gone, "vi", by=gone.user, at=noon)

    shown = page.get(url("hamlet_residents", van_son.code, hamlet.pk)).content.decode()

    assert str(gone.pk) in shown
    assert gone.full_name not in shown
    assert others
    assert all(each.full_name in shown for each in others)


def test_a_waiting_hamlet_is_claimed(page, van_son, tan_lac, province):
    last = date(2025, 6, 30)
    old = Unit.objects.create(
        kind=Kind.COMMUNE, code="04891", name="Cũ", parent=province, valid_until=last
    )
    for new in (van_son, tan_lac):
        UnitSuccession.objects.create(old=old, new=new, share=Share.PART, on=last + DAY)
    waiting = Unit.objects.create(
        kind=Kind.HAMLET, name="Chờ", parent=old, valid_until=last
    )
    listed = page.get(url("hamlets", van_son.code)).context["found"]
    assert [place.hamlet for place in listed.waiting] == [waiting]

    page.post(change(van_son, "settle"), {"hamlet": waiting.pk, "confirmed": "1"})

    new = Unit.objects.hamlets().get(parent=van_son)
    assert (new.name, new.valid_from) == ("Chờ", last + DAY)
    assert not page.get(url("hamlets", van_son.code)).context["found"].waiting


def test_the_list_asks_few_questions_however_many_hamlets(
    page, van_son, hamlet, noon, django_assert_max_num_queries
):
    for number in range(20):
        Unit.objects.create(
            kind=Kind.HAMLET,
            name=f"Số {number}",
            parent=van_son,
            valid_from=van_son.valid_from,
        )

    with django_assert_max_num_queries(20):
        page.get(url("hamlets", van_son.code))


# Into another commune


def moving(hamlet, into, **more):
    return {"hamlet": hamlet.pk, "into": into.pk, "on": "2026-11-20", **more}


def test_the_office_above_moves_a_hamlet_and_its_people_go_along(
    sign_in, provincial, van_son, tan_lac, hamlet, resident, noon, today
):
    resident(hamlet, at=noon - 9 * DAY)
    browser = sign_in(provincial)
    there = change(van_son, "move")
    assert f"{there}?hamlet={hamlet.pk}" in browser.get(url("hamlets", "05152")).text
    assert "Tân Lạc" in browser.get(there, {"hamlet": hamlet.pk}).text

    shown = browser.post(there, moving(hamlet, tan_lac))
    assert shown.context["outcome"].moved == 1
    done = browser.post(there, moving(hamlet, tan_lac, name="Xa", confirmed="1"))

    assert done.status_code == 302
    [new] = Unit.objects.on(today).hamlets().filter(parent=tan_lac)
    assert (new.name, registered(new)) == ("Xa", 1)
    assert registered(van_son) == 0
    assert not differing(at=noon)


def test_a_commune_moves_no_hamlet_away_from_itself(page, van_son, tan_lac, hamlet):
    there = change(van_son, "move")

    assert there not in page.get(url("hamlets", van_son.code)).text
    assert page.get(there, {"hamlet": hamlet.pk}).status_code == 404
    wish = moving(hamlet, tan_lac, confirmed="1")
    assert page.post(there, wish).status_code == 404
    assert Unit.objects.hamlets().get() == hamlet


@pytest.mark.parametrize("into", ["self", "hamlet", "nothing"])
def test_into_no_commune_that_is_theirs_nothing_moves(
    sign_in, provincial, van_son, tan_lac, hamlet, into
):
    wanted = {"self": van_son.pk, "hamlet": hamlet.pk, "nothing": "x"}[into]
    wish = moving(hamlet, tan_lac, confirmed="1") | {"into": wanted}

    answer = sign_in(provincial).post(change(van_son, "move"), wish)

    assert answer.status_code == 422
    assert Unit.objects.hamlets().get() == hamlet


@pytest.mark.parametrize("role", [Role.HELPER, Role.VIEWER, Role.TRAINER])
def test_other_roles_move_nothing(sign_in, make_staff, van_son, tan_lac, hamlet, role):
    unit = van_son if role != Role.HELPER else hamlet
    answer = sign_in(make_staff("x", unit, role)).post(
        change(van_son, "move"), moving(hamlet, tan_lac, confirmed="1")
    )

    assert answer.status_code == 404
