import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale

from courses.models import CoursePage, LessonPage
from lms.accounts.models import User
from lms.library.models import LibraryImage


def body_of(page, client=None):
    response = (client or Client()).get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_the_home_page_shows_courses_with_lessons_and_minutes(home, course):
    html = body_of(home)

    assert home.lead in html
    assert course.title in html
    assert f'href="{course.url}"' in html


def test_a_course_without_lessons_is_not_offered_yet(home, course, lesson):
    lesson.unpublish()

    assert f'href="{course.url}"' not in body_of(home)


def test_a_course_shows_its_lessons_in_order(course, lesson):
    html = body_of(course)

    assert lesson.title in html
    assert lesson.summary in html
    own = re.search(r'data-fragment="([^"]+)"><a class="button" href="([^"]+)"', html)
    assert str(course.translation_key) in own[1]
    assert own[2] == lesson.url


def test_a_lesson_says_its_outcome_first(lesson):
    html = body_of(lesson)

    assert html.index(lesson.outcome) < html.index("Đọc kỹ địa chỉ")
    assert "24/11/2026" in html
    assert 'id="doc-ky-dia-chi"' in html


def test_without_scripts_a_link_leads_to_the_residents_own_page(lesson):
    html = body_of(lesson)

    own = re.search(r'data-fragment="([^"]+)"><a class="button" href="([^"]+)"', html)
    assert own
    assert all(str(lesson.translation_key) in address for address in own.groups())


def test_a_lesson_names_its_twin_for_search_engines(lesson, lesson_in_english):
    html = body_of(lesson)

    for page, language in ((lesson, "vi"), (lesson_in_english, "en")):
        address = f"http://localhost{page.url}"
        assert f'<link rel="alternate" hreflang="{language}" href="{address}">' in html


def test_the_only_picture_that_does_not_wait_is_the_first(lesson):
    pictures = re.findall(r"<img[^>]*>", body_of(lesson))

    assert len(pictures) == 2
    assert ['loading="lazy"' in each for each in pictures] == [False, True]
    assert all("width=" in each and "height=" in each for each in pictures)


def test_a_lesson_due_for_checking_says_so(lesson, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: lesson.review_by)
    assert not lesson.may_be_out_of_date

    monkeypatch.setattr(timezone, "localdate", lambda: date(2027, 5, 25))

    assert lesson.may_be_out_of_date
    assert "24/05/2027" in body_of(lesson)


def test_neighbours_lead_to_and_fro(course, lesson, noon):
    other = LessonPage(
        title="Bài sau", code="C2", outcome="Bác biết.", locale=course.locale
    )
    course.add_child(instance=other)
    other.save_revision().publish()

    assert f'rel="next" href="{other.url}"' in body_of(lesson)
    assert f'rel="prev" href="{lesson.url}"' in body_of(other)


@pytest.mark.parametrize("name", ["home", "course", "lesson"])
def test_the_html_is_the_same_for_everyone(request, loaded, name, trainer):
    page = request.getfixturevalue(name)
    signed_in, resident = Client(), Client()
    signed_in.force_login(trainer)
    resident.force_login(User.objects.create_user("bac", full_name="Đinh Văn Thử"))

    answers = [
        client.get(page.url, headers={"accept-language": language, "x": number})
        for number, language in enumerate(("vi", "en", "fr"))
        for client in (Client(), signed_in, resident)
    ]

    assert len({answer.content for answer in answers}) == 1
    assert all(not answer.cookies for answer in answers)
    assert all(answer["Vary"] == "Accept-Encoding" for answer in answers)
    assert b"csrf" not in answers[0].content


@pytest.mark.parametrize(
    ("name", "most"), [("home", 11), ("course", 13), ("lesson", 16)]
)
def test_making_a_page_takes_few_queries(
    request, name, most, django_assert_max_num_queries
):
    page = request.getfixturevalue(name)
    address = page.url
    Client().get(address)

    with django_assert_max_num_queries(most):
        Client().get(address, {"made": "anew"})


def test_a_lesson_is_light(lesson):
    answer = Client().get(lesson.url, headers={"accept-encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 6_000


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường Ước", "duong-uoc"),
        ("Ðặng Thị Mẫu", "dang-thi-mau"),
        ("Hòa Bình: số 1/7", "hoa-binh-so-17"),
        ("ỨNG DỤNG", "ung-dung"),
    ],
)
def test_an_address_is_made_of_plain_letters(course, title, slug):
    page = LessonPage(title=title, code="C9", outcome="x")

    course.add_child(instance=page)

    assert page.slug == slug


def test_an_address_typed_with_marks_is_kept_in_plain_letters(lesson):
    lesson.slug = "đường-ước"

    lesson.full_clean()

    assert lesson.slug == "duong-uoc"


def test_a_title_in_another_script_still_has_an_address(course):
    page = LessonPage(title="ខ្មែរ", code="C9", outcome="x", slug="")

    course.add_child(instance=page)

    assert page.slug == "page"


def test_a_title_without_letters_asks_for_an_address(course):
    page = LessonPage(title="?!", code="C9", outcome="x", slug="")

    with pytest.raises(ValidationError, match="slug"):
        course.add_child(instance=page)


def test_a_picture_needs_a_description(lesson):
    lesson.picture_alt = ""

    with pytest.raises(ValidationError, match="picture_alt"):
        lesson.full_clean()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "lesson one"),
        ("code", "c1"),
        ("skill_codes", "2,3"),
        ("reading_minutes", 0),
        ("reading_minutes", 21),
        ("core_skill", 6),
        ("review_by", date(2026, 11, 24)),
    ],
)
def test_what_makes_no_sense_is_refused(lesson, field, value):
    setattr(lesson, field, value)

    with pytest.raises(ValidationError):
        lesson.full_clean()


def test_completing_takes_the_lessons_of_the_first_language(course, lesson):
    english = CoursePage.objects.get(locale__language_code="en")
    LessonPage.objects.get(locale__language_code="en").unpublish()

    assert english.lesson_keys() == course.lesson_keys() == {lesson.translation_key}


def test_a_page_is_found_in_the_other_language(lesson, lesson_in_english):
    assert lesson.in_language("en") == lesson_in_english
    assert lesson_in_english.in_language("vi") == lesson
    assert lesson.in_language("vi") == lesson

    lesson_in_english.unpublish()

    assert lesson.in_language("en") == lesson


def test_deleting_a_picture_leaves_the_lesson(lesson):
    LibraryImage.objects.all().delete()

    assert lesson.outcome in body_of(lesson)


def test_a_lesson_can_be_translated_in_the_editor(course, lesson_in_english):
    lesson_in_english.delete()
    lesson = LessonPage.objects.get()

    copy = lesson.copy_for_translation(Locale.objects.get(language_code="en"))

    assert copy.translation_key == lesson.translation_key
    assert not copy.live
