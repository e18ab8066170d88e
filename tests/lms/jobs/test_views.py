import pytest
from django.db import DatabaseError
from django.utils import timezone

from lms.jobs import services, views


@pytest.fixture
def whole(db, monkeypatch):
    monkeypatch.setitem(views.PARTS, "broker", lambda: True)
    services.beat("worker", at=timezone.now())


def test_a_living_web_server_says_so_without_asking_anybody(client):
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"web": "ok"})


def test_it_is_ready_when_database_broker_and_worker_are(client, whole):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "broker": "ok", "worker": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_it_names_the_worker_that_is_missing(client, db, monkeypatch):
    monkeypatch.setitem(views.PARTS, "broker", lambda: True)

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json() == {"database": "ok", "broker": "ok", "worker": "down"}


def test_it_names_the_broker_that_is_missing(client, whole, monkeypatch):
    monkeypatch.setitem(views.PARTS, "broker", lambda: False)

    assert client.get("/readyz").json()["broker"] == "down"


def test_it_names_the_database_that_is_missing(client, whole, monkeypatch):
    class Gone:
        def cursor(self):
            raise DatabaseError("gone")

    monkeypatch.setattr(views, "connection", Gone())

    answer = client.get("/readyz")

    assert answer.status_code == 503
    assert answer.json()["database"] == "down"


def test_a_worker_busy_with_one_long_job_is_alive(client, db, monkeypatch):
    monkeypatch.setitem(views.PARTS, "broker", lambda: True)
    at = timezone.now()
    job = services.enqueue("long", "a", at=at)
    job.state = job.State.RUNNING
    job.lease_until = at + timezone.timedelta(minutes=2)
    job.save()

    assert client.get("/readyz").json()["worker"] == "ok"
