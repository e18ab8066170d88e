import pytest
from wagtail.models import Page, Site

from courses.curriculum.loading import (
    check_folder,
    deleted_pages,
    load_curriculum,
)
from courses.curriculum.values import key_of
from courses.management.commands.load_curriculum import STARTER_LESSONS
from courses.models import CoursePage, HomePage, LessonPage
from lms.library.models import LibraryImage
from quizzes.models import Edition, Quiz
from tests.courses.builders import add_lesson, change


@pytest.fixture
def loaded(loaded_anew):
    return loaded_anew


def test_a_new_site_gets_home_course_lesson_and_quiz_in_both_languages(loaded):
    for model in (HomePage, CoursePage, LessonPage, Quiz):
        rows = model.objects.filter(live=True).select_related("locale")

        assert sorted(row.locale.language_code for row in rows) == ["en", "vi"]
        assert len({row.translation_key for row in rows}) == 1


def test_the_vietnamese_home_page_stands_at_the_front(loaded):
    site = Site.objects.get()

    assert site.root_page.specific == HomePage.objects.get(locale__language_code="vi")
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_keys_are_the_same_on_every_server(lesson):
    assert lesson.translation_key == key_of("lesson", "C1")
    assert str(key_of("lesson", "C1")) == "f97abd15-1903-5288-94dd-6dd79b3ab9b0"


def test_each_language_has_its_own_quiz_with_the_same_question_keys(
    lesson, lesson_in_english
):
    quizzes = [lesson.quiz, lesson_in_english.quiz]
    keys = [[str(q.key) for q in quiz.questions.all()] for quiz in quizzes]

    assert quizzes[0].translation_key == quizzes[1].translation_key
    assert quizzes[0] != quizzes[1]
    assert keys[0] == keys[1]


def test_choices_have_the_same_ids_in_both_languages(lesson, lesson_in_english):
    ids = [
        [choice["id"] for choice in question["choices"]]
        for page in (lesson, lesson_in_english)
        for question in page.quiz.edition.content["questions"]
    ]

    assert ids[:4] == ids[4:]


def test_loading_publishes_through_a_revision_so_that_an_edition_is_frozen(lesson):
    assert lesson.latest_revision is not None
    assert lesson.live_revision == lesson.latest_revision
    assert lesson.quiz.edition.number == 1


