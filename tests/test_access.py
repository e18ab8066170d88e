"""Every address, opened by everybody: see tests/access.py."""

from copy import copy
from datetime import date
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import resolve

from lms.certificates.services.sheets import draw
from lms.dashboards.services import accept, count_report, open_period, submit
from lms.journey.services import hand_in, start_quiz
from lms.lib.facts import HowWitnessed
from lms.lib.ids import uuid7
from tests.access import EVERYBODY, RULES, SIGN_IN, STAFF_SIGN_IN, Case, our_names
from tests.addresses import address, asked_to_sign_in, status
from tests.factories import NOON, right_answers

ALONE = HowWitnessed()


@pytest.fixture(scope="module")
def case(world_of_module, django_db_blocker):
    """The owner has done course F, and has begun its first lesson again."""
    with django_db_blocker.unblock():
        period = last_month(world_of_module)
        accept_september(world_of_module)
        return make_case(world_of_module, world_of_module.staff["helper"], period)


@pytest.fixture(scope="module")
def turned_round(world_of_module, case, django_db_blocker):
    """The same of the other commune, whose resident has done as much."""
    here, there = world_of_module.places, copy(world_of_module.places)
    there.commune, there.other_commune = here.other_commune, here.commune
    there.hamlet, there.far_hamlet = here.far_hamlet, here.hamlet
    world = copy(world_of_module)
    world.places = there
    world.owner, world.other_commune = world.other_commune, world.owner
    with django_db_blocker.unblock():
        return make_case(world, world.staff["wrong_helper"], case.period)


def make_case(world, helper, period):
    learner = world.owner.learner
    with transaction.atomic():
        for lesson in (world.lessons.first, world.lessons.second):
            closed = start_quiz(learner, lesson, how=ALONE, at=NOON)
            hand_in(closed.pk, right_answers(), how=ALONE, at=NOON)
        certificate = learner.certificates.get()
        draw(str(certificate.pk), at=NOON)
        certificate.refresh_from_db()
        begun = start_quiz(learner, world.lessons.first, how=ALONE, at=NOON)
        return Case(world, begun, closed, certificate, helper, period)


def accept_september(world):
    """Have a report of each commune accepted, so that there are open figures."""
    days = date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 5)
    titles = {"title_vi": "Tháng 9/2025", "title_en": "September 2025"}
    who = {"by": world.staff["provincial"], "at": NOON}
    month = open_period(world.places.province, "month", *days, **titles, **who)
    officers = {"officer": world.places.commune}
    officers["wrong_officer"] = world.places.other_commune
    for name, commune in officers.items():
        seen = count_report(month, commune, at=NOON).sha256
        officer = world.staff[name]
        step = submit(month, commune, "Vắng.", seen=seen, by=officer, at=NOON)
        accept(month, commune, seen=step.sha256, **who)


def last_month(world):
    days = date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 30)
    titles = {"title_vi": "Tháng 10/2025", "title_en": "October 2025"}
    province, by = world.places.province, world.staff["provincial"]
    period = open_period(province, "month", *days, **titles, by=by, at=NOON)
    for commune in period.communes:
        count_report(period, commune, at=NOON)
    return period


@pytest.fixture(scope="module")
def signed_in(case, django_db_blocker):
    """The cookies of each role: signing in costs as much as what is asked for."""
    jars = {}
    with django_db_blocker.unblock():
        for role, somebody in people(case.world).items():
            client = Client()
            if somebody:
                client.force_login(somebody)
            jars[role] = client.cookies
    return jars


@pytest.fixture
def answer_to(case, signed_in, db):
    """Return what an address answers to somebody; nothing that it did stays."""

    def answer_to(role, rule, about=case, args=None):
        there = address(rule.name, *(rule.about(about) if args is None else args))
        cache.clear()  # so many from one address would be asked to wait
        client = Client()
        client.cookies = copy(signed_in[role])
        with transaction.atomic():
            ask = client.post if rule.post else client.get
            answer = ask(there, rule.sent(about))
            found = outcome(answer, there)
            transaction.set_rollback(True)
        return found

    return answer_to


def people(world):
    """Return the user of each role; none where nobody has signed in."""
    residents = {
        "owner": world.owner.learner.user,
        "same_hamlet": world.same_hamlet.learner.user,
        "other_commune": world.other_commune.learner.user,
    }
    return {**residents, **world.staff, "signed_out": None}


def outcome(answer, there):
    """Return the status, or the name of the view one is sent on to."""
    if status(answer) != 302:
        return answer.status_code
    name = resolve(answer.url.partition("?")[0]).view_name
    if name in (SIGN_IN, STAFF_SIGN_IN) and "next=" in answer.url:
        assert asked_to_sign_in(answer) == (address(name), there)
    return name


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_an_address_answers_everybody_as_it_should(answer_to, rule):
    expected = rule.expected()

    found = {role: answer_to(role, rule) for role in expected}

    assert found == expected


