"""Loads the text files into Wagtail; can be run again and again.

Each lesson is one transaction. A lesson whose files have a fault is left out and
named; the others are loaded.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Locale, Page, Site

from courses.curriculum.checking import check_curriculum
from courses.curriculum.pictures import picture_hash, put_pictures
from courses.curriculum.reading import read_curriculum
from courses.curriculum.text import (
    LANGUAGES,
    CourseFolder,
    Curriculum,
    Fault,
    LessonFolder,
)
from courses.curriculum.values import (
    course_fields,
    digest,
    home_fields,
    key_of,
    lesson_fields,
    quiz_fields,
)
from courses.curriculum.writing import (
    Loading,
    Report,
    find_or_new,
    why_gone,
    write_page,
    write_quiz,
)
from courses.learning_pages import CodedPage
from courses.models import CoursePage, HomePage, LessonPage, LoadedPage
from quizzes.models import Quiz

SITE_NAME = "Học Số"

Homes = Mapping[str, HomePage]
Courses = Mapping[str, CoursePage]


def check_folder(folder: Path) -> list[Fault]:
    """Return what is wrong in the files; nothing is written."""
    return _read(folder).all_faults


def deleted_pages() -> list[str]:
    """Return a sentence for each page that came from a file and was deleted since."""
    return [why_gone(str(each), each.code) for each in LoadedPage.objects.gone()]


def load_curriculum(
    folder: Path,
    *,
    at: datetime,
    force_codes: Collection[str] = (),
    restore_codes: Collection[str] = (),
) -> Report:
    """Bring pages, quizzes and drawings up to what the files say; return what was done.

    What a trainer has changed since it was loaded stays as it is and is named, unless
    its code stands in ``force_codes``; what was deleted stays away, unless its code or
    its course's stands in ``restore_codes``. ``at`` is when new pages were first
    published.
    """
    curriculum = _read(folder)
    loading = Loading(at, frozenset(force_codes), _gone(restore_codes))
    loading.report.faults = curriculum.all_faults
    locales = {code: _locale(code) for code in LANGUAGES}
    homes = _put_homes(loading, curriculum, locales)
    for course in curriculum.courses if homes else []:
        pages = _put_course(loading, course, homes, locales)
        for lesson in course.lessons if pages else []:
            if not lesson.faults:
                _put_lesson(loading, lesson, pages, locales)
    _remember(curriculum)
    return loading.report


def _gone(restore_codes: Collection[str]) -> frozenset[str]:
    """Return the names of the pages that are to stay away."""
    wanted = set(restore_codes)
    gone = LoadedPage.objects.gone()
    return frozenset(str(e) for e in gone if not wanted & {e.code, e.code[:1]})


def _remember(curriculum: Curriculum) -> None:
    """Note which of the curriculum's pages are here, in case one is deleted."""
    courses = {key_of("course", each.code) for each in curriculum.courses}
    folders = (lesson for each in curriculum.courses for lesson in each.lessons)
    lessons = {key_of("lesson", each.code) for each in folders}
    for model, keys in ((CoursePage, courses), (LessonPage, lessons)):
        here = model.objects.filter(translation_key__in=keys)
        told = here.values_list("translation_key", "locale__language_code", "code")
        LoadedPage.objects.bulk_create(
            [LoadedPage(key=k, language=lang, code=code) for k, lang, code in told],
            ignore_conflicts=True,
        )


def _read(folder: Path) -> Curriculum:
    curriculum = read_curriculum(folder)
    check_curriculum(curriculum)
    return curriculum


def _locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


@transaction.atomic
def _put_homes(
    loading: Loading, curriculum: Curriculum, locales: Mapping[str, Locale]
) -> Homes:
    """Return the home page in each language, made where there is none.

    A home page that exists is the trainers' own and stays as it is. Where there is
    none and its file has a fault, nothing is returned.
    """
    root = Page.get_first_root_node()
    homes: dict[str, HomePage] = {}
    for language, locale in locales.items():
        home = HomePage.objects.filter(locale=locale, depth=2).first()
        if home is None and curriculum.faults:
            return {}
        if home is None:
            home = find_or_new(HomePage, key_of("home"), locale, loading.at)
            home.slug = "home" if language == LANGUAGES[0] else f"home-{language}"
            _take_welcome_page_away(home.slug)
            write_page(home, home_fields(curriculum.homes[language]), root, [])
            loading.report.made.append(home.title)
        homes[language] = home
    _show_at_the_front(homes[LANGUAGES[0]])
    return homes


def _take_welcome_page_away(slug: str) -> None:
    """Delete the page that a new Wagtail shows: a bare page without a kind."""
    for page in Page.objects.filter(depth=2, slug=slug, numchild=0):
        if page.specific_class is Page:
            page.delete()


