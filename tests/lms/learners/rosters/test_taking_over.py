"""From the dry run to people, and back."""

from datetime import timedelta

import pytest

from lms.celery import app
from lms.communes.services import add_hamlet
from lms.dashboards import importing
from lms.dashboards.counting import count_hamlets
from lms.learners.forgetting import anonymise
from lms.learners.leaving import depart, move_home
from lms.learners.models import (
    Choice,
    Consent,
    Learner,
    NameCorrection,
    Outcome,
    RegisteredHow,
    Residence,
    RosterImport,
    State,
    WhyLeft,
)
from lms.learners.new_resident import NewResident
from lms.learners.rosters import applying
from lms.learners.rosters.applying import apply, ask_to_apply
from lms.learners.rosters.checking import check
from lms.learners.rosters.deciding import (
    CHOICES,
    choices_for,
    decide,
    decide_rest,
    people_of,
)
from lms.learners.rosters.errors import (
    AnotherIsRunning,
    ColumnMissing,
    NotNow,
    SentAlready,
)
from lms.learners.rosters.starting import ask_to_check, drop, forget_old
from lms.learners.rosters.undoing import ask_to_undo
from lms.learners.services import hand_over, register, withdraw
from lms.learners.tasks import forget_old_lists
from lms.lib.sheets.errors import SheetError
from lms.settings import base
from tests.factories import NOON, make_resident
from tests.lms.learners.rosters.conftest import Clerk

DAY = timedelta(days=1)
NEW = "1;Quách Thị Thử;1960;Nữ;0900000001;Xóm Mẫu;Quách Văn Ví"
HERE = "2;Bùi Thị Mẫu;1966;;;Xóm Mẫu;"


def undo(clerk, roster):
    ask_to_undo(roster, at=NOON)
    importing.undo(str(roster.pk), at=NOON)
    roster.refresh_from_db()
    return roster


def outcomes(roster):
    lines = roster.lines.order_by("number")
    return [line.outcome for line in lines]


def test_a_dry_run_says_what_each_line_is_and_changes_nobody(clerk, resident):
    before = Learner.objects.count()

    roster = clerk.check(
        NEW,
        HERE,
        "3;Bui Thi Mau;1966;;;Xóm Mẫu;",
        "4;Bùi Văn Gần;1970;Nam;0900000002;Xóm Mẫu;",
        "5;Bùi Thị Xa;1970;;;Xóm Đâu;",
        "6;Quách Thị Thử;1960;;;Xóm Mẫu;",
        "7;Bùi Thị Không;;;;Xóm Mẫu;",
    )

    assert outcomes(roster) == [
        *("new", "same", "likely", "changed", "refused", "left_out", "refused")
    ]
    assert roster.state == State.READY
    assert roster.counts["refused"] == 2
    assert clerk.line(roster, 3).learner_id == resident.pk
    assert clerk.line(roster, 4).candidates == [
        {"id": str(resident.pk), "whys": ["marks"]}
    ]
    assert Learner.objects.count() == before


def test_taking_over_adds_people_who_have_not_agreed_to_anything(clerk, places):
    roster = clerk.apply(clerk.check(NEW))

    added = Learner.objects.get(full_name="Quách Thị Thử")
    assert (added.birth_year, added.phone) == (1960, "+84900000001")
    assert (added.sex, added.household) == ("female", "Quách Văn Ví")
    assert added.hamlet_on(NOON.date()) == places.hamlet
    assert added.registered_how == RegisteredHow.LISTED
    assert not added.user.has_usable_password()
    assert not Consent.objects.filter(learner=added).exists()
    assert roster.state == State.DONE
    assert roster.counts["added"] == 1
    assert not roster.file


def test_who_only_stands_on_a_list_is_counted_nowhere(clerk, places):
    before = count_hamlets([places.hamlet.pk], on=NOON.date())
    clerk.apply(clerk.check(NEW))
    listed = count_hamlets([places.hamlet.pk], on=NOON.date())
    added = Learner.objects.get(full_name="Quách Thị Thử")
    hand_over(added, "vi", by=clerk.officer, at=NOON)
    agreed = count_hamlets([places.hamlet.pk], on=NOON.date())

    assert listed == before
    assert (
        agreed[places.hamlet.pk].registered == before[places.hamlet.pk].registered + 1
    )


