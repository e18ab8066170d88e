"""Home, course, lesson and finder as people meet them."""

import pytest

from courses.models import CoursePage, HomePage, LessonPage

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KINDS = {"home": HomePage, "course": CoursePage, "lesson": LessonPage}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_axe_finds_nothing(open_window, axe, loaded, language):
    pages = [m.objects.get(locale__language_code=language) for m in KINDS.values()]
    prefix = "" if language == "vi" else "/en"
    addresses = [page.url for page in pages]
    addresses += [f"{prefix}/find/?q=khongco", f"{prefix}/find/?q=a"]

    for width, scheme in ((360, "light"), (1280, "dark")):
        window = open_window(width, 800, color_scheme=scheme)
        for address in addresses:
            window.goto(address)
            axe(window)


def test_nothing_has_to_be_scrolled_sideways_at_320_pixels_and_double_text(
    open_window, loaded
):
    window = open_window(320, 640)
    for model in KINDS.values():
        window.goto(model.objects.first().url)
        window.evaluate("document.documentElement.style.fontSize = '200%'")

        wide = window.evaluate("document.documentElement.scrollWidth")

        assert wide <= 320, model.__name__


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
