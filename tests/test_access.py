"""Every address, opened by everybody: see tests/access.py."""

from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from lms.certificates.services import draw
from lms.dashboards.periods.composing import compose
from lms.dashboards.periods.content import digest
from lms.dashboards.services import accept, open_period, submit
from lms.journey.services import hand_in, start_quiz
from lms.lib.facts import HowWitnessed
from tests.access import EVERYBODY, RULES, SIGN_IN, STAFF_SIGN_IN, Case, our_names
from tests.addresses import address, asked_to_sign_in, status
from tests.factories import NOON, right_answers

ALONE = HowWitnessed()


@pytest.fixture(scope="module")
def case(world_of_module, django_db_blocker):
    """The owner has done course F, and has begun its first lesson again."""
    world, learner = world_of_module, world_of_module.owner.learner
    with django_db_blocker.unblock():
        for lesson in (world.lessons.first, world.lessons.second):
            closed = start_quiz(learner, lesson, how=ALONE, at=NOON)
            hand_in(closed.pk, right_answers(), how=ALONE, at=NOON)
        certificate = learner.certificates.get()
        draw(str(certificate.pk), at=NOON)
        certificate.refresh_from_db()
        begun = start_quiz(learner, world.lessons.first, how=ALONE, at=NOON)
        accept_september(world)
        return Case(world, begun, closed, certificate, last_month(world))


def accept_september(world):
    """Have a report accepted, so that there are open figures."""
    days = date(2025, 9, 1), date(2025, 9, 30), date(2025, 10, 5)
    titles = {"title_vi": "Tháng 9/2025", "title_en": "September 2025"}
    commune, by = world.places.commune, world.staff["provincial"]
    who = {"by": by, "at": NOON}
    month = open_period(commune.parent, "month", *days, **titles, **who)
    seen = digest(compose(month, commune))
    officer = world.staff["officer"]
    step = submit(month, commune, "Vắng.", seen=seen, by=officer, at=NOON)
    accept(month, commune, seen=step.sha256, **who)


def last_month(world):
    days = date(2025, 10, 1), date(2025, 10, 31), date(2025, 11, 30)
    titles = {"title_vi": "Tháng 10/2025", "title_en": "October 2025"}
    province, by = world.places.province, world.staff["provincial"]
    return open_period(province, "month", *days, **titles, by=by, at=NOON)


@pytest.fixture
def answer_to(case, db):
    """Return what an address answers to somebody; nothing that it did stays."""

    def answer_to(role, rule):
        there = address(rule.name, *rule.about(case))
        client = Client()
        if somebody := people(case.world)[role]:
            client.force_login(somebody)
        with transaction.atomic():
            ask = client.post if rule.post else client.get
            answer = ask(there, rule.data)
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
