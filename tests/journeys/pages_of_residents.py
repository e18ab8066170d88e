"""The pages of residents, from the card to the certificate."""

from uuid import uuid4

from django.utils import timezone

from lms.communes.models import Unit
from lms.demo.answers import wrong_answers
from tests.journeys import world
from tests.journeys.pages import page_type, plain, send, typing
from tests.journeys.pages_of_everybody import course, lesson, no_courses

VAN_SON = "05152"

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


def fill_in_once_more(page):
    """Register Hà Văn Ví, whose card was made on this phone."""
    page.locator("[name=full_name]").fill("Hà Văn Ví")
    page.locator("[name=birth_year]").fill("1950")
    page.locator("[name=hamlet]").select_option(label="Xóm Mẫu")
    page.locator("[name=agreed]").check()
    send(page)


@page_type("register 2, known", then=fill_in_once_more, status=409)
def register_2_known(guide):
    guide.post("learners:register_in", VAN_SON, **new_resident("Hà Văn Ví"))
    return guide.to("learners:register_in", VAN_SON)


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


WRONG_PIN = {"code": world.USER_NAMES["newcomer"], "pin": "246802"}
plain("sign in, wrong PIN", "accounts:sign_in", then=typing(WRONG_PIN), status=422)


@page_type("sign in, closed", then=typing(WRONG_PIN), status=429)
def closed(guide):
    return guide.lock("accounts:sign_in", WRONG_PIN)


@page_type("signed out", who="newcomer")
def signed_out(guide):
    guide.post("accounts:sign_out")
    return guide.to("accounts:sign_in")


# A resident's own

plain("PIN", "accounts:pin", who="newcomer")
plain("PIN, errors", "accounts:pin", who="newcomer", then=send, status=422)
plain("me, new", "journey:me", who="newcomer")
plain("me, under way", "journey:me", who="learner")
plain("me, all done", "journey:me", who="all_done")
plain("me, long name", "journey:me", who="long")
plain("me, odd name", "journey:me", who="odd")


plain("my data", "journey:my_data", who="learner")
plain("my data, long name", "journey:my_data", who="long")
for name in ("correct_data", "withdraw"):
    plain(name, f"journey:{name}", who="learner")
plain(
    "correct_data, errors",
    "journey:correct_data",
    who="learner",
    then=typing({"full_name": ""}),
    status=422,
)
plain("withdraw, errors", "journey:withdraw", who="learner", then=send, status=422)


@page_type("me, no lessons", who="newcomer")
def me_without_lessons(guide):
    no_courses(guide)
    return guide.to("journey:me")


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


def lose_signal(page):
    """Walk out of reach, and hand in."""
    page.context.set_offline(True)
    page.locator("main form .button").click()
    page.locator("[data-unsent]").wait_for()


@page_type("paper without signal", who="newcomer", then=lose_signal, by_scripts=True)
def paper_without_signal(guide):
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
    return guide.to(
        "certificates:mine", guide.learner.certificates.latest("issued_at").pk
    )


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
