from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from lms.library.views import POLICY

NGINX = Path(__file__).resolve().parents[3] / "docs" / "operate" / "nginx.conf"
ATTACK = b"<html><script>alert(1)</script></html>"


@pytest.fixture
def uploaded():
    """Return the answer to whoever opens a file of this name."""
    names, answers = [], []

    def uploaded(name):
        names.append(default_storage.save(f"tests/{name}", ContentFile(ATTACK)))
        answers.append(Client().get(default_storage.url(names[-1])))
        return answers[-1]

    yield uploaded
    for answer in answers:
        answer.close()
    for name in names:
        default_storage.delete(name)


@pytest.mark.parametrize(
    "name", ["a.html", "a.svg", "a.xhtml", "a.pdf", "a.png", "a", "a.js", "a.html.gz"]
)
def test_nothing_uploaded_runs_as_a_page_of_ours(uploaded, name):
    answer = uploaded(name)

    assert answer.status_code == 200
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "attached"),
    [("a.svg", False), ("a.png", False), ("a.pdf", True), ("a.html", True)],
)
def test_pictures_are_shown_and_all_else_is_kept(uploaded, name, attached):
    disposition = uploaded(name).get("Content-Disposition", "")

    assert disposition.startswith("attachment") == attached


def test_nothing_is_written_to_an_upload():
    assert Client().post("/media/a.svg").status_code == 405


def test_what_is_not_there_is_not_found():
    assert Client().get("/media/tests/nowhere.pdf").status_code == 404


def test_the_web_server_in_front_says_the_same():
    told = NGINX.read_text("utf-8").partition("location /media/")[2].partition("}")[0]

    assert f'Content-Security-Policy "{POLICY}";' in told
    assert "X-Content-Type-Options nosniff;" in told
    assert "Content-Disposition $how_to_hand_out;" in told
    extensions = set(settings.WAGTAILIMAGES_EXTENSIONS) - {"jpg", "jpeg"}
    assert all(each in NGINX.read_text("utf-8") for each in extensions)
