"""Makers of a small world, through the same services that people use.

Two communes with a few hamlets, somebody in every role, and two courses in both
languages. All of them invented.
"""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Site

from courses.models import CoursePage, HomePage, LessonPage
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Kind, Unit
from lms.communes.services import add_hamlet, appoint
from lms.learners.services import Card, NewResident, register
from lms.progress.models import Programme
from lms.progress.services import all_of, save_programme
from quizzes.models import Question, Quiz

# Long enough ago for every clock, and after the mergers of 1 July 2025.
NOON = datetime(2025, 11, 22, 5, tzinfo=UTC)
PASSWORD = "mat khau thu"

QUESTIONS = {
    "vi": [
        ("Có người gọi hỏi mã OTP. Bác làm gì?", "Tôi tắt máy", "Tôi đọc cho họ"),
        ("Công an có gửi đường dẫn để cài VNeID không?", "Không", "Có"),
    ],
    "en": [
        ("Somebody asks for your code. What do you do?", "I hang up", "I read it out"),
        ("Do the police send links to install VNeID?", "No", "Yes"),
    ],
}


@dataclass
class Places:
    province: Unit
    commune: Unit
    other_commune: Unit
    hamlet: Unit
    next_hamlet: Unit  # of the same commune
    far_hamlet: Unit  # of the other commune


@dataclass
class Lessons:
    """Course F has two lessons with questions; course A one lesson without."""

    home: HomePage
    course: CoursePage
    first: LessonPage
    second: LessonPage
    easy_course: CoursePage
    easy: LessonPage
    programme: Programme

    def in_english(self, name: str) -> Page:
        return getattr(self, name).in_language("en")


@dataclass
class World:
    """Residents by their cards, staff by their sign-ins."""

    places: Places
    lessons: Lessons
    owner: Card
    same_hamlet: Card
    other_commune: Card
    staff: dict[str, User]


def make_world() -> World:
    places = make_places()
    return World(
        places=places,
        lessons=make_lessons(),
        owner=make_resident(places.hamlet),
        same_hamlet=make_resident(places.hamlet, "Bùi Văn Gần", 1970),
        other_commune=make_resident(places.far_hamlet, "Đinh Văn Thử", 1958),
        staff=make_staff(places),
    )


def make_places() -> Places:
    since = date(2025, 7, 1)
    province = Unit.objects.create(
        kind=Kind.PROVINCE, code="25", name="Phú Thọ", valid_from=since
    )
    communes = [
        Unit.objects.create(
            kind=Kind.COMMUNE, code=code, name=name, parent=province, valid_from=since
        )
        for code, name in [("05152", "Vân Sơn"), ("05128", "Tân Lạc")]
    ]
    hamlets = [
        add_hamlet(commune, name, at=NOON)
        for commune, name in zip(
            [communes[0], communes[0], communes[1]],
            ["Xóm Mẫu", "Xóm Thử", "Xóm Xa"],
            strict=True,
        )
    ]
    return Places(province, *communes, *hamlets)


def make_resident(
    hamlet: Unit, name: str = "Bùi Thị Mẫu", born: int = 1966, **options: str
) -> Card:
    return register(NewResident(name, born, hamlet, **options), at=NOON)


def make_user(name: str, full_name: str = "Nguyễn Văn Thử") -> User:
    return get_user_model().objects.create_user(
        name, password=PASSWORD, full_name=full_name
    )


def make_staff(places: Places) -> dict[str, User]:
    """Return one person for each role by its name, and two in the wrong place."""
    seats = {
        "helper": (Role.HELPER, places.hamlet),
        "wrong_helper": (Role.HELPER, places.other_commune),
        "trainer": (Role.TRAINER, places.commune),
        "officer": (Role.COMMUNE_OFFICER, places.commune),
        "wrong_officer": (Role.COMMUNE_OFFICER, places.other_commune),
        "provincial": (Role.PROVINCIAL_OFFICER, places.province),
        "viewer": (Role.VIEWER, places.commune),
        "protector": (Role.DATA_PROTECTION, places.commune),
        "operator": (Role.OPERATOR, places.province),
    }
    staff = {name: make_user(name, f"Lò Thị {name}") for name in seats}
    for name, (role, unit) in seats.items():
        appoint(staff[name], unit, role, at=NOON)
    superuser = get_user_model().objects.create_superuser("superuser")
    return {**staff, "superuser": superuser}


