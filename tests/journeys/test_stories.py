"""Whole paths through a real browser, told as stories."""

import re

import pytest
from django.utils import timezone

from lms.certificates.models import Certificate
from lms.certificates.services import draw
from lms.communes.models import Unit
from lms.learners.models import Learner
from quizzes.models import Attempt

pytestmark = pytest.mark.browser

NAME = "Bùi Thị Thử Chuyện"
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])


@pytest.fixture
def visitor(open_window, province):
    """Somebody with a phone and no card, and a commune that has hamlets."""
    commune = Unit.objects.filter(children__kind="hamlet", valid_until=None).first()
    return open_window, commune


def register(page, commune):
    page.goto(f"/register/?q={commune.name}")
    page.click(f"a[href*='/register/{commune.code}/']")
    page.fill("[name=full_name]", NAME)
    page.fill("[name=birth_year]", "1966")
    page.select_option("[name=hamlet]", index=1)
    page.check("[name=agreed]")
    page.click("main form .button")
    page.wait_for_url(re.compile("/card/"))
    page.click("main form .button")
    page.wait_for_url(re.compile("/me/"))


def start_questions(page):
    page.click("main a.button >> nth=0")  # the next lesson
    page.click("[data-fragment] a.button, a.button[href*='/lessons/'] >> nth=0")
    page.wait_for_url(re.compile("/lessons/"))
    page.click("main form .button")
    page.wait_for_url(re.compile("/attempts/"))


def answer(page, *, right):
    """Answer every question of the open paper as the edition has it, or not."""
    attempt = Attempt.objects.get(pk=page.url.rstrip("/").split("/")[-1])
    for question in attempt.edition.content["questions"]:
        field = page.locator(f"#q-{question['key']}")
        if field.locator("select").count():
            order(field, question, right=right)
            continue
        for choice in question["choices"]:
            box = field.locator(f"input[value='{choice['id']}']")
            if choice["right"] is right:
                box.check()
                if box.get_attribute("type") == "radio":
                    break
    page.check("[name=helped_by][value=alone]")
    page.click("main form .button")
    page.wait_for_url(re.compile("/result/"))
    return Attempt.objects.get(pk=attempt.pk)


def order(field, question, *, right):
    texts = [each["text"] for each in question["choices"]]
    places = list(range(len(texts)))
    for place, text in zip(places if right else places[::-1], texts, strict=True):
        label = field.locator("label", has_text=text).first
        box = field.locator(f"#{label.get_attribute('for')}")
        box.select_option(str(place + 1))


@SCRIPTS
def test_a_resident_fails_passes_and_sees_what_was_right(visitor, scripts):
    open_window, commune = visitor
    page = open_window(360, 740, java_script_enabled=scripts)
    register(page, commune)
    learner = Learner.objects.get(full_name=NAME)

    start_questions(page)
    failed = answer(page, right=False)
    page.click("a[href*='/lessons/'] >> nth=0")
    page.click("main form .button")
    page.wait_for_url(re.compile("/attempts/"))
    passed = answer(page, right=True)

    assert (failed.passed, passed.passed) == (False, True)
    assert passed.points_earned == passed.points_possible
    assert learner.lesson_completions.count() == 1


def test_the_last_pass_brings_a_certificate_that_anybody_can_check(visitor):
    open_window, commune = visitor
    page = open_window(360, 740)
    register(page, commune)
    learner = Learner.objects.get(full_name=NAME)
    for _ in range(6):
        page.goto("/me/")
        start_questions(page)
        answer(page, right=True)
        if learner.certificates.exists():
            break

    certificate = Certificate.objects.get(learner=learner)
    draw(str(certificate.pk), at=timezone.now())
    page.click("main a[href*='/certificates/']")
    with page.expect_download() as download:
        page.click("a[download]")
    stranger = open_window(360, 740)
    stranger.goto(f"/check/?number={certificate.number.lower()}")

    assert download.value.path().read_bytes().startswith(b"%PDF")
    assert NAME in stranger.inner_text("main")
    assert learner.code not in stranger.content()
