"""Long lists with names: made by the worker, for one person, for a day."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from lms.accounts.roles import Role
from lms.communes.services import appoint
from lms.dashboards.models import NamesFile
from lms.dashboards.names_lists import CODE, EvidenceList, PeopleList, people_in
from lms.dashboards.services import forget_names_files, make_names_file, rebuild
from lms.dashboards.views import taking_out
from lms.jobs.models import Job
from lms.jobs.services import run
from lms.learners.models import Learner
from lms.looks.models import NamesExport
from lms.settings import base
from tests.addresses import address
from tests.factories import NOON, make_user

FOR = "Mời những người chưa học"


@pytest.fixture(autouse=True)
def short(monkeypatch):
    """Take every list for a long one."""
    monkeypatch.setattr(taking_out, "LONG", 0)


@pytest.fixture
def office(signed_in, staff, resident):
    return signed_in(staff["officer"])


@pytest.fixture
def ask(office, places):
    def ask(**typed):
        there = address("dashboards:take_out", places.commune.code)
        return office.post(there, {"purpose": FOR, "kind": "csv", **typed})

    return ask


def work():
    for job in Job.objects.unfinished():
        run(job.pk, clock=timezone.now)


def page(name="names_file"):
    wanted = NamesFile.objects.get()
    return address(f"dashboards:{name}", "05152", wanted.pk)


def fetched(client):
    return b"".join(client.get(page("fetch_names_file")).streaming_content)


def lines(content):
    text = content.decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_a_long_list_is_made_by_the_worker_and_logged_when_it_is(ask, office, staff):
    answer = ask()

    assert answer.status_code == 302
    assert not NamesExport.objects.exists()
    shown = office.get(answer.url).content.decode()
    assert "data-progress" in shown

    work()

    shown = office.get(answer.url).content.decode()
    assert page("fetch_names_file") in shown
    assert "data-progress" not in shown
    rows = lines(fetched(office))
    assert "Bùi Thị Mẫu" in [row[0] for row in rows]
    logged = NamesExport.objects.get()
    assert (logged.purpose, logged.people) == (FOR, len(rows) - 1)
    assert (logged.by, logged.file_kind) == (staff["officer"], "csv")


def test_a_list_says_the_same_long_or_short(ask, office, monkeypatch):
    ask()
    work()
    long = fetched(office)

    monkeypatch.setattr(taking_out, "LONG", 1000)

    assert ask().content == long


def test_it_is_in_the_language_of_whoever_asked(office, places):
    there = address("dashboards:take_out", places.commune.code, language="en")
    office.post(there, {"purpose": FOR, "kind": "csv"})
    work()

    assert "Full name" in fetched(office).decode("utf-8-sig")


def test_pressed_twice_it_is_made_once(ask):
    assert ask().url == ask().url
    assert NamesFile.objects.count() == 1

    work()

    assert NamesExport.objects.count() == 1


def test_a_worker_that_runs_twice_makes_and_logs_it_once(ask, tmp_path):
    ask()
    wanted = NamesFile.objects.get()
    for _run in range(2):
        make_names_file(str(wanted.pk), at=timezone.now(), tell=lambda *_: None)

    assert NamesExport.objects.count() == 1


def test_what_a_killed_worker_left_is_written_over(ask, office):
    ask()
    wanted = NamesFile.objects.get()
    storage = wanted.file.storage
    storage.save(wanted.path, ContentFile(b"half a li"))

    work()

    assert fetched(office).startswith(b"\xef\xbb\xbf")
    kept = [name for name in storage.listdir("names")[1] if wanted.pk.hex in name]
    assert kept == [wanted.pk.hex]


def test_nobody_else_gets_it_not_even_a_second_officer(ask, signed_in, staff, places):
    ask()
    work()
    second = make_user("can.bo.hai")
    appoint(second, places.commune, Role.COMMUNE_OFFICER, at=NOON)

    for user in (second, staff["wrong_officer"], staff["provincial"], staff["helper"]):
        client = signed_in(user)
        assert client.get(page()).status_code == 404
        assert client.get(page("fetch_names_file")).status_code == 404


def test_after_a_day_it_is_gone_with_its_file(ask, office):
    ask()
    work()
    wanted = NamesFile.objects.get()
    there, storage, path = page(), wanted.file.storage, wanted.file.name
    tomorrow = wanted.asked_at + timedelta(days=1)

    assert forget_names_files(at=tomorrow - timedelta(seconds=1)) == 0
    NamesFile.objects.update(asked_at=wanted.asked_at - timedelta(days=1))
    assert office.get(there).status_code == 404
    assert forget_names_files(at=timezone.now()) == 1

    assert not storage.exists(path)
    assert not NamesFile.objects.exists()
    assert NamesExport.objects.count() == 1


def test_what_a_killed_worker_left_goes_after_a_day_too(ask):
    ask()
    wanted = NamesFile.objects.get()
    storage = wanted.file.storage
    storage.save(wanted.path, ContentFile(b"half a li"))

    assert forget_names_files(at=wanted.asked_at + timedelta(days=1)) == 1

    assert not storage.exists(wanted.path)


def test_who_is_forgotten_stands_in_no_list_on_its_way(ask, office, places, staff):
    resident = Learner.objects.get(full_name="Bùi Thị Mẫu")
    ask()
    work()
    there = NamesFile.objects.get()
    elsewhere = NamesFile.objects.create(
        made_for=staff["officer"], unit=places.other_commune, asked_at=timezone.now()
    )

    forget = address("dashboards:person", "05152", resident.pk, "forget")
    assert office.post(forget, {"sure": "on"}).status_code == 302

    assert [*NamesFile.objects.all()] == [elsewhere]
    assert not there.file.storage.exists(there.path)


def test_nothing_is_made_for_somebody_who_waits_no_more(ask):
    ask()
    wanted = NamesFile.objects.get()
    late = wanted.asked_at + timedelta(days=2)

    make_names_file(str(wanted.pk), at=late, tell=lambda *_: None)

    assert not NamesExport.objects.exists()


def test_the_rows_of_a_figure_leave_in_the_same_way(office, places, resident):
    rebuild(at=timezone.now())
    there = address("dashboards:take_out_figure", places.commune.code, "registered")
    assert office.get(there).status_code == 200

    assert office.post(there, {"purpose": "x", "kind": "csv"}).status_code == 422
    office.post(there, {"purpose": FOR, "kind": "csv"})
    work()

    rows = lines(fetched(office))
    assert "Bùi Thị Mẫu" in [row[0] for row in rows]
    assert NamesExport.objects.get().people == len(rows) - 1


def test_of_one_hamlet_only_its_rows_leave(office, places, resident):
    rebuild(at=timezone.now())
    there = address("dashboards:take_out_figure", places.commune.code, "registered")
    office.post(f"{there}?hamlet={places.hamlet.pk}", {"purpose": FOR, "kind": "xlsx"})

    assert NamesFile.objects.get().unit == places.hamlet


def test_a_figure_that_is_not_there_has_no_rows(office, places):
    for key in ("adults", "nothing"):
        there = address("dashboards:take_out_figure", places.commune.code, key)
        assert office.get(there).status_code == 404


def test_a_list_that_failed_says_so_and_is_asked_for_again(ask, office):
    ask()
    Job.objects.update(
        state=Job.State.FAILED, lease_until=None, finished_at=timezone.now()
    )

    shown = office.get(page()).content.decode()

    assert 'role="alert"' in shown
    assert address("dashboards:take_out", "05152") in shown


def test_the_scheduler_forgets_them():
    tasks = {each["task"] for each in base.CELERY_BEAT_SCHEDULE.values()}
    assert "dashboards.forget_names_files" in tasks


def test_the_log_counts_people_and_not_their_lines():
    twice = [["Bùi Thị Mẫu", 1966, "AB12", "Xóm Mẫu", course] for course in "AB"]
    other = ["Bùi Thị Mẫu", 1966, "CD34", "Xóm Mẫu", "A"]

    assert people_in([*twice, other]) == 2


def test_the_code_stands_where_people_are_counted_by_it():
    for made in (PeopleList, EvidenceList):
        assert made.headings(None)[CODE] == "Mã học viên"