# Whose outcome somebody meets where it is about the other commune: that of who stands
# there as they do here. Who sees figures or a log of one commune is a stranger there.
OPPOSITE = {
    "owner": "other_commune",
    "other_commune": "owner",
    "helper": "wrong_helper",
    "wrong_helper": "helper",
    "officer": "wrong_officer",
    "wrong_officer": "officer",
    "viewer": "wrong_helper",
    "protector": "wrong_helper",
}
# The one helper looks after a hamlet, the other after all of her commune.
HELPS_THE_WHOLE_COMMUNE = {
    "dashboards:left": {"wrong_helper": 200},
    "dashboards:people": {"wrong_helper": 200},
}


@pytest.mark.parametrize("rule", [r for r in RULES if r.is_about_something], ids=str)
def test_an_address_of_the_other_commune_answers_its_own_people(
    answer_to, case, turned_round, rule
):
    if rule.about(case) == rule.about(turned_round):
        return  # about neither commune: a lesson, the province
    expected = rule.expected()

    found = {role: answer_to(role, rule, turned_round) for role in expected}

    as_here = {role: expected[OPPOSITE.get(role, role)] for role in expected}
    assert found == as_here | HELPS_THE_WHOLE_COMMUNE.get(rule.name, {})


REFUSED = {403, 404, SIGN_IN, STAFF_SIGN_IN}
INSIDERS = ("owner", "helper", "officer", "provincial", "superuser", "signed_out")


def ids_of_others(case):
    """Return an id of each kind of thing there is, and one of nothing."""
    places, world = case.world.places, case.world
    return {
        "nothing": uuid7(),
        "resident": world.owner.learner.pk,
        "sign-in": world.owner.learner.user.pk,
        "hamlet": places.hamlet.pk,
        "attempt": case.closed_attempt.pk,
        "certificate": case.certificate.pk,
        "position": case.helper.positions.get().pk,
        "lesson": world.lessons.first.translation_key,
    }


def codes_of_others(case):
    return {
        "nothing": "khong-co",
        "province": case.world.places.province.code,
        "commune": case.world.places.commune.code,
        "learner code": case.world.owner.learner.code,
        "number": case.certificate.number,
    }


WHATS = (
    *("nothing", "resident", "sign-in", "hamlet", "attempt", "certificate"),
    *("position", "lesson"),
)


def swapped(rule, case):
    """Return the parameters of an address, each in turn something else's id."""
    right = rule.about(case)
    for place, value in enumerate(right):
        others = ids_of_others if isinstance(value, UUID) else codes_of_others
        for what, other in others(case).items():
            if other not in right and (rule.name, what) not in FITS:
                yield what, [*right[:place], other, *right[place + 1 :]]


# Where something else's id is a right one as well.
FITS = {
    ("journey:attempt", "attempt"),  # another one of her own
    ("journey:mark_as_done", "lesson"),  # one that asks; it says so
    # A piece of a page for everybody, empty where there is no such course.
    *(("journey:course_fragment", what) for what in WHATS),
    ("dashboards:looks", "province"),
    ("dashboards:looks", "commune"),
    ("dashboards:in_charge", "province"),
    ("dashboards:in_charge", "commune"),
    ("dashboards:appoint", "province"),
    ("dashboards:staff_card", "province"),
    ("dashboards:staff_card_kept", "province"),
    ("dashboards:end_position", "province"),
}


@pytest.mark.parametrize("rule", [r for r in RULES if r.is_about_something], ids=str)
def test_the_id_of_something_else_opens_nothing(answer_to, case, rule):
    opened = {
        (what, role): found
        for what, args in swapped(rule, case)
        for role in INSIDERS
        if (found := answer_to(role, rule, args=args)) not in REFUSED
    }

    assert opened == {}


def test_somebody_is_there_for_every_role(world):
    assert people(world).keys() == EVERYBODY


def test_every_address_of_ours_has_a_rule():
    missing = our_names() - {rule.name for rule in RULES}

    assert missing == set(), "Say in tests/access.py who may open these."


def test_every_rule_is_about_an_address_of_ours():
    assert {rule.name for rule in RULES} - our_names() == set()


@pytest.mark.parametrize("rule", [each for each in RULES if each.post], ids=str)
def test_what_changes_something_is_not_done_by_a_link(case, db, rule):
    there = address(rule.name, *rule.about(case))
    client = Client()
    role = next(r for r, what in rule.expected().items() if isinstance(what, str))
    if somebody := people(case.world)[role]:
        client.force_login(somebody)

    both = any(each.name == rule.name and not each.post for each in RULES)
    assert both or client.get(there).status_code == 405
