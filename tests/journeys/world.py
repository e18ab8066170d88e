"""The living province of the demo, and a few people whom it does not know.

All that the journeys need is made once a process; each test begins with a copy.
"""

from datetime import datetime
from io import StringIO

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from courses.models import CoursePage, HomePage, LessonPage
from lms.accounts.models import User
from lms.communes.models import Unit
from lms.dashboards.services import rebuild
from lms.demo.answers import right_answers
from lms.demo.cast import ALL, Story, residents
from lms.demo.making import make_province
from lms.jobs.models import Job
from lms.jobs.services import run
from lms.journey.services import hand_in, start_quiz
from lms.learners.models import Learner
from lms.learners.services import NewResident, register
from lms.lib.facts import HowWitnessed
from quizzes.models import Attempt
from tests.factories import make_user

USER_NAMES = {
    "newcomer": "11111110",
    "learner": "22222227",
    "helper": "nguoi.giup",
    "leader": "to.truong",
    "trainer": "giang.vien",
    "officer": "can.bo.xa",
    "provincial": "can.bo.tinh",
    "viewer": "xem.so",
    "protector": "bao.ve",
    "operator": "van.hanh",
    "nobody": "chua.co.viec",
}
# Fits the field, passes its checks, and breaks every box that is not ready for it.
LONG_NAME = "Bùi Thị " + "Mường" * 14
# Nobody can type this into a form of ours; a list from elsewhere may bring it.
ODD_NAME = '<b onclick="x">Đinh</b> & \u202eنفر\u202c </p></div>"\' Thử'
NAMES = {"long": LONG_NAME, "odd": ODD_NAME}
EASY = {"vi": "Làm quen với điện thoại", "en": "Getting to know your phone"}
EASY_LESSON = {"vi": "Bật máy, tắt máy", "en": "Switch it on and off"}


def make_world() -> None:
    """Load places and lessons as `make run` does, then people and what they did."""
    now = timezone.now()
    for command in ("load_units", "load_curriculum"):
        call_command(command, verbosity=0, stdout=StringIO())
    make_easy_course()
    make_province(at=now)
    make_user("chua.co.viec", "Bùi Văn Mẫu")
    hamlet = Unit.objects.hamlets().get(name="Mẫu", parent__code="05152")
    for name in NAMES.values():
        learner = register(NewResident(name, 1950, hamlet), at=now).learner
        pass_course(learner, "F", at=now)
        do_jobs(learner)
    do_jobs(user("learner").learner)
    rebuild(at=now)


def make_easy_course() -> None:
    """Add a course with one lesson that asks nothing; the starter lessons all ask."""
    course: dict[str, object] = {}
    lesson: dict[str, object] = {}
    for language in ("vi", "en"):
        place = {"locale": Locale.objects.get(language_code=language)}
        home = HomePage.objects.get(**place)
        page = CoursePage(title=EASY[language], code="A", **place, **course)
        home.add_child(instance=page)
        course = {"translation_key": page.translation_key}
        about = {
            "outcome": "…",
            "body": [("text", {"heading": "", "text": "<p>…</p>"})],
        }
        child = LessonPage(
            title=EASY_LESSON[language], code="A1", **about, **place, **lesson
        )
        page.add_child(instance=child)
        lesson = {"translation_key": child.translation_key}


def user(who: str) -> User:
    """Return somebody by what they are here: ``helper``, ``long``, ``all_done`` …"""
    if who in NAMES:
        return Learner.objects.get(full_name=NAMES[who]).user
    if who == "all_done":
        return _with_story(Story(ALL)).user
    return User.objects.get(username=USER_NAMES[who])


def _with_story(story: Story) -> Learner:
    people = residents(timezone.localdate().year)
    return Learner.objects.get(pk=next(p.id for p in people if p.story == story))


def lesson(code: str, language: str = "vi") -> LessonPage:
    found = LessonPage.objects.live().get(code=code, locale__language_code="vi")
    return found.in_language(language)


def open_attempt(learner: Learner, page: LessonPage) -> Attempt:
    return start_quiz(learner, page, how=HowWitnessed(), at=timezone.now())


def answer(attempt: Attempt, answers=right_answers) -> Attempt:
    """Hand the attempt in, all right unless other answers are asked for."""
    given = answers(attempt.edition)
    return hand_in(attempt.pk, given, how=HowWitnessed(), at=timezone.now())


def pass_course(learner: Learner, code: str, *, at: datetime) -> None:
    course = CoursePage.objects.get(code=code, locale__language_code=learner.language)
    for page in course.lessons():
        attempt = start_quiz(learner, page, how=HowWitnessed(), at=at)
        answer(attempt)


def do_jobs(learner: Learner) -> None:
    """Draw somebody's certificates, as a worker would a moment later."""
    keys = [str(each.pk) for each in learner.certificates.all()]
    for job in Job.objects.unfinished().filter(key__in=keys):
        run(job.pk, clock=timezone.now)
