"""Reports are counted beside the requests, and handed in as they were counted."""

from datetime import timedelta

import pytest

from lms.dashboards import tasks
from lms.dashboards.errors import FiguresMoved, NotCounted, NotYours
from lms.dashboards.models import PeriodCount
from lms.dashboards.periods import reading
from lms.dashboards.periods.composing import compose
from lms.dashboards.periods.counted import COUNT_REPORT, FRESH_FOR
from lms.dashboards.services import (
    ask_for_count,
    ask_for_counts_due,
    correct,
    count_report,
    submit,
)
from lms.jobs.models import Job
from lms.jobs.services import run


def work(at):
    for job in Job.objects.unfinished():
        run(job.pk, clock=lambda: at)


def test_no_page_counts(sign_in, officer, leader, report_page, hamlet_page, learnt):
    assert not hasattr(reading, "compose")

    for who, page in ((officer, report_page), (leader, hamlet_page)):
        answer = sign_in(who).get(page)
        assert answer.status_code == 200
        assert "tfoot" not in answer.content.decode()
        assert {"confirmed", "submitted"} & answer.context["page_of"].may == set()


def test_the_button_has_it_counted_once_and_the_page_says_how_far(
    sign_in, officer, report_page, learnt, noon
):
    client = sign_in(officer)
    for _press in range(3):
        assert client.post(report_page, {"step": "count"}).url == report_page

    assert Job.objects.filter(kind=COUNT_REPORT).count() == 1
    Job.objects.update(progress_done=5, progress_total=12)
    shown = client.get(report_page).content.decode()
    assert "data-progress" in shown
    assert "5/12" in shown or "5 trong 12" in shown

    work(noon)

    shown = client.get(report_page).content.decode()
    assert "data-progress" not in shown
    assert "tfoot" in shown


def test_a_leader_has_the_figures_of_the_hamlet_counted(
    sign_in, leader, hamlet_page, learnt, noon
):
    sign_in(leader).post(hamlet_page, {"step": "count"})
    work(noon)

    page_of = sign_in(leader).get(hamlet_page).context["page_of"]
    assert page_of.place["figures"]["registered"] == 1
    assert "confirmed" in page_of.may


def test_whoever_looks_from_outside_has_nothing_counted(
    sign_in, provincial, report_page, october, van_son, hamlet, noon, make_staff
):
    sign_in(provincial).post(report_page, {"step": "count"})
    elsewhere = make_staff("elsewhere", van_son.parent, "provincial_officer")
    for somebody in (provincial, elsewhere):
        for unit in (van_son, hamlet):
            with pytest.raises(NotYours):
                ask_for_count(october, unit, by=somebody, at=noon)

    assert not Job.objects.exists()


def test_a_killed_worker_is_followed_by_another(
    october, van_son, officer, learnt, monkeypatch, noon
):
    job = ask_for_count(october, van_son, by=officer, at=noon)
    dead = {"state": Job.State.RUNNING, "attempts": 1}
    Job.objects.filter(pk=job.pk).update(
        **dead, lease_until=noon - timedelta(seconds=1)
    )

    run(job.pk, clock=lambda: noon)

    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert PeriodCount.objects.get().content == compose(october, van_son)


def test_counting_that_failed_says_so_and_can_be_asked_for_again(
    sign_in, officer, report_page, learnt, noon
):
    client = sign_in(officer)
    client.post(report_page, {"step": "count"})
    Job.objects.update(state=Job.State.FAILED, finished_at=noon)

    assert client.get(report_page).context["page_of"].stuck
    client.post(report_page, {"step": "count"})
    work(noon)

    page_of = client.get(report_page).context["page_of"]
    assert not page_of.stuck
    assert page_of.settled


def test_counted_twice_at_once_the_later_beginning_stays(
    october, van_son, learnt, resident, hamlet, in_october, noon
):
    later = count_report(october, van_son, at=noon)
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    count_report(october, van_son, at=noon - timedelta(minutes=5))

    assert PeriodCount.objects.get().sha256 == later.sha256


def test_it_is_told_how_many_hamlets_are_counted(october, van_son, hamlet, learnt):
    told = []

    compose(october, van_son, tell=lambda *far: told.append(far))

    assert told[0][0] == 0
    assert all(total >= 1 for _done, total in told)


def test_nobody_stands_by_old_figures(october, van_son, hamlet, officer, count, noon):
    seen = count(at=noon - FRESH_FOR).sha256

    with pytest.raises(NotCounted):
        submit(october, van_son, "Gấp.", seen=seen, by=officer, at=noon)


def test_nobody_stands_by_figures_of_a_day_that_was_not_over(
    october, van_son, hamlet, officer, count, noon
):
    seen = count(at=noon).sha256
    type(october).objects.update(last_on="2026-11-24")
    october.refresh_from_db()

    with pytest.raises(NotCounted):
        submit(october, van_son, "x", seen=seen, by=officer, at=noon + FRESH_FOR / 2)


def test_what_was_counted_is_what_is_frozen_whatever_arrives(
    october, van_son, hamlet, officer, resident, in_october, count, noon
):
    counted = count()
    resident(hamlet, "Bùi Văn Muộn", at=in_october)

    said = {"seen": counted.sha256, "by": officer, "at": noon}
    step = submit(october, van_son, "Gấp.", **said)

    assert {k: v for k, v in step.content.items() if k != "salt"} == counted.content


def test_a_touched_count_is_not_handed_in(
    october, van_son, hamlet, officer, count, noon
):
    kept = count()
    kept.content["total"]["figures"]["registered"] = 100
    kept.save()

    with pytest.raises(FiguresMoved):
        submit(october, van_son, "x", seen=kept.sha256, by=officer, at=noon)


def test_differences_are_not_listed_from_an_old_count(
    accepted, hamlet, resident, officer, in_october, count, noon
):
    report = accepted()
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    seen = count().sha256

    late = {"by": officer, "at": noon + FRESH_FOR}
    with pytest.raises(NotCounted):
        correct(report, "Muộn.", seen=seen, **late)


def test_the_clock_has_counted_what_is_still_to_be_submitted(
    october, van_son, hand_in, hamlet, noon
):
    there = october.communes.count()

    assert ask_for_counts_due(at=noon) == there
    work(noon)
    assert ask_for_counts_due(at=noon + timedelta(hours=1)) == 0
    hand_in(van_son)
    tomorrow = noon + timedelta(hours=21)
    assert ask_for_counts_due(at=tomorrow) == there - 1
    assert ask_for_counts_due(at=noon + timedelta(days=90)) == 0


def test_before_a_period_is_over_the_clock_counts_nothing(october, in_october):
    tasks.ask_for_counts_due()  # the real clock: harmless
    Job.objects.all().delete()

    assert ask_for_counts_due(at=in_october) == 0
