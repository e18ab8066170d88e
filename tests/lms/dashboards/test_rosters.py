"""The screens on which a commune sends a list and decides what comes of it."""

import io
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lms.jobs.models import Job
from lms.jobs.services import run
from lms.learners.models import Learner, RosterImport
from lms.lib.sheets.reading import look
from tests.addresses import address
from tests.hostile import TEXTS

english = partial(address, language="en")
LISTS = english("dashboards:rosters", "05152")
HEADER = "Họ và tên;Năm sinh;Điện thoại;Xóm"
LINES = (
    "Quách Thị Thử;1960;0900000001;Xóm Mẫu",
    "Bui Thi Mau;1966;;Xóm Mẫu",
    "Bùi Thị Xa;1970;;Xóm Đâu",
)


@pytest.fixture
def office(signed_in, staff):
    return signed_in(staff["officer"])


def sent(office, *lines, header=HEADER, name="danh sách.csv"):
    text = "\n".join([header, *(lines or LINES)]).encode()
    return office.post(LISTS, {"file": SimpleUploadedFile(name, text)})


def work():
    """Do what a worker would do a moment later."""
    for job in Job.objects.unfinished():
        run(job.pk, clock=timezone.now)


def page(name="roster"):
    roster = RosterImport.objects.get()
    return english(f"dashboards:{name}", "05152", roster.pk)


def checked(office, *lines):
    sent(office, *lines)
    there = page("roster_columns")
    form = office.get(there).context["form"]
    typed = {bound.html_name: bound.value() or "" for bound in form}
    answer = office.post(there, typed)
    assert answer.status_code == 302, answer.text
    work()


def act(office, verb):
    answer = office.post(page("roster_act"), {"verb": verb}, follow=True)
    work()
    return answer


def test_a_list_goes_from_the_file_to_people_and_back(office, world):
    before = Learner.objects.count()

    answer = sent(office)
    assert answer.url == page("roster_columns")
    columns = office.get(answer.url).text
    assert "Quách Thị Thử" in columns

    RosterImport.objects.all().delete()
    checked(office)
    lines = office.get(page())
    assert "1 line may be somebody who is here already" in lines.text
    assert "the same name but for its marks" in lines.text

    office.post(page("roster_decisions"), {"line-3": f"same:{world.owner.learner.pk}"})
    act(office, "apply")
    done = office.get(page()).text
    assert "1 person was added." in done
    assert Learner.objects.count() == before + 1

    act(office, "undo")
    assert Learner.objects.count() == before
    assert "Taken back" in office.get(LISTS).text


def test_while_it_works_the_page_says_how_far_it_is(office):
    checked(office)
    office.post(page("roster_act"), {"verb": "apply"})
    job = Job.objects.unfinished().get(kind="rosters.apply")
    Job.objects.filter(pk=job.pk).update(progress_done=3, progress_total=10)

    answer = office.get(page())

    assert "30 % are done" in answer.text
    assert 'href="">Look again' in answer.text


def test_work_that_has_failed_for_good_can_be_asked_for_again(office):
    checked(office)
    office.post(page("roster_act"), {"verb": "apply"})
    Job.objects.unfinished().filter(kind="rosters.apply").update(
        state="failed", finished_at=timezone.now()
    )
    assert "The work has stopped" in office.get(page()).text

    act(office, "again")

    assert RosterImport.objects.get().state == "done"


def test_columns_can_be_corrected(office):
    sent(office, "x;Quách Thị Thử;1960;Xóm Mẫu", header="A;B;C;D")
    there = page("roster_columns")
    form = office.get(there).context["form"]
    typed = {bound.html_name: bound.value() or "" for bound in form}
    typed |= {"column_1": "full_name", "column_2": "birth", "column_3": "hamlet"}

    office.post(there, {**typed, "first_row": 2})
    work()

    roster = RosterImport.objects.get()
    assert roster.counts == {"new": 1}


def test_two_columns_for_one_thing_are_sent_back(office):
    sent(office)
    answer = office.post(
        page("roster_columns"),
        {"column_0": "full_name", "column_1": "full_name", "first_row": 2},
    )

    assert answer.status_code == 422
    assert "Two columns are said to hold the same." in answer.text


def test_a_column_that_is_missing_is_asked_for(office):
    sent(office)
    typed = {"column_0": "full_name", "first_row": 2}

    answer = office.post(page("roster_columns"), typed)

    assert answer.status_code == 422
    assert "nobody can be taken over without them" in answer.text


def test_lines_without_a_hamlet_can_be_given_one(office, places):
    sent(office, "Quách Thị Thử;1960", header="Họ và tên;Năm sinh")
    there = page("roster_columns")
    typed = {"column_0": "full_name", "column_1": "birth", "first_row": 2}

    office.post(there, {**typed, "hamlet": places.next_hamlet.pk})
    work()

    assert RosterImport.objects.get().lines.get().hamlet == places.next_hamlet


def test_refused_lines_come_back_as_a_sheet(office):
    checked(office)

    answer = office.get(page("roster_refused"))

    book = look(io.BytesIO(answer.content))
    assert [row.values[0] for row in book.sheets[0].top[1:]] == [
        "Bui Thi Mau",
        "Bùi Thị Xa",
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04cut", b"%PDF-1.4", b"<x>"])
def test_what_is_no_list_is_refused_in_a_sentence(office, data):
    answer = office.post(LISTS, {"file": SimpleUploadedFile("a.csv", data)})

    assert answer.status_code == 422
    assert not RosterImport.objects.exists()


def test_nothing_sent_is_asked_for(office):
    answer = office.post(LISTS, {})

    assert answer.status_code == 422
    assert "Please choose the file first." in answer.text


def test_hostile_texts_stand_on_the_pages_as_they_are(office):
    texts = [text.replace(";", ",").replace("\n", " ") for text in TEXTS]
    lines = [f'"{t.replace(chr(34), chr(39))}";1960;;Xóm Mẫu' for t in texts]
    checked(office, *lines)

    for tab in ("new", "refused", "left_out", "likely"):
        answer = office.get(page(), {"tab": tab})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_what_no_form_of_ours_sends_changes_nothing(office, same_hamlet):
    checked(office)
    odd = {
        "line-3": f"take:{same_hamlet.pk}",
        "line-x": "new",
        "line-9": "?",
        "rest": "",
    }

    office.post(page("roster_decisions"), odd)

    assert not RosterImport.objects.get().lines.exclude(choice="").exclude(learner=None)
    assert office.post(page("roster_act"), {"verb": "burn"}).status_code == 404


def test_a_list_of_another_commune_is_not_there(office, signed_in, staff):
    sent(office)
    elsewhere = signed_in(staff["wrong_officer"])
    roster = RosterImport.objects.get()

    for name in ("roster", "roster_columns", "roster_refused"):
        there = english(f"dashboards:{name}", "05128", roster.pk)
        assert elsewhere.get(there).status_code == 404


def test_a_list_that_could_not_be_read_can_be_put_aside(office):
    checked(office)
    RosterImport.objects.update(state="failed", problem="EmptyFile")
    assert 'value="drop"' in office.get(page()).text

    office.post(page("roster_act"), {"verb": "drop"})

    assert RosterImport.objects.get().state == "dropped"