def make_lessons() -> Lessons:
    root = Page.get_first_root_node()
    home = _put(root, HomePage, "Học Số", "vi")
    same = {"translation_key": home.translation_key}
    homes = {"vi": home, "en": _put(root, HomePage, "Học Số", "en", **same)}
    course = make_course(homes, "F", "An toàn", "Safety")
    easy_course = make_course(homes, "A", "Làm quen", "First steps")
    first = make_lesson(course, "F1", "Cuộc gọi lạ", "A strange call", asks=True)
    second = make_lesson(course, "F2", "Tin nhắn lạ", "A strange message", asks=True)
    easy = make_lesson(easy_course, "A1", "Bật máy", "Switch it on", asks=False)
    programme = save_programme(
        "binh-dan-hoc-vu-so",
        title_vi="Bình dân học vụ số",
        title_en="Digital Literacy for All",
        rule=all_of([course, easy_course]),
        at=NOON,
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": homes["vi"], "hostname": "testserver"},
    )
    return Lessons(homes["vi"], course, first, second, easy_course, easy, programme)


def make_course(
    homes: dict[str, HomePage], code: str, vietnamese: str, english: str
) -> CoursePage:
    """Return the Vietnamese page of a course; there is an English one beside it."""
    course = _put(homes["vi"], CoursePage, vietnamese, "vi", code=code)
    same = {"code": code, "translation_key": course.translation_key}
    _put(homes["en"], CoursePage, english, "en", **same)
    return course


def make_lesson(
    course: CoursePage, code: str, vietnamese: str, english: str, *, asks: bool
) -> LessonPage:
    """Return the Vietnamese page of a lesson; there is an English one beside it."""
    titles = {"vi": vietnamese, "en": english}
    quizzes = make_quizzes(titles) if asks else {}
    pages: dict[str, LessonPage] = {}
    for language, title in titles.items():
        same = {"translation_key": pages["vi"].translation_key} if pages else {}
        about = {
            "code": code,
            "outcome": "Nhận ra kẻ lừa.",
            "quiz": quizzes.get(language),
        }
        parent = course.in_language(language)
        pages[language] = _put(parent, LessonPage, title, language, **about, **same)
    return pages["vi"]


def make_quizzes(titles: dict[str, str]) -> dict[str, Quiz]:
    """Return a published quiz in each language, with the same keys in both."""
    quizzes: dict[str, Quiz] = {}
    for language, title in titles.items():
        same = {"translation_key": quizzes["vi"].translation_key} if quizzes else {}
        quiz = Quiz(title=title, locale=locale(language), live=False, **same)
        quiz.questions = [
            Question(key=UUID(int=number), sort_order=number, content=_asked(*words))
            for number, words in enumerate(QUESTIONS[language], start=1)
        ]
        quiz.save()
        quiz.save_revision().publish()
        quizzes[language] = Quiz.objects.get(pk=quiz.pk)
    return quizzes


def locale(language: str) -> Locale:
    return Locale.objects.get_or_create(language_code=language)[0]


def right_answers() -> dict[str, str]:
    return {str(UUID(int=number)): "a" for number in (1, 2)}


def wrong_answers() -> dict[str, str]:
    return {str(UUID(int=number)): "b" for number in (1, 2)}


def as_posted(answers: dict[str, str], helped_by: str = "alone") -> dict[str, str]:
    """Return what a browser sends for these answers."""
    typed = {f"q-{key}": choice for key, choice in answers.items()}
    return {**typed, "helped_by": helped_by}


def _asked(text: str, right: str, wrong: str) -> str:
    choices = [("a", right, True), ("b", wrong, False)]
    lines = [
        {"type": "item", "id": name, "value": {"text": words, "right": is_right}}
        for name, words, is_right in choices
    ]
    for line in lines:
        line["value"]["feedback"] = "Mã OTP là của riêng bác."
    return json.dumps([{"type": "single", "value": {"text": text, "choices": lines}}])


def _put(
    parent: Page, model: type, title: str, language: str, **fields: object
) -> Page:
    if model is HomePage:
        fields |= {"lead": "Học trên điện thoại.", "slug": f"home-{language}"}
    parent.refresh_from_db()
    return parent.add_child(
        instance=model(title=title, locale=locale(language), **fields)
    )