def test_the_card_comes_with_the_agreement(clerk):
    clerk.apply(clerk.check(NEW))
    added = Learner.objects.get(full_name="Quách Thị Thử")

    card = hand_over(added, "vi", by=clerk.officer, at=NOON)

    added.refresh_from_db()
    consent = added.consents.get()
    assert (consent.decision, consent.channel) == ("given", "read_aloud")
    assert added.registered_how == RegisteredHow.HELPER
    assert added.user.check_password(card.pin)


def test_who_has_said_no_is_not_brought_back_by_a_list(clerk, resident):
    withdraw(resident, "vi", by=clerk.officer, at=NOON)

    roster = clerk.check(HERE)

    assert outcomes(roster) == ["left_out"]
    assert clerk.line(roster, 2).reason["key"] == "said_no"


def test_of_who_is_forgotten_it_says_the_same_and_lets_others_in(clerk, resident):
    anonymise(resident, by=clerk.officer, at=NOON)

    roster = clerk.check(HERE, "3;Bùi Thị Mâu;1966;;;Xóm Mẫu;")

    assert outcomes(roster) == ["left_out", "new"]
    assert clerk.line(roster, 2).reason["key"] == "said_no"


def test_what_is_missing_is_filled_in_and_what_is_other_is_put_right(clerk, resident):
    Learner.objects.filter(pk=resident.pk).update(phone="+84900000009")
    roster = clerk.check("2;Bùi Thị Mẫu;1966;Nữ;0900000002;Xóm Mẫu;")

    clerk.apply(roster)

    resident.refresh_from_db()
    assert (resident.phone, resident.sex) == ("+84900000002", "female")


def test_kept_as_it_is_fills_in_and_puts_nothing_right(clerk, resident):
    Learner.objects.filter(pk=resident.pk).update(phone="+84900000009")
    roster = clerk.check("2;Bùi Thị Mẫu;1966;Nữ;0900000002;Xóm Mẫu;")
    decide(roster, [(2, "same", None)], by=clerk.officer)

    clerk.apply(roster)

    resident.refresh_from_db()
    assert (resident.phone, resident.sex) == ("+84900000009", "female")


def test_undecided_people_are_left_alone(clerk, resident):
    before = Learner.objects.count()

    clerk.apply(clerk.check("3;Bui Thi Mau;1967;Nữ;;Xóm Mẫu;"))

    resident.refresh_from_db()
    assert (Learner.objects.count(), resident.sex) == (before, "")


def test_a_likely_person_can_be_taken_over_with_name_year_and_hamlet(
    clerk, resident, places
):
    roster = clerk.check("3;Bùi Thị Mầu;1966;;;Xóm Thử;Bùi Văn A")
    Learner.objects.filter(pk=resident.pk).update(household="Bùi Văn A")
    roster = clerk.check("3;Bùi Thị Mầu;1966;;;Xóm Thử;Bùi Văn A;")
    decide(roster, [(2, "take", resident.pk)], by=clerk.officer)

    clerk.apply(roster)

    resident.refresh_from_db()
    assert resident.full_name == "Bùi Thị Mầu"
    assert resident.hamlet_on(NOON.date()) == places.next_hamlet
    assert NameCorrection.objects.get().name_before == "Bùi Thị Mẫu"

    undo(clerk, roster)

    resident.refresh_from_db()
    assert resident.full_name == "Bùi Thị Mẫu"
    assert resident.hamlet_on(NOON.date()) == places.hamlet
    assert Residence.objects.filter(learner=resident).count() == 1


def test_whom_a_list_moves_alone_leaves_the_household(clerk, resident, places):
    Learner.objects.filter(pk=resident.pk).update(household="Bùi Văn A")
    roster = clerk.check("3;Bùi Thị Mẫu;1966;;;Xóm Thử;")
    decide(roster, [(2, "take", resident.pk)], by=clerk.officer)

    clerk.apply(roster)

    resident.refresh_from_db()
    assert resident.hamlet_on(NOON.date()) == places.next_hamlet
    assert resident.household == ""

    undo(clerk, roster)

    resident.refresh_from_db()
    assert resident.hamlet_on(NOON.date()) == places.hamlet
    assert resident.household == "Bùi Văn A"


def test_somebody_else_of_the_name_can_be_added(clerk):
    roster = clerk.check("3;Bui Thi Mau;1966;;;Xóm Mẫu;")
    decide(roster, [(2, "new", None)], by=clerk.officer)

    clerk.apply(roster)

    assert Learner.objects.filter(name_folded="bui thi mau").count() == 2


