"""Programmes are put together in the editor by ticking courses."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from courses.models import CoursePage
from lms.jobs.models import Job
from lms.progress.models import Programme
from lms.progress.rules import Meant, Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(world):
    user = get_user_model().objects.create(username="boss", is_superuser=True)
    client = Client()
    client.force_login(user)
    return client


def course_keys():
    courses = CoursePage.objects.filter(locale__language_code="vi")
    return [str(course.translation_key) for course in courses]


def posted(keys, **more):
    words = {"title_vi": "Bước đầu", "title_en": "First steps", "slug": "buoc-dau"}
    return {**words, "active": "on", "of": "courses", "courses": keys, **more}


def test_a_programme_keeps_the_keys_of_the_courses_ticked(editor):
    editor.post("/admin/programmes/new/", posted(course_keys()))

    made = Programme.objects.get(slug="buoc-dau")
    assert made.newest.rule.keys == tuple(sorted(course_keys()))


def test_the_courses_of_a_programme_are_ticked_when_it_is_opened_again(editor):
    editor.post("/admin/programmes/new/", posted(course_keys()))

    page = editor.get(
        f"/admin/programmes/edit/{Programme.objects.get(slug='buoc-dau').pk}/"
    )

    assert page.content.count(b"checked") >= len(course_keys())


def test_saving_a_programme_asks_who_has_done_its_courses(editor):
    editor.post("/admin/programmes/new/", posted(course_keys()))
    made = Programme.objects.get(slug="buoc-dau")
    after_making = Job.objects.get()
    Job.objects.all().delete()
    there = f"/admin/programmes/edit/{made.pk}/"

    editor.post(there, posted(course_keys()[:1]))

    after_change = Job.objects.get()
    for job in (after_making, after_change):
        assert (job.kind, job.key) == ("journey.complete_programme", str(made.pk))


def test_a_programme_that_is_refused_asks_nothing(editor):
    editor.post("/admin/programmes/new/", posted([]))

    assert not Job.objects.exists()


def test_a_programme_without_courses_is_refused(editor):
    answer = editor.post("/admin/programmes/new/", posted([]))

    assert answer.status_code == 200
    assert not Programme.objects.filter(slug="buoc-dau").exists()


def test_a_key_of_no_course_is_refused(editor):
    stranger = "00000000-0000-7000-8000-000000000000"

    answer = editor.post("/admin/programmes/new/", posted([stranger]))

    assert answer.status_code == 200
    assert not Programme.objects.filter(slug="buoc-dau").exists()


def test_a_trainer_without_the_right_sees_no_programmes(world):
    client = Client()
    client.force_login(world.staff["trainer"])

    assert client.get("/admin/programmes/").status_code in {302, 403, 404}


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_lesson_gone_asks_who_has_done_the_rest_of_its_course(editor, world, how):
    lesson = world.lessons.second

    editor.post(f"/admin/pages/{lesson.pk}/{how}/", {})

    job = Job.objects.get(kind="journey.complete_course")
    assert job.key == str(world.lessons.course.translation_key)


def test_lessons_gone_in_bulk_ask_the_same(editor, world):
    ids = f"id={world.lessons.first.pk}&id={world.lessons.second.pk}"

    editor.post(f"/admin/bulk/wagtailcore/page/unpublish/?{ids}", {})

    assert Job.objects.filter(kind="journey.complete_course").count() == 1


def test_a_lesson_moved_into_another_course_asks_who_has_done_the_rest(editor, world):
    lessons = world.lessons
    lesson, there = lessons.second, lessons.easy_course

    editor.post(f"/admin/pages/{lesson.pk}/move/{there.pk}/confirm/", {})

    keys = Job.objects.filter(kind="journey.complete_course").values_list("key")
    assert (str(lessons.course.translation_key),) in keys
    assert lessons.easy_course.get_children().count() == 2


def test_lessons_moved_in_bulk_ask_the_same(editor, world):
    lessons = world.lessons
    there = f"/admin/bulk/wagtailcore/page/move/?id={lessons.second.pk}"

    editor.post(there, {"chooser": lessons.easy_course.pk})

    keys = Job.objects.filter(kind="journey.complete_course").values_list("key")
    assert (str(lessons.course.translation_key),) in keys


def only_programme():
    return Programme.objects.get(slug="buoc-dau")


def test_a_programme_of_core_skills_for_some(editor):
    for_women = {"audience_vi": "Hội viên phụ nữ", "audience_en": "The women's union"}
    rule = {"of": "skills", "skills": ["1", "4", "5"], "at_least": "2"}
    meant = {"age_from": "18", "age_until": "60", "sex": "female"}

    editor.post("/admin/programmes/new/", posted([], **rule, **for_women, **meant))

    made = only_programme()
    assert made.audience_in("en") == "The women's union"
    assert made.newest.rule == Rule(
        "skills", ("1", "4", "5"), 2, Meant(18, 60, "female")
    )


def test_words_change_without_a_version_and_a_rule_makes_one(editor):
    editor.post("/admin/programmes/new/", posted(course_keys()))
    there = f"/admin/programmes/edit/{only_programme().pk}/"

    editor.post(there, posted(course_keys(), title_en="First of all"))
    assert only_programme().versions.count() == 1
    editor.post(there, posted(course_keys()[:1], from_on="2099-01-01"))

    assert only_programme().versions.count() == 2
    assert only_programme().newest.from_on.year == 2099
    page = editor.get(there).content.decode()
    assert "01/01/2099" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"of": "skills"},
        {"of": "skills", "skills": ["0"]},
        {"of": "skills", "skills": ["6"]},
        {"of": "people"},
        {"at_least": "0"},
        {"at_least": "7"},
        {"at_least": "many"},
        {"from_on": "2020-01-01"},
        {"age_from": "60"},  # and nobody says for whom
        {"age_from": "60", "age_until": "50", "audience_vi": "x", "audience_en": "x"},
        {"age_from": "-1", "audience_vi": "x", "audience_en": "x"},
        {"sex": "x", "audience_vi": "x", "audience_en": "x"},
    ],
)
def test_a_rule_that_cannot_be_is_refused(editor, wrong):
    answer = editor.post("/admin/programmes/new/", posted(course_keys(), **wrong))

    assert answer.status_code == 200
    assert not Programme.objects.filter(slug="buoc-dau").exists()
    assert not Job.objects.exists()


def ticked(page):
    """Return what stands ticked among the courses of a programme."""
    boxes = re.findall(r'<input[^>]*name="courses"[^>]*>', page)
    return [re.search(r'value="([^"]+)"', box)[1] for box in boxes if "checked" in box]


@pytest.mark.parametrize("how", ["offline", "gone"])
def test_correcting_a_title_keeps_a_course_that_nobody_sees_just_now(
    editor, lessons, how
):
    editor.post("/admin/programmes/new/", posted(course_keys()))
    there = f"/admin/programmes/edit/{only_programme().pk}/"
    rule = only_programme().newest.rule
    key = lessons.easy_course.translation_key
    for course in CoursePage.objects.filter(translation_key=key):
        course.unpublish() if how == "offline" else course.delete()

    page = editor.get(there).content.decode()
    answer = editor.post(there, posted(ticked(page), title_en="First of all"))

    assert {"offline": "Làm quen (đang gỡ xuống)", "gone": "không còn nữa"}[how] in page
    assert answer.status_code == 302
    assert only_programme().title_en == "First of all"
    assert only_programme().newest.rule == rule
    assert only_programme().versions.count() == 1


def test_a_course_offline_is_let_go_and_not_offered_again(editor, lessons):
    lessons.easy_course.unpublish()
    key = str(lessons.easy_course.translation_key)
    rest = [each for each in course_keys() if each != key]
    editor.post("/admin/programmes/new/", posted(rest))
    there = f"/admin/programmes/edit/{only_programme().pk}/"

    assert key not in editor.get(there).content.decode()
    assert editor.post(there, posted(course_keys())).status_code == 200
    assert only_programme().newest.rule.keys == tuple(sorted(rest))


def test_after_a_mistake_the_ticks_stay_as_they_were_sent(editor):
    editor.post("/admin/programmes/new/", posted(course_keys()))
    there = f"/admin/programmes/edit/{only_programme().pk}/"

    page = editor.post(there, posted(course_keys()[:1], at_least="7")).content.decode()

    assert ticked(page) == course_keys()[:1]