def test_a_second_run_has_nothing_to_do(loaded, noon, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        report = load_curriculum(loaded, at=noon)

    assert report.nothing_done
    assert report.unchanged == 6
    assert LibraryImage.objects.count() == 3


def test_what_changed_in_a_file_is_brought_up_to_date(loaded, noon, lesson):
    change(loaded / "C/C1/lesson.vi.md", "Mở trình duyệt.", "Mở ứng dụng.")

    report = load_curriculum(loaded, at=noon)

    lesson.refresh_from_db()
    assert report.changed == ["C1 (vi)"]
    assert "Mở ứng dụng." in str(lesson.body)
    assert not lesson.has_unpublished_changes


def test_a_changed_quiz_gets_a_new_edition_and_keeps_its_rows(loaded, noon, lesson):
    rows = set(lesson.quiz.questions.values_list("pk", "key"))
    change(loaded / "C/C1/quiz.vi.md", "Bấm vội", "Bấm ngay")

    load_curriculum(loaded, at=noon)

    assert set(lesson.quiz.questions.values_list("pk", "key")) == rows
    assert Edition.objects.filter(quiz=lesson.quiz).count() == 2


def test_a_changed_drawing_is_loaded(loaded, noon, lesson):
    (loaded / "C/C1/top.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'
    )

    report = load_curriculum(loaded, at=noon)

    lesson.refresh_from_db()
    assert report.changed == ["C1 (vi)", "C1 (en)"]
    assert lesson.picture.width == 9


def test_what_a_trainer_published_is_not_overwritten(loaded, noon, lesson):
    lesson.outcome = "Bác biết thêm một điều."
    lesson.save_revision().publish()
    change(loaded / "C/C1/lesson.vi.md", "Bác lưu trang lại.", "Bác ghi ra giấy.")

    report = load_curriculum(loaded, at=noon)

    lesson.refresh_from_db()
    assert lesson.outcome == "Bác biết thêm một điều."
    assert "Bác lưu trang lại." in str(lesson.body)
    assert report.nothing_done
    assert len(report.kept) == 1
    assert "C1 (vi)" in report.kept[0]


def test_a_trainers_draft_is_not_overwritten_either(loaded, noon, lesson):
    lesson.outcome = "Bác biết thêm một điều."
    lesson.save_revision()
    change(loaded / "C/C1/lesson.vi.md", "Bác lưu trang lại.", "Bác ghi ra giấy.")

    report = load_curriculum(loaded, at=noon)

    assert report.nothing_done
    newest = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    assert newest.outcome == "Bác biết thêm một điều."


def test_what_a_trainer_took_offline_stays_offline(loaded, noon, lesson):
    lesson.unpublish()
    change(loaded / "C/C1/lesson.vi.md", "Bác lưu trang lại.", "Bác ghi ra giấy.")

    report = load_curriculum(loaded, at=noon)

    lesson.refresh_from_db()
    assert not lesson.live
    assert len(report.kept) == 1


def test_what_a_trainer_deleted_stays_away(loaded, noon, lesson):
    lesson.delete()
    change(loaded / "C/C1/lesson.en.md", "Save the page.", "Keep the page.")

    report = load_curriculum(loaded, at=noon)

    assert [page.locale.language_code for page in LessonPage.objects.all()] == ["en"]
    assert report.changed == ["C1 (en)"]
    assert len(report.kept) == 1
    assert "C1 (vi)" in report.kept[0]
    assert "--restore C1" in report.kept[0]


def test_a_deleted_course_stays_away_with_its_lessons(loaded, noon, course):
    course.delete()

    report = load_curriculum(loaded, at=noon, force_codes=["C", "C1"])

    assert not LessonPage.objects.filter(locale__language_code="vi").exists()
    assert [name for name in report.made if "(vi)" in name] == []


def test_what_was_deleted_can_be_brought_back(loaded, noon, lesson):
    quiz = lesson.quiz
    lesson.delete()
    load_curriculum(loaded, at=noon)

    report = load_curriculum(loaded, at=noon, restore_codes=["C1"])

    assert report.made == ["C1 (vi)"]
    back = LessonPage.objects.get(locale__language_code="vi")
    assert (back.translation_key, back.quiz) == (key_of("lesson", "C1"), quiz)
    assert load_curriculum(loaded, at=noon).nothing_done
    assert deleted_pages() == []


def test_a_course_is_brought_back_with_its_lessons(loaded, noon, course):
    course.delete()

    report = load_curriculum(loaded, at=noon, restore_codes=["C"])

    assert report.made == ["C (vi)", "C1 (vi)"]


def test_a_lesson_that_a_trainer_wrote_and_deleted_is_not_remembered(
    loaded, noon, lesson, course
):
    copy = lesson.copy(update_attrs={"slug": "ban-sao", "code": "C9"})
    load_curriculum(loaded, at=noon)

    copy.delete()

    assert deleted_pages() == []


def test_a_trainers_quiz_is_not_overwritten(loaded, noon, lesson):
    quiz = lesson.quiz
    quiz.title = "Câu hỏi mới"
    quiz.publish(quiz.save_revision())
    change(loaded / "C/C1/quiz.vi.md", "Bấm vội", "Bấm ngay")

    report = load_curriculum(loaded, at=noon)

    quiz.refresh_from_db()
    assert quiz.title == "Câu hỏi mới"
    assert len(report.kept) == 1


def test_a_code_can_be_forced(loaded, noon, lesson):
    lesson.outcome = "Bác biết thêm một điều."
    lesson.save_revision().publish()

    report = load_curriculum(loaded, at=noon, force_codes=["C1"])

    lesson.refresh_from_db()
    assert lesson.outcome == "Bác vào đúng cổng và tránh lừa đảo."
    assert report.changed == ["C1 (vi)"]


def test_saving_without_a_change_is_no_change(loaded, noon, lesson):
    lesson.save_revision()
    change(loaded / "C/C1/lesson.vi.md", "Bác lưu trang lại.", "Bác ghi ra giấy.")

    report = load_curriculum(loaded, at=noon)

    assert report.changed == ["C1 (vi)"]


def test_a_lesson_that_comes_later_takes_its_place_in_the_order(loaded, noon, course):
    for number, code in enumerate(("C10", "C2"), start=2):
        add_lesson(loaded, code, number=number)

    load_curriculum(loaded, at=noon)

    course.refresh_from_db()
    assert [page.code for page in course.lessons()] == ["C1", "C2", "C10"]


def test_a_broken_lesson_leaves_the_others_loaded(folder, db, noon):
    broken = add_lesson(folder, "C2", number=2)
    change(broken / "quiz.en.md", "- [x] Type it", "- [ ] Type it")

    report = load_curriculum(folder, at=noon)

    assert {page.code for page in LessonPage.objects.all()} == {"C1"}
    assert {fault.path for fault in report.faults} == {"C/C2/quiz.en.md"}


def test_a_lesson_that_wagtail_refuses_is_taken_back_whole(
    folder, db, noon, monkeypatch
):
    def refuse(page, *args, **kwargs):
        if page.locale.language_code == "en":
            page.reading_minutes = 99
        return original(page, *args, **kwargs)

    original = LessonPage.full_clean
    monkeypatch.setattr(LessonPage, "full_clean", refuse)

    report = load_curriculum(folder, at=noon)

    assert not LessonPage.objects.exists()
    assert not Quiz.objects.exists()
    assert report.faults
    assert "C1 (vi)" not in report.made


def test_a_broken_home_page_is_named_and_nothing_is_loaded(folder, db, noon):
    change(folder / "home.vi.md", "lead:", "leed:")

    report = load_curriculum(folder, at=noon)

    assert {fault.path for fault in report.faults} == {"home.vi.md"}
    assert not HomePage.objects.exists()


def test_an_address_is_made_of_plain_letters(lesson):
    assert lesson.slug == "duong-di-dung"


def test_the_starter_lessons_are_in_order(db):
    assert [str(fault) for fault in check_folder(STARTER_LESSONS)] == []