def _show_at_the_front(home: HomePage) -> None:
    """Make the home page the site's front, unless another of ours is there."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(hostname="localhost", port=80, is_default_site=True)
    elif site.root_page.specific_class is HomePage:
        return
    site.root_page, site.site_name = home, SITE_NAME
    site.save()


def _put_course(
    loading: Loading,
    folder: CourseFolder,
    homes: Homes,
    locales: Mapping[str, Locale],
) -> Courses:
    """Return the course in each language; none that could not be made or is gone."""
    if not folder.faults:
        try:
            with transaction.atomic():
                _write_course(loading, folder, homes, locales)
        except ValidationError as problem:
            _note(loading, folder, problem)
    key = key_of("course", folder.code)
    found = CoursePage.objects.filter(translation_key=key).select_related("locale")
    return {page.locale.language_code: page for page in found}


def _write_course(
    loading: Loading,
    folder: CourseFolder,
    homes: Homes,
    locales: Mapping[str, Locale],
) -> None:
    for language, text in folder.courses.items():
        names = [text.picture] if text.picture else []
        hashes = {name: picture_hash(folder.path / name) for name in names}
        wanted = digest(course_fields(text, folder.code, hashes))
        key = key_of("course", folder.code)
        page = find_or_new(CoursePage, key, locales[language], loading.at)
        name = f"{folder.code} ({language})"
        if loading.to_be_written(page, wanted, folder.code, name):
            described = {text.picture: text.picture_alt}
            rows = put_pictures(folder.path, names, folder.code, described)
            fields = _with_picture(course_fields(text, folder.code, rows))
            fields["loaded_digest"] = wanted
            home = homes[language]
            write_page(page, fields, home, _after(CoursePage, home, folder.code))


def _put_lesson(
    loading: Loading,
    folder: LessonFolder,
    courses: Courses,
    locales: Mapping[str, Locale],
) -> None:
    """Write quiz and lesson in each language of the course, all or nothing."""
    done = loading.report.made[:], loading.report.changed[:]
    try:
        with transaction.atomic():
            for language, course in courses.items():
                quiz = _write_quiz(loading, folder, language, locales[language])
                _write_lesson(loading, folder, course, locales[language], quiz)
    except ValidationError as problem:
        loading.report.made, loading.report.changed = done
        _note(loading, folder, problem)


def _write_quiz(
    loading: Loading, folder: LessonFolder, language: str, locale: Locale
) -> Quiz:
    fields = quiz_fields(folder.quizzes[language], folder.code)
    wanted = digest(fields)
    quiz = find_or_new(Quiz, key_of("quiz", folder.code), locale, loading.at)
    name = f"{folder.code} quiz ({language})"
    if loading.to_be_written(quiz, wanted, folder.code, name):
        quiz.loaded_digest = wanted
        write_quiz(quiz, fields)
    return quiz


def _write_lesson(
    loading: Loading,
    folder: LessonFolder,
    course: CoursePage,
    locale: Locale,
    quiz: Quiz,
) -> None:
    text, code = folder.lessons[locale.language_code], folder.code
    described = _descriptions(text)
    hashes = {name: picture_hash(folder.path / name) for name in described}
    wanted = digest(lesson_fields(text, code, hashes))
    page = find_or_new(LessonPage, key_of("lesson", code), locale, loading.at)
    name = f"{code} ({locale.language_code})"
    if not loading.to_be_written(page, wanted, code, name):
        return
    rows = put_pictures(folder.path, described, code, described)
    fields = _with_picture(lesson_fields(text, code, rows))
    fields |= {"loaded_digest": wanted, "quiz": quiz}
    write_page(page, fields, course, _after(LessonPage, course, code))


def _descriptions(text: Any) -> dict[str, str]:
    """Return the lesson's drawings by file name, each with what it shows."""
    described = {text.picture: text.picture_alt}
    for block in text.blocks:
        steps = block.value.get("steps", [])
        described |= {s["picture"]: s["alt"] for s in steps if s["picture"]}
        if image := block.value.get("image"):
            described[image] = block.value["alt"]
    return described


def _with_picture(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with the picture named by its row's key."""
    others = {name: value for name, value in fields.items() if name != "picture"}
    return {**others, "picture_id": fields["picture"]}


def _after(model: type[CodedPage], parent: Page, code: str) -> list[CodedPage]:
    """Return the pages below ``parent`` that come after the code in the curriculum."""
    pages = model.objects.child_of(parent).order_by("path")
    return [page for page in pages if _place(page.code) > _place(code)]


def _place(code: str) -> tuple[str, int]:
    return code[:1], int(code[1:] or 0)


def _note(
    loading: Loading, folder: CourseFolder | LessonFolder, problem: ValidationError
) -> None:
    """Report what Wagtail itself refuses, under the folder's name."""
    for sentence in problem.messages:
        loading.report.faults.append(Fault(folder.code, 1, sentence))
