"""A resident gets a card by herself, learns, fails, passes, and holds a certificate."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import CoursePage
from lms.certificates.models import Certificate
from lms.demo.answers import right_answers, wrong_answers
from lms.demo.cast import PIN
from quizzes.question_types import QUESTION_TYPES
from tests.addresses import address
from tests.journeys import world
from tests.journeys.acting import Somebody

pytestmark = pytest.mark.browser


@pytest.fixture
def comes_along(open_for):
    """Let somebody come to the home page who has never been here."""

    def comes_along(language, **options):
        page = open_for(Client(), **options)
        page.goto("/" if language == "vi" else f"/{language}/")
        return Somebody(page, language)

    return comes_along


@pytest.mark.parametrize(
    ("language", "scripts"), [("vi", True), ("en", False)], ids=["vi", "en, no scripts"]
)
def test_from_the_home_page_to_the_certificate(comes_along, language, scripts):
    her = comes_along(language, java_script_enabled=scripts)
    course = CoursePage.objects.get(code="C", locale__language_code=language)
    first, second = course.lessons()

    her.presses_title(course.title)
    her.presses("Start with the first lesson")
    her.finishes_the_lesson()
    her.presses("Get a card")
    code, pin = gets_a_card(her)

    her.presses("Start the questions")
    her.answers(wrong_answers)
    her.presses("Hand in my answers")
    her.sees("Not quite yet")
    her.presses("Read the lesson again")
    expect(her.page.locator("h1")).to_have_text(first.title)
    her.finishes_the_lesson()
    her.presses("Start the questions")
    her.answers(right_answers)
    her.presses("Hand in my answers")
    expect(her.page.locator(".result")).to_contain_text("Sương")
    assert not Certificate.objects.filter(learner__code=code).exists()

    her.goes_on(her.page.locator("a.button", has_text=second.title))
    her.finishes_the_lesson()
    her.presses("Start the questions")
    her.answers(right_answers)
    her.presses("Hand in my answers")
    her.presses("Look at my certificate")
    expect(her.page.locator(".certificate")).to_contain_text("Bùi Thị Sương")
    expect(her.page.locator(".certificate")).to_contain_text(course.title)

    number = Certificate.objects.get(learner__code=code).number
    her.presses("To my page")
    expect(her.page.locator("main")).to_contain_text(number)
    her.presses("Sign out")
    her.signs_in(code, pin)
    expect(her.page.locator("main")).to_contain_text(number)


def gets_a_card(her):
    """Go through the three steps of registering; return the code and the PIN."""
    her.page.locator("[name=q]").fill("van son")
    her.presses("Find my commune")
    her.presses_title("Xã Vân Sơn")
    her.fills_in("Bùi Thị Sương", 1968)
    if her.language == "en":
        her.page.locator("[name=language][value=en]").check()
    her.presses("Make my card")
    code, pin = her.reads_the_card()
    her.presses("I have written it down")
    return code.replace(" ", ""), pin


def test_the_sheet_is_downloaded_and_its_number_checks_out(open_for, signed_in):
    learner = world.user("newcomer").learner
    world.pass_course(learner, "F", at=timezone.now())
    certificate = learner.certificates.get()
    her = Somebody(open_for(signed_in(learner), accept_downloads=True))
    her.page.goto(address("journey:me"))

    her.presses("Look at it")
    her.sees(
        "The certificate is yours already. The sheet for printing is being drawn "
        "and is usually ready in a minute."
    )
    world.do_jobs(learner)
    her.presses("Look again")
    with her.page.expect_download() as download:
        her.page.locator("a[download]").click()
    sheet = download.value

    assert sheet.suggested_filename == f"{certificate.number}.pdf"
    assert Path(sheet.path()).read_bytes().startswith(b"%PDF-")

    her.presses("Check a certificate")
    typed = certificate.number.lower().replace("-", " ")
    her.page.locator("[name=number]").fill(typed)
    her.presses("Check")
    her.sees("This certificate is genuine")
    expect(her.page.locator(".certificate")).to_contain_text(learner.full_name)
    assert learner.code not in her.page.content()


def test_the_keyboard_alone_signs_in_and_answers_every_kind_of_question(open_for):
    her = Somebody(open_for(Client()))
    kinds = {each["type"] for each in world.lesson("C1").quiz.content["questions"]}
    assert kinds == set(QUESTION_TYPES)
    her.page.goto(
        address("journey:lesson_mine", world.lesson("C1").translation_key),
        wait_until="load",
    )

    her.tabs_to("[name=code]")
    her.page.keyboard.type(world.USER_NAMES["newcomer"])
    her.page.keyboard.press("Tab")
    her.page.keyboard.type(PIN)
    her.strikes("Enter")
    her.tabs_to("main .button")
    her.strikes("Enter")
    her.answers_by_keyboard(right_answers)
    her.tabs_to("main .button")
    her.strikes("Enter")

    expect(her.page.locator(".result")).to_contain_text(her.word("Alone"))
    assert her.attempt().points_earned == her.attempt().points_possible
