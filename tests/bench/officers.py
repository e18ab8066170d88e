"""An officer's page: thirty hamlets, whatever else is stored."""

from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lms.accounts.models import User
from tests.bench.cpu import Used
from tests.bench.people import sign_in
from tests.bench.site import Site

LOOKS = 60


@dataclass(frozen=True)
class Look:
    """One look at a page of figures. Units: milliseconds."""

    queries: int
    median_ms: float
    cpu_ms: float


def look_at(site: Site, view: str, code: str, user: User) -> Look:
    """Return what opening a commune's or a province's figures takes, one at a time."""
    path = reverse(f"dashboards:{view}", args=[code])
    [cookie] = sign_in([user])
    requests = [site.address.get(path, cookie)] * LOOKS
    site.address.rush(requests[:10], clients=1)
    with Used(site.families) as used:
        rush = site.address.rush(requests, clients=1)
    assert {answer.status for answer in rush.answers} == {200}
    cpu_ms = 1000 * sum(used.seconds.values()) / LOOKS
    return Look(queries_of(path, cookie), rush.median_ms, cpu_ms)


def queries_of(path: str, cookie: str) -> int:
    """Return how many queries the page takes, once it has been opened before."""
    client = Client(headers={"host": "127.0.0.1", "cookie": cookie})
    client.get(path, secure=True)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, secure=True).status_code == 200
    return len(asked)