def test_which_of_several_has_to_be_said(clerk, resident):
    clerk.apply(clerk.check("1;Bùi Thị Mẫu;1966;;;Xóm Thử;"))
    roster = clerk.check("1;Bùi Thị Mẫu;1966;Nữ;;Xóm Mẫu;", "2;Bùi Thị Mâu;1966;;;;")
    several = clerk.check(
        "1;Bui Thi Mau;1966;Nữ;;Xóm Mẫu;", "9;Bùi Thị Mẫu;1966;;;Xóm Thử;"
    )

    assert outcomes(roster)[0] == "changed"
    assert decide(several, [(2, "same", None)], by=clerk.officer) in (0, 1)


def test_nobody_is_taken_for_somebody_the_line_does_not_mean(clerk, same_hamlet):
    roster = clerk.check("3;Bui Thi Mau;1966;;;Xóm Mẫu;")

    decide(roster, [(2, "take", same_hamlet.pk)], by=clerk.officer)

    assert clerk.line(roster, 2).learner_id != same_hamlet.pk


def test_the_rest_can_be_left_out_together(clerk):
    roster = clerk.check("3;Bui Thi Mau;1966;;;Xóm Mẫu;", NEW)

    assert decide_rest(roster, "leave", by=clerk.officer) == 1
    assert decide_rest(roster, "leave", by=clerk.officer) == 0


def test_nothing_is_deleted_because_it_is_missing(clerk, resident, same_hamlet):
    clerk.apply(clerk.check(NEW))

    assert Learner.objects.filter(pk__in=[resident.pk, same_hamlet.pk]).count() == 2


