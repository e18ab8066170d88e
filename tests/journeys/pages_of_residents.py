"""The pages of residents, and those that everybody sees."""

from uuid import uuid4

from django.utils import timezone

from courses.models import CoursePage, HomePage
from lms.certificates.models import Certificate
from lms.certificates.numbers import new_number
from lms.communes.models import Unit
from lms.demo.answers import wrong_answers
from tests.journeys import world
from tests.journeys.pages import page_type, plain, send

VAN_SON = "05152"


# Everybody


@page_type("home")
def home(guide):
    return HomePage.objects.get(locale__language_code=guide.language).url


@page_type("course")
def course(guide):
    first = CoursePage.objects.get(code="C", locale__language_code="vi")
    return first.in_language(guide.language).url


@page_type("lesson")
def lesson(guide):
    return guide.lesson("C1").url


@page_type("lesson without questions")
def easy_lesson(guide):
    return guide.lesson("A1").url


plain("lessons to find", "courses:find")
plain("lessons found", "courses:find", q="vneid")
plain("no lesson found", "courses:find", q="xyzzy")
plain("places to find", "communes:find")
plain("places found", "communes:find", q="tan lac")
plain("no place found", "communes:find", q="xyzzy")
plain("places, one letter", "communes:find", q="a")
plain("help", "accounts:help")
plain("privacy", "learners:privacy")
plain("check", "certificates:check")
plain("check, nothing typed", "certificates:check", then=send, status=422)
plain("check, wrong number", "certificates:check_number", "HS-0000", status=404)


@page_type("check, genuine")
def check_genuine(guide):
    language = guide.language
    certificate = Certificate.objects.filter(language=language).earliest("issued_at")
    return guide.to("certificates:check_number", certificate.number)


@page_type("check, unknown", status=404)
def check_unknown(guide):
    return guide.to("certificates:check_number", new_number())


# Getting a card, signing in

plain("sign in", "accounts:sign_in")
plain("sign in, errors", "accounts:sign_in", then=send, status=422)
plain("staff sign in", "accounts:staff_sign_in")
plain("staff sign in, errors", "accounts:staff_sign_in", then=send, status=422)
plain("register 1", "learners:register")
plain("register 1, found", "learners:register", q="van son")
plain("register 1, none", "learners:register", q="xyzzy")
plain("register 2", "learners:register_in", VAN_SON)
plain("register 2, errors", "learners:register_in", VAN_SON, then=send, status=422)


@page_type("register 3")
def register_3(guide):
    guide.post("learners:register_in", VAN_SON, **new_resident("Hà Văn Ví"))
    return guide.to("learners:card")


def new_resident(name):
    """Return what a browser sends of somebody new."""
    hamlet = Unit.objects.hamlets().get(name="Mẫu", parent__code=VAN_SON)
    return {
        "record": uuid4(),
        "full_name": name,
        "birth_year": 1950,
        "hamlet": hamlet.pk,
        "language": "vi",
        "agreed": "on",
    }


def sign_in_wrongly(page):
    page.locator("#id_code").fill(world.USER_NAMES["newcomer"])
    page.locator("#id_pin").fill("246802")
    send(page)


plain("sign in, wrong PIN", "accounts:sign_in", then=sign_in_wrongly, status=422)


@page_type("locked", then=sign_in_wrongly, status=429)
def locked(guide):
    wrong = {"code": world.USER_NAMES["newcomer"], "pin": "246802"}
    for _time in range(5):
        guide.client.post(guide.to("accounts:sign_in"), wrong)
    return guide.to("accounts:sign_in")


@page_type("signed out", who="newcomer")
def signed_out(guide):
    guide.post("accounts:sign_out")
    return guide.to("accounts:sign_in")


# A resident's own

plain("me, new", "journey:me", who="newcomer")
plain("me, under way", "journey:me", who="learner")
plain("me, all done", "journey:me", who="all_done")
plain("me, long name", "journey:me", who="long")
plain("me, odd name", "journey:me", who="odd")


@page_type("course under way", who="learner")
def course_under_way(guide):
    return course(guide)


@page_type("lesson done before", who="all_done")
def lesson_done(guide):
    return lesson(guide)


@page_type("my lesson", who="newcomer")
def lesson_mine(guide):
    return guide.to("journey:lesson_mine", guide.lesson("C1").translation_key)


@page_type("my lesson, done", who="all_done")
def lesson_mine_done(guide):
    return lesson_mine(guide)


@page_type("my lesson without questions", who="newcomer")
def easy_mine(guide):
    return guide.to("journey:lesson_mine", guide.lesson("A1").translation_key)


@page_type("paper", who="newcomer")
def paper(guide):
    attempt = world.open_attempt(guide.learner, guide.lesson("C1"))
    return guide.to("journey:attempt", attempt.pk)


@page_type("paper, errors", who="newcomer", then=send, status=422)
def paper_with_errors(guide):
    return paper(guide)


@page_type("result, failed", who="newcomer")
def failed(guide):
    attempt = world.open_attempt(guide.learner, guide.lesson("C1"))
    world.answer(attempt, wrong_answers)
    return guide.to("journey:result", attempt.pk)


@page_type("result, passed", who="newcomer")
def passed(guide):
    attempt = world.answer(world.open_attempt(guide.learner, guide.lesson("C1")))
    return guide.to("journey:result", attempt.pk)


@page_type("result with certificate", who="newcomer")
def certified(guide):
    world.answer(world.open_attempt(guide.learner, guide.lesson("C1")))
    attempt = world.answer(world.open_attempt(guide.learner, guide.lesson("C3")))
    return guide.to("journey:result", attempt.pk)


@page_type("certificate", who="learner")
def certificate(guide):
    return guide.to("certificates:mine", guide.learner.certificates.get().pk)


@page_type("certificate, long name", who="long")
def certificate_of_long(guide):
    return certificate(guide)


@page_type("certificate, odd name", who="odd")
def certificate_of_odd(guide):
    return certificate(guide)


@page_type("certificate being drawn", who="newcomer")
def certificate_being_drawn(guide):
    world.pass_course(guide.learner, "F", at=timezone.now())
    return certificate(guide)


@page_type("certificate of the programme", who="all_done")
def certificate_of_programme(guide):
    papers = guide.learner.certificates.filter(course_completion=None)
    return guide.to("certificates:mine", papers.get().pk)
