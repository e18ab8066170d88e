from datetime import UTC, date, datetime, timedelta

import pytest

from lms.dashboards.errors import (
    DaysOutOfOrder,
    FiguresMoved,
    HamletsMissing,
    NothingToCorrect,
    NotYours,
    NotYourTurn,
    PeriodExists,
    PeriodNotOver,
    ReasonMissing,
)
from lms.dashboards.models import Correction, PeriodReport, ReportStep
from lms.dashboards.periods.chain import State, Step
from lms.dashboards.periods.composing import compose
from lms.dashboards.periods.content import digest
from lms.dashboards.periods.correcting import as_corrected, broken_links, unlisted
from lms.dashboards.services import (
    accept,
    confirm_hamlet,
    correct,
    open_period,
    remark,
    send_back,
    submit,
)


def figures(content, place=0):
    return content["places"][place]["figures"]


def test_figures_are_those_of_the_last_day(
    october, van_son, hamlet, learnt, course, resident, learn, noon
):
    learn(resident(hamlet, "Bùi Văn Sau", at=noon), course, at=noon)

    content = compose(october, van_son)

    assert figures(content)["registered"] == 1
    assert figures(content)[f"completed-{course.translation_key}"] == 1
    assert content["total"]["figures"]["certified"] == 1


def test_what_is_new_is_told_from_what_was(
    october, van_son, hamlet, learnt, course, resident, learn
):
    september = datetime(2026, 9, 10, 5, tzinfo=UTC)
    learn(resident(hamlet, "Bùi Văn Trước", at=september), course, at=september)

    found = figures(compose(october, van_son))

    assert (found["registered"], found["new-registered"]) == (2, 1)
    assert (found["certified"], found["new-certified"]) == (2, 1)
    assert found[f"new-completed-{course.translation_key}"] == 1


def test_the_same_facts_give_the_same_hash(october, van_son, learnt):
    assert digest(compose(october, van_son)) == digest(compose(october, van_son))


def test_a_report_goes_its_way(
    october, van_son, hamlet, learnt, confirm, hand_in, provincial, noon
):
    confirm(hamlet)
    first = hand_in(van_son, "")
    send_back(october, van_son, "Thiếu người lớn.", by=provincial, at=noon)
    second = hand_in(van_son, "")
    report = accept(october, van_son, seen=second.sha256, by=provincial, at=noon)

    assert report.state == State.ACCEPTED
    assert [step.kind for step in report.taken] == [
        Step.CONFIRMED,
        Step.SUBMITTED,
        Step.SENT_BACK,
        Step.SUBMITTED,
        Step.ACCEPTED,
    ]
    report.refresh_from_db()
    assert digest(report.content) == report.sha256 == second.sha256
    assert first.sha256 != second.sha256  # each submission has a salt of its own


def test_nothing_more_is_done_to_an_accepted_report(
    accepted, october, van_son, hamlet, officer, provincial, leader, noon
):
    report = accepted()
    who = {"by": officer, "at": noon}

    for step in (
        lambda: submit(october, van_son, "x", seen="", **who),
        lambda: remark(october, van_son, "x", **who),
        lambda: remark(october, hamlet, "x", by=leader, at=noon),
        lambda: send_back(october, van_son, "x", by=provincial, at=noon),
        lambda: accept(october, van_son, seen=report.sha256, by=provincial, at=noon),
    ):
        with pytest.raises(NotYourTurn):
            step()


def test_what_is_confirmed_is_what_was_seen(
    october, hamlet, leader, learnt, resident, in_october, count, noon
):
    seen = digest(count().content["places"][0])
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    count()

    with pytest.raises(FiguresMoved):
        confirm_hamlet(october, hamlet, seen=seen, by=leader, at=noon)
    assert not ReportStep.objects.exists()


def test_what_is_submitted_is_what_was_seen(
    october, van_son, hamlet, officer, resident, in_october, count, noon
):
    seen = count().sha256
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    count()

    with pytest.raises(FiguresMoved):
        submit(october, van_son, "Gấp.", seen=seen, by=officer, at=noon)


def test_a_hamlet_that_objects_has_not_confirmed(
    october, van_son, hamlet, confirm, leader, noon
):
    confirm(hamlet)
    remark(october, hamlet, "Thiếu bà Mẫu.", by=leader, at=noon)

    assert PeriodReport.objects.get().confirmed == set()


def test_who_submits_without_a_hamlet_says_why(hand_in, van_son, hamlet):
    with pytest.raises(HamletsMissing):
        hand_in(van_son, "")


def test_nobody_reports_before_the_period_is_over(
    october, van_son, hamlet, officer, leader
):
    early = datetime(2026, 10, 31, 5, tzinfo=UTC)
    officer.positions.update(from_on=date(2026, 1, 1))

    with pytest.raises(PeriodNotOver):
        submit(october, van_son, "", seen="", by=officer, at=early)


