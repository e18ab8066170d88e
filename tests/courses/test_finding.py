import pytest
from django.test import Client

from courses.finding import find_lessons


@pytest.mark.parametrize(
    "typed",
    ["lừa đảo", "lua dao", "LỪA ĐẢO", "lua đảo", "  lua   dao ", "duong di", "đường"],
)
def test_a_lesson_is_found_with_or_without_tone_marks(lesson, typed):
    assert list(find_lessons(typed)) == [lesson]


def test_the_beginning_of_a_word_of_the_title_is_enough(lesson):
    assert list(find_lessons("duo")) == [lesson]


@pytest.mark.parametrize("typed", ["", "   ", "?!", '"', "khongco", "lua khongco"])
def test_nothing_is_found_for_words_no_lesson_has(lesson, typed):
    assert list(find_lessons(typed)) == []


def test_only_lessons_in_the_language_on_screen_are_found(lesson, lesson_in_english):
    assert lesson.url in Client().get("/find/", {"q": "duong"}).content.decode()
    found = Client().get("/en/find/", {"q": "right way"}).content.decode()
    assert lesson_in_english.url in found
    assert f'"{lesson.url}"' not in found


def test_what_is_not_public_is_not_found(lesson):
    lesson.unpublish()

    assert list(find_lessons("lua dao")) == []


def test_the_page_says_what_to_do_when_nothing_is_found(lesson):
    html = Client().get("/en/find/", {"q": "<b>xyz</b>"}).content.decode()

    assert "No lesson has these words." in html
    assert 'value="&lt;b&gt;xyz&lt;/b&gt;"' in html


def test_the_empty_page_asks(loaded):
    html = Client().get("/en/find/").content.decode()

    assert "What is it about?" in html
    assert "No lesson has these words." not in html