def test_a_killed_worker_s_work_goes_on_and_nobody_is_added_twice(clerk, monkeypatch):
    lines = [f"{n};Bùi Thị Số {chr(97 + n)}a;1960;;;Xóm Mẫu;" for n in range(9)]
    before = Learner.objects.count()
    roster = clerk.check(*lines)
    ask_to_apply(roster, at=NOON)
    monkeypatch.setattr(applying, "AT_ONCE", 4)

    def killed(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apply(str(roster.pk), at=NOON, tell=killed)
    half = Learner.objects.count() - before
    apply(str(roster.pk), at=NOON)
    apply(str(roster.pk), at=NOON)

    roster.refresh_from_db()
    assert (half, Learner.objects.count() - before) == (4, roster.counts["new"])
    assert roster.counts["added"] == roster.counts["new"]


def test_a_dry_run_begun_again_throws_the_half_one_away(clerk):
    roster = clerk.send(NEW, HERE)
    ask_to_check(roster, at=NOON)
    roster.lines.create(number=77, outcome=Outcome.NEW)

    check(str(roster.pk), at=NOON)

    assert [line.number for line in roster.lines.order_by("number")] == [2, 3]


def test_somebody_registered_since_the_dry_run_is_not_added_again(clerk, places):
    roster = clerk.check(NEW)
    make_resident(places.hamlet, "Quách Thị Thử", 1960)

    clerk.apply(roster)

    assert Learner.objects.filter(full_name="Quách Thị Thử").count() == 1
    assert clerk.line(roster, 2).reason["key"] == "here_meanwhile"


def test_one_press_takes_a_list_back(clerk, resident):
    before = set(Learner.objects.values_list("pk", flat=True))
    roster = clerk.check(NEW, "2;Bùi Thị Mẫu;1966;Nữ;0900000002;Xóm Mẫu;")
    clerk.apply(roster)

    undo(clerk, roster)

    resident.refresh_from_db()
    assert set(Learner.objects.values_list("pk", flat=True)) == before
    assert (resident.sex, resident.phone) == ("", "")
    assert (roster.state, roster.counts["taken_back"]) == (State.UNDONE, 2)


def test_who_has_a_card_by_now_stays_and_is_told(clerk):
    roster = clerk.apply(clerk.check(NEW, "2;Bùi Văn Khác;1950;;;Xóm Mẫu;"))
    kept = Learner.objects.get(full_name="Quách Thị Thử")
    hand_over(kept, "vi", by=clerk.officer, at=NOON)

    undo(clerk, roster)

    assert Learner.objects.filter(pk=kept.pk).exists()
    assert not Learner.objects.filter(full_name="Bùi Văn Khác").exists()
    assert (roster.counts["taken_back"], roster.counts["stays"]) == (1, 1)


def test_what_was_changed_again_since_is_not_put_back(clerk, resident):
    roster = clerk.apply(clerk.check("2;Bùi Thị Mẫu;1966;;0900000002;Xóm Mẫu;"))
    Learner.objects.filter(pk=resident.pk).update(phone="+84900000003")

    undo(clerk, roster)

    resident.refresh_from_db()
    assert resident.phone == "+84900000003"
    assert roster.counts["stays"] == 1


def test_the_same_file_waits_once_and_is_taken_over_once(clerk):
    roster = clerk.check(NEW)

    assert clerk.send(NEW).pk == roster.pk

    clerk.apply(roster)
    with pytest.raises(SentAlready):
        clerk.send(NEW)
    undo(clerk, roster)
    assert clerk.send(NEW).pk != roster.pk


def test_one_list_of_a_commune_is_taken_over_at_a_time(clerk):
    first, second = clerk.check(NEW), clerk.check(HERE)
    ask_to_apply(first, at=NOON)

    with pytest.raises(AnotherIsRunning):
        ask_to_apply(second, at=NOON)
    with pytest.raises(NotNow):
        ask_to_apply(first, at=NOON)


def test_a_list_put_aside_leaves_neither_file_nor_lines(clerk):
    roster = clerk.check(NEW)
    name, storage = roster.file.name, roster.file.storage

    drop(roster, at=NOON)

    roster.refresh_from_db()
    assert (roster.state, roster.lines.count()) == (State.DROPPED, 0)
    assert not storage.exists(name)


def test_without_names_or_years_nothing_is_checked(clerk):
    roster = clerk.send("1;2", header="A;B")

    with pytest.raises(ColumnMissing):
        ask_to_check(roster, at=NOON)


def test_a_file_that_is_no_list_keeps_nothing(clerk):
    with pytest.raises(SheetError):
        clerk.send("<script>alert(1)</script>", header="<html>")
    assert not RosterImport.objects.exists()


@pytest.mark.parametrize("state", RosterImport.OPEN)
def test_a_list_left_open_is_put_aside_after_a_month(clerk, state):
    roster = clerk.check(NEW)
    RosterImport.objects.update(state=state)
    storage, name = roster.file.storage, roster.file.name

    forget_old(at=NOON + timedelta(days=30))
    assert storage.exists(name)
    forget_old(at=NOON + timedelta(days=31))

    roster.refresh_from_db()
    assert roster.state == State.DROPPED
    assert not roster.lines.exists()
    assert not storage.exists(name)


def test_the_clock_forgets_old_lists(db):
    app.loader.import_default_modules()

    assert base.CELERY_BEAT_SCHEDULE["forget lists"]["task"] in app.tasks
    forget_old_lists()


def test_lines_of_long_ago_are_forgotten_and_cannot_be_taken_back(clerk):
    roster = clerk.apply(clerk.check(NEW))
    clerk.at = NOON + timedelta(days=91)

    forget_old(at=clerk.at)

    assert not roster.lines.exists()
    assert roster.counts["added"] == 1
    with pytest.raises(NotNow):
        ask_to_undo(roster, at=clerk.at)


# Who has left


@pytest.fixture
def later(places, staff):
    return Clerk(places, staff["officer"], at=NOON + 2 * DAY)


@pytest.mark.parametrize("why", WhyLeft.values)
def test_who_died_or_moved_away_does_not_come_back_by_a_list(
    later, resident, staff, why
):
    depart(resident, why, last_on=NOON.date(), by=staff["officer"], at=NOON)
    before = Learner.objects.count()

    roster = later.check(HERE, "3;Bui Thi Mau;1966;;0900000009;Xóm Mẫu;")

    exact, likely = later.line(roster, 2), later.line(roster, 3)
    assert (exact.outcome, likely.outcome) == (Outcome.LEFT_OUT, Outcome.LIKELY)
    assert {exact.reason["key"], likely.reason["key"]} == {"has_left"}
    assert choices_for(exact) == [Choice.NEW]
    assert choices_for(likely) == [Choice.NEW, Choice.LEAVE]
    later.apply(roster)
    assert Learner.objects.count() == before


def test_who_moved_to_another_commune_is_not_added_again(later, resident, places):
    other = add_hamlet(places.other_commune, "Xóm Xa", at=NOON)
    move_home(resident, other, from_on=NOON.date() + DAY, at=NOON + DAY)

    assert outcomes(later.check(HERE)) == [Outcome.LEFT_OUT]


def test_who_withdrew_and_left_is_added_by_no_list(later, resident, staff):
    gone = {"last_on": NOON.date(), "by": staff["officer"], "at": NOON}
    depart(resident, WhyLeft.MOVED_AWAY, **gone)
    withdraw(resident, "vi", by=resident.user, at=NOON)

    line = later.line(later.check(HERE), 2)

    assert (line.outcome, choices_for(line)) == (Outcome.LEFT_OUT, [])


NEAR = "3;Bùi Thị Mâu;1966;;;Xóm Mẫu;"
LIKE_NAME, LIKE_YEAR = "Bùi Thị Mậu", "3;Bùi Thị Mẫu;1967;;;Xóm Mẫu;"


@pytest.mark.parametrize("left", [False, True])
@pytest.mark.parametrize("said", [NEAR, LIKE_YEAR, "3;Bui Thi Mau;1966;;;Xóm Thử;"])
def test_whom_somebody_who_withdrew_resembles_is_decided_by_a_person(
    later, resident, staff, said, left
):
    if left:
        gone = {"last_on": NOON.date(), "by": staff["officer"], "at": NOON}
        depart(resident, WhyLeft.MOVED_AWAY, **gone)
    withdraw(resident, "vi", by=resident.user, at=NOON)
    before = Learner.objects.count()

    roster = later.check(said)

    line = later.line(roster, 2)
    assert (line.outcome, line.candidates) == (Outcome.LIKELY, [])
    assert line.reason["key"] == "perhaps_gone"
    assert choices_for(line) == [Choice.NEW, Choice.LEAVE]
    assert decide_rest(roster, "new", by=later.officer) == 0
    later.apply(roster)
    assert Learner.objects.count() == before


def test_decided_they_are_added(later, resident):
    withdraw(resident, "vi", by=resident.user, at=NOON)
    roster = later.check(NEAR)
    decide(roster, [(2, "new", None)], by=later.officer)

    later.apply(roster)

    assert Learner.objects.filter(full_name="Bùi Thị Mâu").exists()


def test_somebody_like_who_left_hides_nobody_who_left(later, resident, staff, places):
    """The line is who left, and somebody much like it lives here."""
    like = register(NewResident(LIKE_NAME, 1966, places.hamlet), at=NOON).learner
    gone = {"last_on": NOON.date(), "by": staff["officer"], "at": NOON}
    depart(resident, WhyLeft.DIED, **gone)

    roster = later.check(HERE)

    line = later.line(roster, 2)
    assert [each["id"] for each in line.candidates] == [str(like.pk)]
    assert line.reason["key"] == "perhaps_gone"
    assert choices_for(line) == list(CHOICES[Outcome.LIKELY])
    assert decide_rest(roster, "new", by=later.officer) == 0


def test_the_rest_without_anybody_gone_is_still_added_together(later, resident):
    roster = later.check(NEAR)

    assert later.line(roster, 2).outcome == Outcome.LIKELY
    assert decide_rest(roster, "new", by=later.officer) == 1


def test_who_is_forgotten_is_left_out_beside_somebody_like_them(
    later, resident, places
):
    register(NewResident(LIKE_NAME, 1966, places.hamlet), at=NOON)
    anonymise(resident, by=None, at=NOON)

    line = later.line(later.check(HERE), 2)

    assert (line.outcome, line.reason["key"]) == (Outcome.LEFT_OUT, "said_no")


def test_who_withdraws_after_the_check_is_named_no_more(later, resident):
    roster = later.check(NEAR)
    lines = list(roster.lines.all())
    assert set(people_of(lines)) == {resident.pk}

    withdraw(resident, "vi", by=resident.user, at=NOON)

    assert people_of(lines) == {}


def test_who_came_back_is_here(later, resident, staff, places):
    gone = {"last_on": NOON.date(), "by": staff["officer"], "at": NOON}
    depart(resident, WhyLeft.MOVED_AWAY, **gone)
    move_home(resident, places.hamlet, from_on=NOON.date() + DAY, at=NOON + DAY)

    assert outcomes(later.check(HERE)) == [Outcome.SAME]
