"""How much a phone fetches for each type of page, and how often it asks.

Weighed without a browser: the bodies, packed as they are sent; `make bench` measures
the same lessons in Chromium, heads included. Fewer is welcome: change the number here.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from django.test import Client

from courses.curriculum.loading import load_curriculum
from courses.management.commands.load_curriculum import STARTER_LESSONS
from courses.models import LessonPage
from lms.dashboards.services import rebuild
from lms.journey.services import hand_in, start_quiz
from lms.lib.facts import HowWitnessed
from tests.addresses import address
from tests.factories import right_answers

FIRST_VIEW, WHOLE_VIEW, FRAGMENT = 14_336, 61_440, 1_536
ALONE = HowWitnessed()


@dataclass(frozen=True)
class Weight:
    """Units: bytes, packed."""

    html: str
    page: int
    helpers: dict[str, int]  # styles, scripts and the mark on the tab
    pictures: dict[str, int]
    fragments: list[str]

    @property
    def first_view(self):
        return self.page + sum(self.helpers.values())

    @property
    def whole(self):
        return self.first_view + sum(self.pictures.values())

    @property
    def requests(self):
        return 1 + len(self.helpers) + len(self.pictures) + len(self.fragments)


def weigh(client, path):
    """Return the weight of what a browser fetches to show the page."""
    answer = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.status_code == 200, path
    assert answer["Content-Encoding"] == "gzip"
    html = gzip.decompress(answer.content).decode()
    helpers = re.findall(r'<link rel="(?:stylesheet|icon)" href="([^"]+)"', html)
    helpers += re.findall(r'<script [^>]*src="([^"]+)"', html)
    return Weight(
        html,
        len(answer.content),
        {each: packed(each) for each in helpers},
        {each: packed(each) for each in re.findall(r'<img [^>]*src="([^"]+)"', html)},
        re.findall(r'data-fragment="([^"]+)"', html),
    )


@cache
def packed(url):
    """Return the size of a file of ours; static files are sent packed."""
    if url.startswith(settings.STATIC_URL):
        file = Path(finders.find(url.removeprefix(settings.STATIC_URL)))
        return len(gzip.compress(file.read_bytes(), 9))
    with default_storage.open(url.removeprefix(settings.MEDIA_URL)) as file:
        return len(file.read())


def blocking_scripts(html):
    return re.findall(r"<script(?![^>]*(?:type=\"module\"|defer|async))[^>]*>", html)


def test_every_starter_lesson_opens_in_one_round_trip(db, noon):
    assert load_curriculum(STARTER_LESSONS, at=noon).faults == []
    lessons = LessonPage.objects.live()

    weights = {each.url: weigh(Client(), each.url) for each in lessons}

    assert len(weights) >= 10
    assert {
        u: w.first_view for u, w in weights.items() if w.first_view > FIRST_VIEW
    } == {}
    assert {u: w.whole for u, w in weights.items() if w.whole > WHOLE_VIEW} == {}
    assert {u: w.requests for u, w in weights.items() if w.requests > 14} == {}
    assert {u for u, w in weights.items() if blocking_scripts(w.html)} == set()


@pytest.mark.parametrize("who", ["nobody", "resident"])
def test_a_residents_fragment_stays_small(signed_in, resident, lessons, who):
    client = signed_in(resident) if who == "resident" else Client()
    path = address("journey:lesson_fragment", lessons.first.translation_key)

    assert len(gzip.compress(client.get(path).content, 9)) <= FRAGMENT


@pytest.fixture
def path_to(world, resident, lessons, places, noon):
    """Return the address of a type of page."""
    done = start_quiz(resident, lessons.first, how=ALONE, at=noon)
    hand_in(done.pk, right_answers(), how=ALONE, at=noon)
    last = start_quiz(resident, lessons.second, how=ALONE, at=noon)
    hand_in(last.pk, right_answers(), how=ALONE, at=noon)
    begun = start_quiz(resident, lessons.first, how=ALONE, at=noon)
    certificate = resident.certificates.get()
    rebuild(at=noon)
    return {
        "home": lambda: lessons.course.get_parent().url,
        "course": lambda: lessons.course.url,
        "paper": lambda: address("journey:attempt", begun.pk),
        "result": lambda: address("journey:result", last.pk),
        "me": lambda: address("journey:me"),
        "certificate": lambda: address("certificates:mine", certificate.pk),
        "check": lambda: address("certificates:check_number", certificate.number),
        "sign in": lambda: address("accounts:sign_in"),
        "register": lambda: address("learners:register"),
        "commune": lambda: address("dashboards:commune", places.commune.code),
        "province": lambda: address("dashboards:province", places.province.code),
        "desk": lambda: address("fieldwork:desk"),
    }


@pytest.mark.parametrize(
    ("name", "who", "requests"),
    [
        ("home", None, 9),
        ("course", None, 5),
        ("paper", "resident", 5),
        ("result", "resident", 6),
        ("me", "resident", 4),
        ("certificate", "resident", 4),
        ("check", None, 4),
        ("sign in", None, 4),
        ("register", None, 4),
        ("commune", "officer", 5),
        ("province", "provincial", 5),
        ("desk", "helper", 4),
    ],
)
def test_every_other_page_is_as_light(
    path_to, signed_in, resident, staff, name, who, requests
):
    people = {"resident": resident, **staff}
    client = signed_in(people[who]) if who else Client()

    weight = weigh(client, path_to[name]())

    assert weight.first_view <= FIRST_VIEW
    assert weight.whole <= WHOLE_VIEW
    assert weight.requests == requests, weight
    assert blocking_scripts(weight.html) == []