def test_everybody_does_their_own_part(
    october, van_son, hamlet, officer, leader, provincial, noon
):
    for step in (
        lambda: submit(october, van_son, "x", seen="", by=leader, at=noon),
        lambda: submit(october, van_son, "x", seen="", by=provincial, at=noon),
        lambda: accept(october, van_son, seen="", by=officer, at=noon),
        lambda: send_back(october, van_son, "x", by=officer, at=noon),
        lambda: confirm_hamlet(october, hamlet, seen="", by=provincial, at=noon),
        lambda: remark(october, van_son, "x", by=leader, at=noon),
    ):
        with pytest.raises(NotYours):
            step()


def test_a_report_is_not_sent_back_without_a_reason(
    hand_in, october, van_son, hamlet, provincial, noon
):
    hand_in(van_son)

    with pytest.raises(ReasonMissing):
        send_back(october, van_son, "  ", by=provincial, at=noon)


def test_what_arrives_later_is_listed_and_changes_nothing(
    accepted, van_son, hamlet, resident, officer, in_october, count, noon
):
    report = accepted()
    frozen = report.sha256
    assert unlisted(report, count().content) == []

    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    now = count()
    rows = correct(report, "Máy hỏng.", seen=now.sha256, by=officer, at=noon)

    report.refresh_from_db()
    assert digest(report.content) == report.sha256 == frozen
    assert {(row.what, row.was, row.is_now) for row in rows} == {
        ("registered", 0, 1),
        ("new-registered", 0, 1),
    }
    assert as_corrected(report)["total"]["figures"]["registered"] == 1
    assert unlisted(report, now.content) == []
    assert broken_links(report) == []


def test_corrections_hang_together(
    accepted, van_son, hamlet, resident, officer, in_october, count, noon
):
    report = accepted()
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    correct(report, "Muộn.", seen=count().sha256, by=officer, at=noon)
    resident(hamlet, "Bùi Văn Nữa", at=in_october)
    later = noon + timedelta(hours=1)
    correct(report, "Nữa.", seen=count(at=later).sha256, by=officer, at=later)

    rows = list(report.corrections.all())
    assert rows[0].previous == report.sha256
    assert [r.previous for r in rows[1:]] == [r.sha256 for r in rows[:-1]]
    assert broken_links(report) == []


@pytest.mark.parametrize(
    "touched",
    [{"is_now": 9}, {"reason": "Khác."}, {"by_name": "Ai đó"}, {"number": 77}],
)
def test_a_touched_correction_is_found(
    touched, accepted, hamlet, resident, officer, in_october, count, noon
):
    report = accepted()
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    correct(report, "Muộn.", seen=count().sha256, by=officer, at=noon)

    Correction.objects.filter(number=1).update(**touched)

    assert broken_links(report)


def test_a_touched_report_is_found(accepted):
    report = accepted()
    report.content["total"]["figures"]["registered"] = 100

    assert broken_links(report)


def test_nothing_is_listed_where_nothing_differs(accepted, officer, count, noon):
    report, seen = accepted(), count().sha256

    with pytest.raises(NothingToCorrect):
        correct(report, "Thử.", seen=seen, by=officer, at=noon)


def test_what_is_listed_is_what_was_seen(
    accepted, hamlet, resident, officer, in_october, count, noon
):
    report = accepted()
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    seen = count().sha256
    resident(hamlet, "Bùi Văn Nữa", at=in_october)
    count()

    with pytest.raises(FiguresMoved):
        correct(report, "Muộn.", seen=seen, by=officer, at=noon)
    assert not Correction.objects.exists()


def test_only_the_commune_corrects(
    accepted, hamlet, resident, provincial, in_october, noon
):
    report = accepted()
    resident(hamlet, "Bùi Văn Muộn", at=in_october)

    with pytest.raises(NotYours):
        correct(report, "Thử.", seen="", by=provincial, at=noon)


def test_a_period_is_opened_once(october, province, provincial, noon):
    days = october.first_on, october.last_on, october.due_on
    titles = {"title_vi": "A", "title_en": "A", "by": provincial, "at": noon}

    with pytest.raises(PeriodExists):
        open_period(province, "month", *days, **titles)


def test_days_come_in_order(province, provincial, noon):
    day = date(2026, 10, 1)
    titles = {"title_vi": "A", "title_en": "A", "by": provincial, "at": noon}

    with pytest.raises(DaysOutOfOrder):
        open_period(province, "month", day, day, day, **titles)


def test_a_commune_opens_no_period(province, officer, noon):
    days = date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 5)
    titles = {"title_vi": "A", "title_en": "A", "by": officer, "at": noon}

    with pytest.raises(NotYours):
        open_period(province, "month", *days, **titles)
