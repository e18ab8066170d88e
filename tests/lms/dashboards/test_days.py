"""As of a day, in old or in new units: the same people, and nobody is lost."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lms.communes.models import Unit
from lms.communes.services import merge_hamlets, split_hamlet
from lms.dashboards.as_of import as_of_commune
from lms.dashboards.day_of_province import counted, read
from lms.dashboards.models import DayReading
from lms.dashboards.services import ask_for_day, count_day
from lms.jobs.models import Job
from lms.learners.models import Residence
from lms.learners.moving import follow, settle
from tests.lms.learners.test_tracing import (
    BEGIN,
    DAY,
    NOON,
    change,
    make_communes,
    make_hamlet,
    make_resident,
    steps,
)


def quiet(done, of):
    """Tell nobody how far it is."""


def read_both(province, on, today):
    readings, shared = counted(province, on=on, today=today, tell=quiet)
    kept = DayReading(
        unit=province, on=on, readings=readings, overlaps=shared, counted_at=NOON
    )
    return [read(kept, units) for units in ("then", "now")]


class RandomChanges(TestCase):
    @settings(max_examples=12, deadline=None)
    @given(steps=steps, settled=st.integers(0, 3))
    def test_both_readings_of_every_day_count_everybody_once(self, steps, settled):
        communes = make_communes()
        homes = [make_hamlet(communes[n % 2], f"H{n}") for n in range(4)]
        people = [make_resident(homes[n % 4], n) for n in range(8)]
        days = [BEGIN]
        for number, (verb, pick, other, gap) in enumerate(steps, 1):
            on = days[-1] + (1 + gap) * DAY
            now = list(Unit.objects.on(on).hamlets().in_order())
            done = change(verb, now, pick, other, on, f"N{number}")
            if done is None:
                continue
            follow(done.olds)
            if verb == "split" and settled:
                some = [each.pk for each in people[::settled]]
                settle(done.olds[0], done.news[0], some)
            days.append(on)

        for on in days:
            self.check(communes, on, days[-1], len(people))

    def check(self, communes, on, today, people):
        province = communes[0].parent
        for report in read_both(province, on, today):
            assert report.total.tally.registered == people
            assert sum(e.tally.registered for e in report.lines) == people

        certain, perhaps = 0, {}
        for commune in communes:
            found = as_of_commune(commune, on=on, today=today, at=NOON)
            totals = {e.total.tally.registered for e in found.readings.values()}
            assert len(totals) == 1
            certain += totals.pop()
            perhaps |= {e.unit.pk: e.tally.registered for e in found.perhaps}
        assert certain + sum(perhaps.values()) == people


YESTERDAY, TODAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def merged(van_son, hamlet, other_hamlet, resident, noon):
    """Three and six people in hamlets that are one since today."""
    early = noon - timedelta(days=9)
    for home, people in [(hamlet, 3), (other_hamlet, 6)]:
        for _ in range(people):
            resident(home, at=early)
    Residence.objects.update(from_on=early.date())
    change = merge_hamlets([hamlet, other_hamlet], "Chung", on=TODAY, at=noon)
    follow(change.olds)
    return change


def registered(report):
    return {str(e.unit): str(e.figure("registered")) for e in report.lines}


def test_a_day_before_a_merger_is_read_in_old_and_in_new_units(van_son, merged, noon):
    found = as_of_commune(van_son, on=YESTERDAY, today=TODAY, at=noon)

    assert registered(found.readings["then"]) == {"Xóm Mẫu": "3", "Xóm Thử": "6"}
    assert registered(found.readings["now"]) == {"Xóm Chung": "9"}


def test_a_new_unit_does_not_tell_what_is_hidden_of_the_old(van_son, merged, noon):
    found = as_of_commune(van_son, on=YESTERDAY, today=TODAY, at=noon, from_above=True)

    assert set(registered(found.readings["then"]).values()) == {"…"}
    assert registered(found.readings["now"]) == {"Xóm Chung": "…"}


def test_people_of_a_divided_hamlet_stand_in_a_line_of_their_own(
    van_son, hamlet, resident, client, officer, noon
):
    resident(hamlet, at=noon - timedelta(days=3))
    split_hamlet(hamlet, ["Mẫu 1", "Mẫu 2"], on=TODAY, at=noon)
    client.force_login(officer)

    with override("en"):
        page = client.get("/en/communes/05152/?on=2026-11-23").content.decode()

    assert "Xóm Mẫu<small>divided; its people wait" in page


@pytest.mark.parametrize(
    "typed", ["2026-11-25", "1999-01-01", "soon", "", "23/13/2026", "9999-12-31"]
)
def test_another_day_is_asked_for(van_son, client, officer, typed):
    client.force_login(officer)

    answer = client.get("/communes/05152/", {"on": typed})

    assert answer.status_code == 422


def test_a_province_is_counted_by_a_job_and_kept(
    province, merged, client, provincial, noon
):
    client.force_login(provincial)
    there = {"on": "2026-11-23", "units": "then"}

    client.post("/provinces/25/days/", there)
    job = Job.objects.get()
    assert client.get("/provinces/25/", there).context["job"] == job
    count_day(province.pk, YESTERDAY, at=noon, tell=quiet)
    job.delete()

    report = client.get("/provinces/25/", there).context["report"]
    assert [str(line.unit) for line in report.lines] == ["Xã Vân Sơn"]
    assert DayReading.objects.count() == 1


def test_a_day_that_was_kept_long_enough_is_thrown_away(province, noon):
    count_day(province.pk, YESTERDAY, at=noon, tell=quiet)

    count_day(province.pk, TODAY, at=noon + timedelta(days=31), tell=quiet)

    assert [each.on for each in DayReading.objects.all()] == [TODAY]


def test_the_same_day_is_asked_for_once(province, noon):
    first = ask_for_day(province, YESTERDAY, at=noon)

    assert ask_for_day(province, YESTERDAY, at=noon) == first
