"""The pages that everybody sees: lessons, places, help, and what a certificate says."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import override
from wagtail.images import get_image_model

from courses.blocks import LESSON_BLOCKS
from courses.models import CoursePage, HomePage
from lms.certificates import limiting
from lms.certificates.models import Certificate, WhyWithdrawn
from lms.certificates.numbers import new_number
from lms.certificates.services import withdraw
from lms.certificates.services.sheets import draw
from tests.journeys.pages import page_type, plain, send


@page_type("home")
def home(guide):
    return HomePage.objects.get(locale__language_code=guide.language).url


@page_type("home, no courses")
def no_courses(guide):
    CoursePage.objects.all().unpublish()
    return home(guide)


@page_type("course")
def course(guide):
    first = CoursePage.objects.get(code="C", locale__language_code="vi")
    return first.in_language(guide.language).url


@page_type("course, no lessons")
def empty_course(guide):
    home_page = HomePage.objects.get(locale__language_code=guide.language)
    course = CoursePage(title="Ứng dụng", code="Z", locale=home_page.locale)
    return home_page.add_child(instance=course).url


@page_type("lesson")
def lesson(guide):
    return guide.lesson("C1").url


@page_type("lesson without questions")
def easy_lesson(guide):
    return guide.lesson("A1").url


@page_type("lesson, every block, out of date")
def full_lesson(guide):
    page = guide.lesson("C1")
    yesterday = timezone.localdate() - timedelta(days=1)
    page.checked_on, page.review_by = yesterday - timedelta(days=1), yesterday
    with override(guide.language):
        values = {
            key: each().get_preview_value() for key, each in LESSON_BLOCKS.items()
        }
        values["picture"]["image"] = page.picture or get_image_model().objects.first()
        page.body = list(values.items())
        page.save_revision().publish()
    return page.url


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


chosen = {}  # what the page "check" is to be sent


def send_file(page):
    file = {"name": "giấy.pdf", "mimeType": "application/pdf", **chosen}
    page.set_input_files("[name=file]", file)
    send_nothing(page)


def send_nothing(page):
    with page.expect_navigation():
        page.locator("main form[method=post] button").click()


def check_page(guide):
    """Return the page that takes files, as many as this test sends."""
    guide.patch.setattr(limiting, "EACH_A_MINUTE", 1000)
    guide.patch.setattr(limiting, "ALL_A_MINUTE", 1000)
    return guide.to("certificates:check")


def genuine_file(guide):
    certificate = Certificate.objects.filter(language=guide.language).last()
    draw(str(certificate.pk), at=timezone.now())
    certificate.refresh_from_db()
    with certificate.sheet.open() as file:
        chosen["buffer"] = file.read()
    return certificate


plain("check, no file chosen", "certificates:check", then=send_nothing, status=422)


@page_type("check, genuine file", then=send_file)
def check_genuine_file(guide):
    genuine_file(guide)
    return check_page(guide)


@page_type("check, changed file", then=send_file)
def check_changed_file(guide):
    genuine_file(guide)
    chosen["buffer"] += b"%"
    return check_page(guide)


@page_type("check, file of a withdrawn one", then=send_file)
def check_withdrawn_file(guide):
    certificate = genuine_file(guide)
    by = certificate.learner.user
    withdraw(certificate, WhyWithdrawn.TAKEN_APART, by=by, at=timezone.now())
    return check_page(guide)


@page_type("check, another file", then=send_file)
def check_other_file(guide):
    chosen["buffer"] = b"%PDF-1.7"
    return check_page(guide)


@page_type("check, too many files", then=send_file, status=429)
def check_too_many(guide):
    chosen["buffer"] = b"%PDF-1.7"
    there = check_page(guide)
    guide.patch.setattr(limiting, "ALL_A_MINUTE", 0)
    return there
