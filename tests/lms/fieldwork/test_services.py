"""Who has withdrawn is forgotten after a while; whoever wishes it, at once."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from lms.celery import app
from lms.certificates.models import Certificate
from lms.certificates.services import sheets
from lms.fieldwork.services import forget, forget_withdrawn
from lms.fieldwork.tasks import forget_withdrawn as task
from lms.journey.services import mark_as_done
from lms.learners.models import Learner
from lms.learners.services import withdraw
from lms.lib.facts import HowWitnessed
from lms.looks.models import Look, Seen
from lms.settings import base
from tests.addresses import address
from tests.factories import NOON

DAY = timedelta(days=1)


@pytest.fixture
def paper(resident, lessons):
    """The owner's certificate, drawn."""
    mark_as_done(resident, lessons.easy, how=HowWitnessed(), at=NOON)
    paper = Certificate.objects.get(learner=resident)
    sheets.draw(str(paper.pk), at=NOON)
    paper.refresh_from_db()
    return paper


@pytest.fixture
def forgotten(resident, paper, world, django_capture_on_commit_callbacks):
    home = world.places.hamlet.pk
    with django_capture_on_commit_callbacks(execute=True):
        forget(resident, home=home, by=world.staff["officer"], at=NOON)
    return Learner.objects.get(pk=resident.pk)


def test_the_name_goes_from_papers_and_the_sheet_with_it(forgotten, paper):
    storage, name = paper.pdf.storage, paper.pdf.name

    paper.refresh_from_db()

    assert paper.holder_name == ""
    assert not paper.pdf
    assert not storage.exists(name)
    sheets.draw(str(paper.pk), at=NOON)
    paper.refresh_from_db()
    assert not paper.pdf


def test_who_has_the_paper_can_still_have_it_checked(forgotten, paper, client):
    there = address("certificates:check_number", paper.number, language="en")

    page = client.get(there)
    right = client.post(there, {"name": "  Bùi  Thị Mẫu "})
    wrong = client.post(there, {"name": "Bùi Thị Mau"})
    empty = client.post(there, {"name": ""})

    assert "This certificate is genuine" in page.text
    assert "Mẫu" not in page.text
    assert "Yes: it was issued to" in right.text
    assert "No: it was not issued to" in wrong.text
    assert {page.status_code, right.status_code, empty.status_code} == {200}
    assert "issued to" not in empty.text


def test_other_papers_compare_no_names(paper, client):
    there = address("certificates:check_number", paper.number, language="en")

    page = client.post(there, {"name": "Bùi Thị Mau"})

    assert "Bùi Thị Mẫu" in page.text
    assert "issued to" not in page.text


def test_their_row_is_held_before_their_papers(resident, paper, world, monkeypatch):
    """Or a hand-in could issue one with the name in between."""
    held, hold = [], QuerySet.select_for_update

    def noted(rows, **more):
        held.append(rows.model)
        return hold(rows, **more)

    monkeypatch.setattr(QuerySet, "select_for_update", noted)
    by = world.staff["officer"]
    forget(resident, home=world.places.hamlet.pk, by=by, at=NOON)

    assert held.index(Learner) < held.index(Certificate)


def test_that_it_was_done_is_written_down(forgotten, world):
    look = Look.objects.get(seen=Seen.FORGOTTEN)

    assert (look.by, look.learner) == (world.staff["officer"], forgotten)


def test_after_a_while_who_has_withdrawn_is_forgotten(resident, paper, settings, world):
    settings.FORGET_AFTER_DAYS = 90
    other = world.same_hamlet.learner
    withdraw(resident, "vi", by=resident.user, at=NOON)
    withdraw(other, "vi", by=other.user, at=NOON + 80 * DAY)

    assert forget_withdrawn(at=NOON + 89 * DAY) == 0
    assert forget_withdrawn(at=NOON + 91 * DAY) == 1
    assert forget_withdrawn(at=NOON + 91 * DAY) == 0

    gone, kept = Learner.objects.get(pk=resident.pk), Learner.objects.get(pk=other.pk)
    paper.refresh_from_db()
    assert gone.full_name == "—"
    assert gone.anonymisation.by is None
    assert paper.holder_name == ""
    assert kept.full_name == "Bùi Văn Gần"
    assert not Look.objects.filter(seen=Seen.FORGOTTEN).exists()


def test_work_that_broke_off_goes_on(resident, world, monkeypatch):
    people = [resident, world.same_hamlet.learner]
    for each in people:
        withdraw(each, "vi", by=each.user, at=NOON)
    monkeypatch.setattr("lms.fieldwork.services.AT_ONCE", 1)

    later = NOON + 365 * DAY
    assert [forget_withdrawn(at=later) for _ in range(3)] == [1, 1, 0]


def test_the_beat_asks_for_a_task_that_exists(db):
    app.loader.import_default_modules()

    assert base.CELERY_BEAT_SCHEDULE["forget"]["task"] in app.tasks
    task()
