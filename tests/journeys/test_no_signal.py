"""Where the signal goes: a page of ours, and answers that wait on the phone."""

import pytest
from playwright.sync_api import expect

from lms.demo.answers import right_answers
from quizzes.models import Attempt
from tests.addresses import address
from tests.journeys import world
from tests.journeys.acting import Somebody

pytestmark = pytest.mark.browser
KEPT = "localStorage.getItem('paper')"
UNSENT = (
    "Your answers could not be sent just now. They are kept on this phone. "
    "Wait a little, or go to where there is signal, then hand them in again."
)


@pytest.fixture
def newcomer(open_for, signed_in):
    """Let the newest resident sit down in front of the questions of C1."""

    def newcomer(language="vi", **options):
        user = world.user("newcomer")
        her = Somebody(open_for(signed_in(user), **options), language)
        attempt = world.open_attempt(user.learner, world.lesson("C1", language))
        her.page.goto(address("journey:attempt", attempt.pk, language=language))
        return her

    return newcomer


def chosen(page):
    return page.eval_on_selector_all(
        "main form [name^=q-], main form [name=helped_by]",
        "all => all.map((each) => each.checked ?? each.value)",
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_press_without_signal_gets_a_sentence_and_can_be_done_again(
    newcomer, language
):
    her = newcomer(language)
    her.answers(right_answers)
    her.page.context.set_offline(True)

    her.page.locator("main form[data-paper] .button").click()

    expect(her.page.locator("[role=status]")).to_contain_text(her.word(UNSENT))
    button = her.page.locator("main form[data-paper] .button")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    her.page.context.set_offline(False)
    her.presses("Hand in my answers")
    her.page.wait_for_url("**/result/")
    attempt = Attempt.objects.get(learner__user=world.user("newcomer"))
    assert attempt.points_earned == attempt.points_possible
    assert her.page.evaluate(KEPT) is None


@pytest.mark.parametrize("status", [200, 429, 500, 502, 503, 504])
def test_what_stands_before_the_server_does_not_take_the_answers(newcomer, status):
    """A proxy without a server behind it, or somebody's sign-in page for the net."""
    her = newcomer("en")
    her.answers(right_answers)
    answer = {"status": status, "body": "<h1>Not here</h1>"}
    address_of_it = her.page.url
    her.page.context.route(
        address_of_it,
        lambda route: (
            route.fulfill(**answer)
            if route.request.method == "POST"
            else route.continue_()
        ),
    )

    her.page.locator("main form[data-paper] .button").click()

    expect(her.page.locator("[role=status]")).to_contain_text(UNSENT)
    assert her.page.url == address_of_it
    her.page.context.unroute(address_of_it)
    her.presses("Hand in my answers")
    her.page.wait_for_url("**/result/")
    attempt = Attempt.objects.get(learner__user=world.user("newcomer"))
    assert attempt.points_earned == attempt.points_possible


def test_what_was_chosen_is_there_again(newcomer):
    her = newcomer()
    her.answers(right_answers)
    before = chosen(her.page)

    her.page.goto(address("accounts:help"))
    her.page.go_back()
    her.page.reload()

    assert any(before)
    assert chosen(her.page) == before


def test_a_forgotten_question_is_shown_as_ever(newcomer):
    her = newcomer()
    first = her.page.locator("main form [name^=q-][type=radio]").first
    first.check()

    her.presses("Hand in my answers")

    expect(her.page.locator(".field__error").first).to_be_visible()
    expect(first).to_be_checked()


def test_nothing_stays_for_the_next_person_on_the_phone(newcomer):
    her = newcomer()
    her.answers(right_answers)
    assert her.page.evaluate(KEPT)

    her.page.goto(address("journey:me"))
    her.presses("Sign out")

    assert her.page.evaluate(KEPT) is None


def test_another_residents_paper_shows_nothing_of_hers(
    newcomer, signed_in, live_server
):
    her = newcomer()
    her.answers(right_answers)
    other = world.user("learner")
    cookie = signed_in(other).cookies["sessionid"].value
    theirs = world.open_attempt(other.learner, world.lesson("C1"))

    her.page.context.add_cookies(
        [{"name": "sessionid", "value": cookie, "url": live_server.url}]
    )
    her.page.goto(address("journey:attempt", theirs.pk))

    assert her.page.locator("main form :checked:not(option)").count() == 0
    assert her.page.evaluate(KEPT) is None


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_page_that_does_not_come_is_said_so_in_our_words(open_for, client, language):
    somebody = Somebody(open_for(client, service_workers="allow"), language)
    page, there = somebody.page, address("accounts:help", language=language)
    page.goto(there)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")

    page.context.set_offline(True)
    page.goto(address("learners:privacy", language=language))
    somebody.sees("No signal here")
    assert page.locator("html").get_attribute("lang") == language
    shape = "[getComputedStyle(document.body).display, document.images[0].naturalWidth]"
    assert page.evaluate(shape) == ["flex", 240]

    page.context.set_offline(False)
    somebody.presses("Try again")
    somebody.sees("What we keep about you")


def test_no_page_of_a_resident_is_kept(open_for, signed_in):
    page = open_for(signed_in(world.user("learner")), service_workers="allow")
    page.goto(address("journey:me"))
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()

    kept = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys())
                found.push(...(await (await caches.open(name)).keys()));
            return found.map((request) => new URL(request.url).pathname);
        }"""
    )
    assert sorted(kept) == [
        *("/en/offline/", "/offline/"),
        *("/static/css/hocso.css", "/static/img/offline.svg"),
    ]
