"""The log as whoever reads it sees it: no line in it was written by a stranger."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.http import Http404
from django.test import Client
from django.urls import path

from lms import urls
from lms.lib.logs import Lines, shown


def refuse(request, kind):
    raise {
        "403": PermissionDenied,
        "404": Http404,
        "400": BadRequest,
        "host": SuspiciousOperation,
    }[kind]("Not\nyours")


def fail(request):
    raise ValueError("one\n2026-11-24 INFO lms: two\u2028three")


urlpatterns = [
    path("refuse/<kind>/", refuse),
    path("fail/", fail),
    *urls.urlpatterns,
]


@pytest.fixture
def log(settings):
    """Return what has been logged, as the settings say that it is written."""
    settings.ROOT_URLCONF = __name__
    written = StringIO()
    handler = logging.StreamHandler(written)
    form = settings.LOGGING["formatters"]["line"]
    config = {k: v for k, v in form.items() if k != "()"}
    handler.setFormatter(Lines(config["format"], style=config["style"]))
    loggers = [logging.getLogger(name) for name in ("django", "lms")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written.getvalue
    for logger in loggers:
        logger.removeHandler(handler)


def get(there):
    client = Client(raise_request_exception=False)
    return client.get(there)


def test_it_is_what_the_settings_ask_for():
    assert settings.LOGGING["formatters"]["line"]["()"] == "lms.lib.logs.Lines"


@pytest.mark.parametrize("kind", ["403", "404", "400", "host"])
def test_a_refusal_is_a_line(db, log, kind):
    assert 400 <= get(f"/refuse/{kind}/").status_code < 500

    lines = log().splitlines()
    assert not any("Traceback" in line for line in lines)
    assert all(line.startswith("20") for line in lines)


def test_a_fault_has_its_traceback_and_forges_no_line(db, log):
    assert get("/fail/").status_code == 500

    first, *others = log().splitlines()
    assert "Internal Server Error: /fail/" in first
    assert any("Traceback" in line for line in others)
    assert all(line.startswith("    ") for line in others)


@pytest.mark.parametrize("sign", list("\n\r\0\t\x0b\x1b\x85\u2028\u2029\u202e"))
def test_no_sign_ends_a_line_or_hides_in_it(log, sign):
    logging.getLogger("lms").warning("Xóm %s", f"Mẫu{sign}2026 INFO lms: forged")

    [line] = log().splitlines()
    assert line.isprintable()
    assert "Xóm Mẫu\\" in line


@pytest.mark.parametrize("path", ["%E2%80%A8forged", "%00", "%0A2026", "x%0D%0Ay"])
def test_a_path_forges_no_line(db, log, path):
    get(f"/nowhere/{path}")

    [line] = log().splitlines()
    assert line.isprintable()


def test_half_a_letter_is_shown_as_what_it_is():
    assert shown("Mẫu\ud800") == "Mẫu\\ud800"


def test_vietnamese_is_left_as_it_is():
    assert shown("Đinh Thị Mẫu, xóm Thử") == "Đinh Thị Mẫu, xóm Thử"
