"""A helper registers somebody, sits beside them, checks; the commune sees it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from lms.dashboards.services import bring_up_to_date
from lms.demo.answers import right_answers
from lms.learners.models import Learner
from tests.addresses import address
from tests.journeys import world
from tests.journeys.acting import Somebody

pytestmark = pytest.mark.browser
NAME = "Hà Thị Sương"


@pytest.fixture
def helper(open_for, signed_in):
    """The helper, with the list of residents on the screen."""
    helper = Somebody(open_for(signed_in(world.user("helper"))))
    helper.page.goto(address("dashboards:my_work"))
    helper.presses("Open my residents")
    return helper


def test_a_person_is_registered_helped_checked_and_counted(helper, open_for, signed_in):
    officer = Somebody(open_for(signed_in(world.user("officer")), 1280, 900))
    before = figures(officer)

    helper.presses("Register somebody")
    helper.fills_in(NAME, 1955)
    helper.presses("Make the card")
    helper.reads_the_card()
    helper.presses("It is written down")
    helper.presses("Sit beside now")
    learn_together(helper, "F1", "With help")
    helper.page.locator("[name=q]").fill("ha thi suong")
    helper.presses("Find")
    helper.presses("Check face to face")
    learn_together(helper, "E2", "Checked face to face")
    bring_up_to_date(at=timezone.now())

    after = figures(officer)
    gained = {name: after[name] - before[name] for name in after}
    assert gained == {"Alone": 0, "With help": 1, "Checked": 1}
    officer.presses("People by name")
    person = officer.page.locator("main li", has_text=NAME).first
    expect(person).to_contain_text(officer.word("With help"))
    expect(person).to_contain_text(officer.word("Checked face to face"))


def learn_together(helper, code, said):
    """Do one lesson with the person beside the helper, and finish with them."""
    page = helper.page
    expect(page.locator("main [role=note]").first).to_contain_text(NAME)
    page.goto(world.lesson(code).url)
    helper.finishes_the_lesson()
    helper.presses("Start the questions")
    assert page.locator("[name=helped_by]").count() == 0  # known already
    helper.answers(right_answers)
    helper.presses("Hand in my answers")
    expect(page.locator(".result .badge")).to_have_text(helper.word(said))
    helper.presses("Finish with this person")
    helper.sees("This phone is yours again.")


def figures(officer):
    """Return how courses were completed, as the page of the commune says it."""
    officer.page.goto(address("dashboards:commune", "05152"))
    chart = officer.page.locator("figure", has=officer.page.locator("#chart-ways"))
    rows = chart.locator("tbody tr").all()
    cells = [row.locator("th, td").all_text_contents() for row in rows]
    said = {way: int(number) for way, number, *_more in cells}
    names = ("Alone", "With help", "Checked")
    return {name: said[officer.word(name)] for name in names}


def test_the_same_person_gets_no_second_card_unawares(helper):
    residents = Learner.objects.count()

    helper.presses("Register somebody")
    helper.fills_in("bui thi mau", 1966)
    helper.presses("Make the card")

    helper.sees(
        "Is it the same person? Somebody of this name and birth year is registered "
        "in this hamlet already:"
    )
    assert Learner.objects.count() == residents
    helper.presses("It is the same person: show me their line")
    expect(helper.page.locator("details[open] summary")).to_contain_text("Bùi Thị Mẫu")
