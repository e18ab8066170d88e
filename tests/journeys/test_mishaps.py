"""A trembling finger, a lost signal, a step back: nothing is lost or doubled."""

import pytest
from playwright.sync_api import expect

from lms.demo.answers import right_answers, wrong_answers
from quizzes.models import Attempt
from tests.addresses import address
from tests.journeys import world
from tests.journeys.acting import Somebody

pytestmark = pytest.mark.browser


@pytest.fixture
def newcomer(open_for, signed_in):
    """Let the newest resident sit down in front of the questions of C1."""

    def newcomer(**options):
        user = world.user("newcomer")
        her = Somebody(open_for(signed_in(user), **options))
        attempt = world.open_attempt(user.learner, world.lesson("C1"))
        her.page.goto(address("journey:attempt", attempt.pk))
        return her

    return newcomer


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_two_quick_presses_hand_in_once(newcomer, scripts):
    her = newcomer(java_script_enabled=scripts)
    her.answers(right_answers)

    her.page.locator("main .button").dblclick()

    her.page.wait_for_url("**/result/")
    her.sees("To my page")
    [attempt] = Attempt.objects.filter(learner__user=world.user("newcomer"))
    assert attempt.handed_in_at
    assert attempt.points_earned == attempt.points_possible


def test_a_step_back_after_handing_in_leads_to_the_result_again(newcomer):
    her = newcomer()
    her.answers(wrong_answers)
    her.presses("Hand in my answers")

    her.page.go_back()

    expect(her.page.locator(".result")).to_contain_text(her.word("Not quite yet"))
    assert Attempt.objects.filter(learner__user=world.user("newcomer")).count() == 1


def test_a_step_back_to_a_page_with_an_error_asks_nothing_of_the_browser(newcomer):
    her = newcomer()
    her.presses("Hand in my answers")
    paper = her.page.url
    her.page.goto(address("accounts:help"))

    her.page.go_back()

    assert her.page.url == paper
    expect(her.page.locator(".question").first).to_be_visible()


def test_answers_that_were_forgotten_keep_the_others(newcomer):
    her = newcomer()
    first = her.attempt().paper[0]
    her.page.locator(f'[name="q-{first.key}"]').first.check()

    her.presses("Hand in my answers")

    assert her.page.locator(".field__error").count() == len(her.attempt().paper)
    expect(her.page.locator(f'[name="q-{first.key}"]').first).to_be_checked()


@pytest.mark.parametrize("how", ["no signal", "an error of ours"])
def test_where_her_own_part_does_not_come_the_link_stays(open_for, signed_in, how):
    her = Somebody(open_for(signed_in(world.user("newcomer"))))
    answer = {"no signal": lambda route: route.abort()}.get(
        how, lambda route: route.fulfill(status=500, body="<!DOCTYPE html><p>Oh")
    )
    her.page.route("**/fragment/", answer)

    with her.page.expect_event(
        "requestfinished" if how != "no signal" else "requestfailed"
    ):
        her.page.goto(world.lesson("C1").url)

    her.presses("To the questions")
    expect(her.page.locator("h1")).to_have_text(world.lesson("C1").title)


def test_one_of_a_family_signs_out_and_nothing_of_hers_stays(newcomer):
    her = newcomer()
    her.page.goto(address("journey:me"))
    her.presses("Sign out")

    her.page.go_back()

    expect(her.page.locator("main")).not_to_contain_text(her.word("My courses"))
