"""Lessons as people meet them; what holds of every page is in tests/journeys."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def loaded(loaded_anew):
    return loaded_anew


def test_without_scripts_a_lesson_leads_to_its_questions(page_without_scripts, lesson):
    page_without_scripts.goto(lesson.url)

    button = page_without_scripts.locator("[data-fragment] a.button")

    assert str(lesson.translation_key) in button.get_attribute("href")
    assert page_without_scripts.locator("[data-listen]").is_hidden()


def test_a_question_leads_back_to_its_heading(page_360, lesson):
    page_360.goto(f"{lesson.url}#doc-ky-dia-chi")

    heading = page_360.get_by_role("heading", name="Đọc kỹ địa chỉ")

    assert heading.is_visible()
    assert heading.evaluate("h => Math.abs(h.getBoundingClientRect().top)") < 400


def test_a_lesson_can_be_printed(open_window, lesson, tmp_path):
    window = open_window(1280, 900)
    window.goto(lesson.url)

    pdf = window.pdf(format="A4", path=tmp_path / "lesson.pdf")

    assert pdf.startswith(b"%PDF")
