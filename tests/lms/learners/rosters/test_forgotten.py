"""No list, and no line of one, tells of somebody who is forgotten."""

from datetime import timedelta

import pytest

from lms.fieldwork.services import forget_withdrawn
from lms.learners.forgetting import anonymise
from lms.learners.models import Learner, RosterImport, State
from lms.learners.rosters.deciding import decide
from lms.learners.rosters.undoing import ask_to_undo, undo
from lms.learners.services import withdraw
from tests.factories import NOON
from tests.lms.learners.test_forgetting import everything_kept

NEW = "1;Quách Thị Thử;1960;Nữ;0900000001;Xóm Mẫu;Quách Văn Ví"
HERE = "2;Bùi Thị Mẫu;1966;Nữ;0900000002;Xóm Mẫu;Bùi Văn Chủ"
NEARLY = "3;Bùi Thị Mẫn;1966;Nữ;0900000003;Xóm Mẫu;Bùi Văn Chủ"
YOUNGER = "4;Bùi Thị Mẫu;2001;Nữ;0900000004;Xóm Thử;Bùi Văn Xa"
AT_HOME = "5;Bùi Văn Con;1990;Nam;0900000005;Xóm Mẫu;Bùi Thị Mẫu"


@pytest.fixture
def forget(clerk, resident):
    return lambda: anonymise(resident, by=clerk.officer, at=NOON)


@pytest.mark.parametrize("line", [HERE, NEARLY])
def test_lines_about_them_go_and_others_stay(clerk, forget, line):
    roster = clerk.apply(clerk.check(NEW, line))

    forget()

    assert [each.number for each in roster.lines.all()] == [2]
    assert "Bùi Thị Mẫ" not in " ".join(everything_kept())
    assert roster.counts["added"] == 1


def test_a_list_that_nobody_has_taken_over_goes_with_its_file(clerk, forget):
    roster = clerk.check(HERE)
    storage, name = roster.file.storage, roster.file.name

    forget()

    roster.refresh_from_db()
    assert roster.state == State.DROPPED
    assert not storage.exists(name)
    assert "Bùi Thị Mẫu" not in " ".join(everything_kept())


def test_a_list_that_was_not_read_yet_goes_too_and_one_about_others_stays(
    clerk, forget
):
    others, unread = clerk.check(NEW), clerk.send(HERE)

    forget()

    states = dict(RosterImport.objects.values_list("pk", "state"))
    assert states == {others.pk: State.READY, unread.pk: State.DROPPED}


def test_a_line_of_who_withdrew_goes_when_they_are_forgotten(clerk, resident):
    withdraw(resident, "vi", by=resident.user, at=NOON)
    clerk.apply(clerk.check(NEW, HERE))

    forget_withdrawn(at=NOON + timedelta(days=91))

    assert "Bùi Thị Mẫu" not in " ".join(everything_kept())


def test_the_line_of_a_namesake_stays(clerk, forget):
    roster = clerk.apply(clerk.check(YOUNGER))

    forget()

    assert clerk.line(roster, 2).learner.full_name == "Bùi Thị Mẫu"


def test_who_was_added_all_the_same_has_them_as_a_candidate_no_more(
    clerk, forget, resident
):
    roster = clerk.check(NEARLY)
    decide(roster, [(2, "new", None)], by=clerk.officer)
    clerk.apply(roster)

    forget()

    line = clerk.line(roster, 2)
    assert line.learner.full_name == "Bùi Thị Mẫn"
    assert line.candidates == []


def test_as_head_of_a_household_a_list_names_them_no_more(clerk, forget):
    roster = clerk.apply(clerk.check(AT_HOME))
    assert Learner.objects.filter(household="Bùi Thị Mẫu").exists()

    forget()

    assert "Bùi Thị Mẫu" not in " ".join(everything_kept())
    assert clerk.line(roster, 2).value("household").startswith("—")
    ask_to_undo(roster, at=NOON)
    undo(str(roster.pk), at=NOON)
    assert not Learner.objects.filter(full_name="Bùi Văn Con").exists()
