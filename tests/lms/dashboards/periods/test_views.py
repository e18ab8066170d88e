from django.urls import reverse

from lms.dashboards.models import Period, PeriodReport
from lms.dashboards.periods.chain import State
from tests.queries import queries


def text(answer):
    return answer.content.decode()


def test_a_report_goes_from_page_to_page(
    sign_in, hamlet_page, report_page, leader, officer, provincial, learnt, count
):
    count()
    asked = sign_in(leader).get(hamlet_page)
    seen = asked.context["page_of"].seen
    sign_in(leader).post(hamlet_page, {"step": "confirmed", "seen": seen})
    seen = sign_in(officer).get(report_page).context["page_of"].seen
    sign_in(officer).post(report_page, {"step": "submitted", "seen": seen})
    seen = sign_in(provincial).get(report_page).context["page_of"].seen
    sign_in(provincial).post(report_page, {"step": "accepted", "seen": seen})

    assert PeriodReport.objects.get().state == State.ACCEPTED


def test_figures_that_moved_meanwhile_are_shown_again(
    sign_in, hamlet_page, leader, learnt, count
):
    count()
    answer = sign_in(leader).post(hamlet_page, {"step": "confirmed", "seen": "old"})

    assert answer.status_code == 422
    assert not PeriodReport.objects.exists()


def test_the_province_sees_nothing_before_it_is_submitted(
    sign_in, report_page, provincial, learnt, course
):
    answer = sign_in(provincial).get(report_page)

    assert "tfoot" not in text(answer)


def test_the_province_sees_whole_fives_and_no_remarks_of_hamlets(
    sign_in, report_page, hamlet_page, leader, provincial, learnt, hand_in, van_son
):
    said = {"step": "commented", "remark": "Thiếu bà Mẫu."}
    sign_in(leader).post(hamlet_page, said)
    hand_in(van_son)

    page = sign_in(provincial).get(report_page)
    assert "&lt;5" in text(page)
    assert "Thiếu bà Mẫu." not in text(page)
    assert page.context["page_of"].sheet.rows == []


def test_a_hamlets_figures_are_not_for_the_province(sign_in, hamlet_page, provincial):
    assert sign_in(provincial).get(hamlet_page).status_code == 404


def test_a_leader_of_a_hamlet_sees_their_own_only(
    sign_in, october, leader, hamlet_page, report_page, other_hamlet
):
    other = reverse("dashboards:report_hamlet", args=[october.pk, other_hamlet.pk])

    found = [
        sign_in(leader).get(each).status_code
        for each in (hamlet_page, other, report_page)
    ]
    assert found == [200, 404, 404]


def test_what_changed_since_the_hamlet_confirmed_is_shown(
    sign_in, report_page, officer, confirm, hamlet, learnt, resident, in_october, count
):
    confirm(hamlet)
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    count()

    lines = sign_in(officer).get(report_page).context["page_of"].hamlets
    assert [(e.key, e.was, e.is_now) for _words, e in lines[0].changed] == [
        ("new-registered", 1, 2),
        ("registered", 1, 2),
    ]


def test_the_difference_from_the_last_report_is_shown(
    sign_in,
    accepted,
    province,
    provincial,
    officer,
    van_son,
    resident,
    hamlet,
    noon,
    count,
):
    accepted()
    resident(hamlet)
    november = Period.objects.create(
        province=province,
        kind="month",
        first_on="2026-11-01",
        last_on="2026-11-24",
        due_on="2026-12-05",
        title_vi="Tháng 11/2026",
        title_en="November 2026",
        opened_by=provincial,
        opened_at=noon,
    )
    november.refresh_from_db()
    count(november)

    there = reverse("dashboards:report", args=[november.pk, van_son.code])
    total = sign_in(officer).get(there).context["page_of"].sheet.total
    assert "+1" in [cell.change for cell in total.cells]


def test_duties_lead_everybody_to_their_part(
    sign_in, october, leader, officer, provincial, hamlet, confirm, hand_in, van_son
):
    def todo(user):
        return [
            d.url
            for d in sign_in(user).get(reverse("dashboards:my_work")).context["duties"]
        ]

    assert [len(todo(who)) for who in (leader, officer, provincial)] == [1, 1, 0]
    confirm(hamlet)
    assert [len(todo(who)) for who in (leader, officer, provincial)] == [0, 1, 0]
    hand_in(van_son)
    assert [len(todo(who)) for who in (leader, officer, provincial)] == [0, 0, 1]


def test_who_is_late_is_seen(sign_in, october, provincial, officer, van_son):
    Period.objects.update(due_on="2026-11-05")

    page = reverse("dashboards:period", args=[october.pk])
    assert sign_in(provincial).get(page).context["found"].late == 1
    assert sign_in(officer).get(reverse("dashboards:my_work")).context["duties"][0].late


def test_a_list_of_communes_takes_the_same_queries_however_many(
    sign_in, october, provincial, make_commune, van_son, hand_in, hamlet
):
    page = reverse("dashboards:period", args=[october.pk])
    client = sign_in(provincial)
    with queries() as few:
        client.get(page)
    for number in range(10):
        make_commune(f"Mẫu {number}", f"0600{number}")
    with queries() as many:
        client.get(page)

    assert len(many) == len(few)


def test_the_province_opens_a_period(sign_in, province, provincial):
    page = reverse("dashboards:period_new", args=[province.code])
    form = sign_in(provincial).get(page).context["form"]
    data = {name: form[name].value() for name in form.fields}

    answer = sign_in(provincial).post(page, data)

    period = Period.objects.get()
    assert answer.url == reverse("dashboards:period", args=[period.pk])
    assert (str(period.first_on), str(period.last_on)) == ("2026-10-01", "2026-10-31")


def test_corrections_are_listed_below_the_report(
    sign_in, accepted, report_page, officer, hamlet, resident, in_october, count
):
    accepted()
    resident(hamlet, "Bùi Văn Muộn", at=in_october)
    seen = count().sha256

    before = sign_in(officer).get(report_page).context["page_of"]
    said = {"step": "correct", "remark": "Mất sóng.", "seen": seen}
    sign_in(officer).post(report_page, said)
    after = text(sign_in(officer).get(report_page))

    assert before.may_correct
    assert "Mất sóng." in after
