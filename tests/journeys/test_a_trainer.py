"""A trainer changes a lesson and its questions in Vietnamese; residents see it."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect
from wagtail.users.models import UserProfile

from lms.demo.answers import right_answers
from quizzes.models import Quiz
from tests.addresses import address
from tests.journeys import world
from tests.journeys.acting import Somebody

pytestmark = [
    pytest.mark.browser,
    # Wagtail leaves the files open in which it makes small pictures for its editor.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PUBLISH = "[name=action-publish]"


@pytest.fixture
def trainer(open_for, signed_in):
    """The trainer, in front of the start page of the editor in Vietnamese."""
    user = world.user("trainer")
    UserProfile.get_for_user(user)
    trainer = Somebody(open_for(signed_in(user), 1280, 900))
    trainer.page.goto(address("dashboards:my_work"))
    trainer.presses("Open the editor")
    return trainer


def publishes(trainer):
    """Open the list of what can be done with a page, and publish."""
    page = trainer.page
    if not page.locator(PUBLISH).is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    trainer.goes_on(page.locator(PUBLISH))


def test_a_changed_sentence_is_read_at_once(trainer, open_for):
    lesson = world.lesson("F1")
    reader = open_for(Client())
    reader.goto(lesson.url)
    expect(reader.locator("main")).not_to_contain_text("Bác cúp máy ngay")

    expect(trainer.page.locator("html")).to_have_attribute("lang", "vi")
    trainer.page.goto(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    trainer.page.locator("#id_outcome").fill("Bác cúp máy ngay khi bị giục.")
    publishes(trainer)

    reader.reload()
    expect(reader.locator(".outcome")).to_contain_text("Bác cúp máy ngay khi bị giục.")


def test_changed_questions_are_a_new_edition_and_old_results_stay(
    trainer, open_for, signed_in
):
    learner, lesson = world.user("newcomer").learner, world.lesson("F1")
    attempt = world.answer(world.open_attempt(learner, lesson), right_answers)
    her = Somebody(open_for(signed_in(learner)))
    result = address("journey:result", attempt.pk)
    her.page.goto(result)
    before = her.page.locator("main").inner_text()

    quiz = Quiz.objects.get(pk=lesson.quiz_id)
    edit = reverse(quiz.snippet_viewset.get_url_name("edit"), args=[quiz.pk])
    trainer.page.goto(edit)
    question = trainer.page.locator("textarea[name$='-text']").first
    asked = question.input_value()
    question.fill("Ai gọi mà giục bác thì bác làm gì?")
    publishes(trainer)

    her.page.reload()
    assert her.page.locator("main").inner_text() == before
    assert asked in before
    assert quiz.editions.count() == attempt.edition.number + 1
    her.page.goto(address("journey:lesson_mine", lesson.translation_key))
    her.presses("Start the questions")
    expect(her.page.locator(".question").first).to_have_text(
        "Ai gọi mà giục bác thì bác làm gì?"
    )
