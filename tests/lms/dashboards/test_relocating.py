"""The old commune gives somebody, the new one takes them in, and the past stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import override

from lms.accounts.roles import Role
from lms.communes.services import add_hamlet
from lms.dashboards.counting import count_hamlets
from lms.dashboards.services import differing, rebuild
from lms.learners.errors import CardClosed
from lms.learners.forgetting import anonymise
from lms.learners.models import Relocation, Residence
from lms.learners.relocating import (
    NotInThisCommune,
    SettledAlready,
    accept,
    offer,
    waiting_for,
)
from lms.learners.services import withdraw
from lms.looks.models import Look, Seen
from tests.lms.dashboards.kept import registered

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def mau(resident, hamlet, course, learn, noon):
    learner = resident(hamlet, at=noon - 30 * DAY)
    learner.household = "Bùi Văn Chủ"
    learner.save()
    learn(learner, course, at=noon - 20 * DAY)
    return learner


@pytest.fixture
def far_hamlet(tan_lac, noon):
    return add_hamlet(tan_lac, "Xa", kind_word="xóm", at=noon)


@pytest.fixture
def far_officer(make_staff, tan_lac):
    return make_staff("far", tan_lac, Role.COMMUNE_OFFICER)


@pytest.fixture
def signed_in(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


@pytest.fixture
def given(mau, tan_lac, officer, today, noon):
    return offer(mau, tan_lac, last_on=today - 2 * DAY, by=officer, at=noon)


def people(commune):
    return reverse("dashboards:people", args=[commune.code])


def here(commune):
    return reverse("dashboards:moving_here", args=[commune.code])


def page_of(relocation, commune):
    return reverse("dashboards:take_in", args=[commune.code, relocation.pk])


def test_one_gives_the_other_takes_and_all_that_was_learnt_comes_along(
    signed_in, mau, hamlet, van_son, tan_lac, far_hamlet, officer, far_officer, today,
    noon,
):  # fmt: skip
    rebuild(at=noon)
    give = reverse("dashboards:person", args=[van_son.code, mau.pk, "give"])
    assert give in signed_in(officer).get(people(van_son)).text
    for page in (here(tan_lac), people(tan_lac)):
        assert mau.full_name not in signed_in(far_officer).get(page).text

    last = (today - 2 * DAY).isoformat()
    wish = {"to": tan_lac.pk, "last_on": last}
    assert signed_in(officer).post(give, wish).status_code == 302

    assert "has not answered yet" in signed_in(officer).get(people(van_son)).text
    given = Relocation.objects.get()
    shown = signed_in(far_officer).get(here(tan_lac)).text
    assert mau.full_name in shown
    assert page_of(given, tan_lac) in shown
    assert "1 person moves here" in signed_in(far_officer).get(
        reverse("dashboards:commune", args=[tan_lac.code])
    ).text  # fmt: skip
    typed = {"hamlet": far_hamlet.pk, "on": (today - DAY).isoformat()}
    assert signed_in(far_officer).post(page_of(given, tan_lac), typed).url == here(
        tan_lac
    )

    assert mau.hamlet_on(today - 2 * DAY) == hamlet
    assert mau.hamlet_on(today - DAY) == far_hamlet
    assert (registered(hamlet), registered(far_hamlet)) == (0, 1)
    past, now = (
        count_hamlets([hamlet.pk, far_hamlet.pk], on=today - days * DAY)
        for days in (2, 0)
    )
    assert [past[e.pk].certified for e in (hamlet, far_hamlet)] == [1, 0]
    assert [now[e.pk].certified for e in (hamlet, far_hamlet)] == [0, 1]
    assert differing(at=noon) == []
    mau.refresh_from_db()
    assert mau.household == ""
    assert mau.full_name not in signed_in(officer).get(people(van_son)).text
    assert mau.full_name in signed_in(far_officer).get(people(tan_lac)).text
    assert page_of(given, tan_lac) not in signed_in(far_officer).get(here(tan_lac)).text
    assert Look.objects.get(seen=Seen.MOVED).by == far_officer


def test_only_the_commune_they_are_given_to_reads_the_name(
    signed_in, given, mau, van_son, tan_lac, officer, provincial, make_staff, far_hamlet
):
    helper = make_staff("helper", far_hamlet, Role.HELPER)
    for somebody in (officer, provincial, helper):
        client = signed_in(somebody)
        for commune in (van_son, tan_lac):
            page = page_of(given, commune)
            assert client.get(page).status_code == 404
            assert client.post(page, {"answer": "away"}).status_code == 404
        assert client.get(here(tan_lac)).status_code == 404
    client.logout()
    assert client.get(page_of(given, tan_lac)).status_code == 302
    assert Relocation.objects.open().exists()


def test_who_has_not_come_goes_back(
    signed_in, given, van_son, tan_lac, officer, far_officer
):
    client = signed_in(far_officer)
    assert client.post(page_of(given, tan_lac), {"answer": "away"}).status_code == 302

    assert client.get(page_of(given, tan_lac)).status_code == 404
    assert "have not come there" in signed_in(officer).get(people(van_son)).text


def test_taken_back_or_come_back_they_are_no_longer_given(
    signed_in, given, mau, van_son, tan_lac, officer, far_officer, hamlet, today, noon
):
    back = reverse("dashboards:person", args=[van_son.code, mau.pk, "back"])
    signed_in(officer).post(back)
    assert not waiting_for(tan_lac).exists()

    again = offer(mau, tan_lac, last_on=today - 2 * DAY, by=officer, at=noon)
    move = reverse("dashboards:person", args=[van_son.code, mau.pk, "move"])
    signed_in(officer).post(move, {"hamlet": hamlet.pk, "on": today.isoformat()})
    assert not waiting_for(tan_lac).exists()
    with pytest.raises(SettledAlready):
        accept(again, hamlet, from_on=today, by=far_officer, at=noon)
    offer(mau, tan_lac, last_on=today, by=officer, at=noon)  # and given once more
    assert waiting_for(tan_lac).count() == 1


@pytest.mark.parametrize("how", ["withdrew", "forgotten"])
def test_who_withdrew_or_is_forgotten_is_named_to_nobody(
    signed_in, given, mau, tan_lac, far_officer, far_hamlet, today, noon, how
):
    if how == "withdrew":
        withdraw(mau, "vi", by=mau.user, at=noon)
    else:
        anonymise(mau, by=None, at=noon)

    assert mau.full_name not in signed_in(far_officer).get(here(tan_lac)).text
    assert signed_in(far_officer).get(page_of(given, tan_lac)).status_code == 404
    with pytest.raises((SettledAlready, CardClosed)):
        accept(given, far_hamlet, from_on=today, by=far_officer, at=noon)


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"hamlet": "own", "on": "2026-11-22"},  # still there that day
        {"hamlet": "own", "on": "2026-11-25"},  # to come
        {"hamlet": "theirs", "on": "2026-11-24"},
        {"hamlet": str(uuid4()), "on": "2026-11-24"},
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    signed_in, given, tan_lac, far_officer, far_hamlet, hamlet, typed
):
    places = {"own": far_hamlet.pk, "theirs": hamlet.pk}
    typed = {**typed, "hamlet": places.get(typed.get("hamlet"), typed.get("hamlet"))}
    sent = {key: value for key, value in typed.items() if value}

    answer = signed_in(far_officer).post(page_of(given, tan_lac), sent)

    assert answer.status_code == 422
    assert Relocation.objects.open().exists()
    assert not Residence.objects.filter(until_on=None).exists()


def test_no_hamlet_of_another_commune_is_taken(given, hamlet, far_officer, today, noon):
    with pytest.raises(NotInThisCommune):
        accept(given, hamlet, from_on=today, by=far_officer, at=noon)


@pytest.mark.parametrize(
    "typed",
    [
        {"to": "", "last_on": "2026-11-20"},
        {"to": "self", "last_on": "2026-11-20"},
        {"to": "far", "last_on": "2026-11-25"},
        {"to": "far", "last_on": "1999-01-01"},
        {"to": "far", "last_on": ""},
        {"to": "x", "last_on": "2026-11-20"},
    ],
)
def test_what_cannot_be_given_is_said(signed_in, mau, van_son, tan_lac, officer, typed):
    give = reverse("dashboards:person", args=[van_son.code, mau.pk, "give"])
    places = {"self": van_son.pk, "far": tan_lac.pk}
    typed["to"] = places.get(typed["to"], typed["to"])

    assert signed_in(officer).post(give, typed).status_code == 422
    assert not Relocation.objects.exists()
