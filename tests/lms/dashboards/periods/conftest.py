"""A month that is over, and everybody who has a hand in its reports."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from lms.accounts.roles import Role
from lms.dashboards.periods.content import digest
from lms.dashboards.services import (
    accept,
    confirm_hamlet,
    count_report,
    open_period,
    submit,
)
from lms.dashboards.services.periods import hamlet_part


@pytest.fixture
def in_october():
    return datetime(2026, 10, 10, 5, tzinfo=UTC)


@pytest.fixture
def october(province, provincial, noon):
    days = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 30)
    titles = {"title_vi": "Tháng 10/2026", "title_en": "October 2026"}
    return open_period(province, "month", *days, **titles, by=provincial, at=noon)


@pytest.fixture
def leader(make_staff, hamlet):
    return make_staff("leader", hamlet, Role.TEAM_LEADER)


@pytest.fixture
def learnt(hamlet, course, resident, learn, in_october):
    """Somebody of the hamlet who registered and completed the course in October."""
    learner = resident(hamlet, at=in_october)
    learn(learner, course, at=in_october)
    return learner


@pytest.fixture
def count(october, van_son, noon):
    """Return a function that has the worker's part done: counts the report anew."""

    def do(period=october, commune=van_son, at=noon):
        return count_report(period, commune, at=at)

    return do


@pytest.fixture
def confirm(october, leader, noon):
    def do(hamlet, by=leader, period=october, at=noon):
        counted = count_report(period, hamlet.parent, at=at).content
        part = hamlet_part(counted, hamlet)
        return confirm_hamlet(period, hamlet, seen=digest(part), by=by, at=at)

    return do


@pytest.fixture
def hand_in(october, officer, noon):
    def do(commune, text="Một xóm vắng tổ trưởng.", period=october, at=noon):
        seen = count_report(period, commune, at=at).sha256
        return submit(period, commune, text, seen=seen, by=officer, at=at)

    return do


@pytest.fixture
def accepted(hand_in, van_son, hamlet, october, provincial, noon):
    """Return a function that brings the report of the commune to its end."""

    def do(period=october):
        step = hand_in(van_son, period=period)
        return accept(period, van_son, seen=step.sha256, by=provincial, at=noon)

    return do


@pytest.fixture
def sign_in(client):
    def as_(user):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        return client

    return as_


@pytest.fixture
def report_page(october, van_son):
    return reverse("dashboards:report", args=[october.pk, van_son.code])


@pytest.fixture
def hamlet_page(october, hamlet):
    return reverse("dashboards:report_hamlet", args=[october.pk, hamlet.pk])
