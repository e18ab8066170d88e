"""The demo over the real units and the real starter lessons, made once a module."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courses.curriculum.loading import load_curriculum
from courses.management.commands.load_curriculum import STARTER_LESSONS
from courses.models import LessonPage
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.certificates.models import Certificate
from lms.communes.models import AdultCount, HouseholdCount, Position, Unit
from lms.communes.services import load_units
from lms.dashboards.models import NamesFile, Period, PeriodReport, ReportStep, Rollup
from lms.dashboards.periods.chain import State, Step
from lms.dashboards.services import differing
from lms.demo import services
from lms.demo.cast import DAYS, PASSWORD, STAFF, VAN_SON, resident_ids
from lms.demo.programmes import PROGRAMMES
from lms.demo.staffing import DRAFT_TITLE
from lms.jobs.models import Job
from lms.learners.models import Consent, Learner, Sex
from lms.learners.services import NewResident, register
from lms.lib.facts import HowWitnessed, Witness
from lms.looks.models import Look, NamesExport
from lms.progress.models import (
    CourseCompletion,
    LessonCompletion,
    Programme,
    ProgrammeCompletion,
)
from quizzes.models import Attempt

MADE = [
    User,
    Learner,
    Attempt,
    LessonCompletion,
    CourseCompletion,
    ProgrammeCompletion,
    Certificate,
    Consent,
    Position,
    AdultCount,
    HouseholdCount,
    Programme,
    Job,
    Unit,
    LessonPage,
    Rollup,
    Period,
    PeriodReport,
    ReportStep,
    Look,
    NamesExport,
]


def counts():
    return {model.__name__: model.objects.count() for model in MADE}


def command(*args):
    out = StringIO()
    call_command("demo_data", *args, stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """Units and lessons, and what there was before the demo; all in one transaction."""
    with django_db_blocker.unblock():
        everything = transaction.atomic()
        everything._from_testcase = True
        with everything:
            load_units(at=timezone.now())
            load_curriculum(STARTER_LESSONS, at=timezone.now())
            yield counts()
            transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(ground, django_db_blocker):
    with django_db_blocker.unblock():
        services.make(at=timezone.now())
    return ground


@pytest.fixture
def demo(made, db):
    return made


def test_residents_stand_at_every_stage(demo):
    attempts = Attempt.objects
    passed = LessonCompletion.objects.values("attempt")

    assert Learner.objects.count() == len(resident_ids()) == 46
    assert Learner.objects.filter(enrolments=None).exists()
    assert attempts.filter(handed_in_at=None).exists()
    failed = attempts.handed_in().exclude(pk__in=passed)
    assert failed.filter(learner__lesson_completions=None).exists()
    assert failed.exclude(learner__lesson_completions=None).exists()
    assert {*CourseCompletion.objects.values_list("witness", flat=True)} == {*Witness}
    done = ProgrammeCompletion.objects.values_list("programme__slug", flat=True)
    assert {*done} == {*PROGRAMMES}
    assert {*Learner.objects.values_list("sex", flat=True)} == {"", *Sex.values}
    assert Certificate.objects.filter(language="en").exists()


def test_all_of_it_happened_within_the_last_months(demo):
    now = timezone.now()
    moments = [
        *Learner.objects.values_list("registered_at", flat=True),
        *Attempt.objects.values_list("occurred_at", flat=True),
        *Attempt.objects.handed_in().values_list("handed_in_at", flat=True),
        *Certificate.objects.values_list("issued_at", flat=True),
    ]

    assert max(moments) <= now
    assert min(moments) >= now - timedelta(days=DAYS + 1)
    assert not Attempt.objects.filter(
        learner__registered_at__gt=timezone.now()
    ).exists()


def test_the_roll_ups_hold_what_was_done(demo):
    assert differing(at=timezone.now()) == []
    [province] = Rollup.objects.filter(unit__kind="province")
    assert province.counts["registered"] == 46


def test_past_months_are_accepted_late_and_sent_back(demo):
    there = PeriodReport.objects.filter(commune__code=VAN_SON)
    reports = {each.period: each.state for each in there}
    periods = list(Period.objects.order_by("last_on"))

    assert [reports.get(each) for each in periods] == [
        *(State.ACCEPTED, State.ACCEPTED),
        *(None, State.SENT_BACK),
    ]
    assert timezone.localdate() > periods[2].due_on
    accepted = there.get(period=periods[1]).content["total"]["figures"]
    assert accepted["registered"] > 0
    steps = ReportStep.objects.filter(report__in=there)
    assert all(each.at <= timezone.now() for each in steps)


def test_the_log_of_looks_can_be_read(demo, client):
    client.force_login(User.objects.get(username="bao.ve"))
    page = client.get(reverse("dashboards:looks", args=[VAN_SON])).text

    assert "nhà văn hóa" in page
    assert Look.objects.values("seen").distinct().count() >= 4


def test_a_report_that_somebody_else_had_a_hand_in_stays(demo):
    [report] = PeriodReport.objects.filter(steps__kind=Step.SENT_BACK)
    own = User.objects.create(username="that", full_name="Lò Văn Thật")
    hamlet = Unit.objects.hamlets().first()
    remark = {"by": own, "at": timezone.now(), "remark": "Xin xem lại.", "number": 99}
    report.steps.create(kind=Step.COMMENTED, hamlet=hamlet, **remark)

    done = services.remove(at=timezone.now())

    assert PeriodReport.objects.get() == report
    assert Period.objects.get() == report.period
    assert str(report.period) in done.stays


def test_a_second_run_does_nothing(demo):
    before = counts()

    assert "đã có sẵn" in command()
    assert counts() == before


def test_every_sign_in_works_and_opens_its_page(demo, client):
    opens = {
        "nguoi.giup": reverse("fieldwork:desk"),
        "to.truong": reverse("fieldwork:desk"),
        "giang.vien": reverse("wagtailadmin_home"),
        "can.bo.xa": reverse("dashboards:commune", args=[VAN_SON]),
        "can.bo.tinh": reverse("dashboards:province", args=["25"]),
        "xem.so": reverse("dashboards:province", args=["25"]),
        "bao.ve": reverse("dashboards:looks", args=[VAN_SON]),
        "van.hanh": reverse("dashboards:machine"),
    }
    for each in services.sign_ins():
        user = User.objects.get(username=each.name)
        assert user.check_password(each.secret)
        client.force_login(user)
        page = client.get(opens.get(each.name, reverse("journey:me")))
        assert page.status_code == 200


def test_the_trainer_finds_two_drafts(demo):
    trainer = User.objects.get(username="giang.vien")

    new = LessonPage.objects.get(title=DRAFT_TITLE)
    assert not new.live
    assert new.owner == trainer
    assert LessonPage.objects.live().filter(has_unpublished_changes=True).count() == 1


def test_one_commune_is_without_adults(demo):
    without = Unit.objects.hamlets().filter(adult_counts=None)

    assert {hamlet.parent.name for hamlet in without} == {"Tân Lạc", "Lạc Thủy"}


def test_certificates_are_drawn_as_a_worker_would(demo):
    drawn = services.draw_certificates(clock=timezone.now)

    assert drawn == Certificate.objects.count()
    assert not Certificate.objects.filter(pdf="").exists()
    assert not Job.objects.unfinished().exists()


def test_removing_takes_everything_the_demo_made_and_nothing_else(demo):
    services.draw_certificates(clock=timezone.now)
    [paper, *_] = Certificate.objects.all()
    storage, name = paper.pdf.storage, paper.pdf.name

    said = command("--remove")

    assert "46" in said
    assert "stays" not in said
    assert counts() == demo
    assert not LessonPage.objects.filter(has_unpublished_changes=True).exists()
    assert not storage.exists(name)
    assert "không làm gì" in command("--remove")


def test_a_demo_can_be_made_again_after_it_was_removed(demo):
    command("--remove")

    assert command().count(PASSWORD) == len(STAFF)
    assert Learner.objects.count() == 46


def test_what_the_demo_s_people_did_since_goes_with_them(demo):
    helper = User.objects.get(username="nguoi.giup")
    hamlet = helper.positions.first().unit
    register(NewResident("Lò Thị Mới", 1970, hamlet), at=timezone.now(), by=helper)

    services.remove(at=timezone.now())

    assert not Learner.objects.exists()


def test_lists_with_names_that_its_staff_asked_for_go_with_their_files(demo):
    officer = User.objects.get(positions__role=Role.COMMUNE_OFFICER)
    there = Unit.objects.filter(code=VAN_SON).first()
    wanted = NamesFile.objects.create(
        made_for=officer, unit=there, asked_at=timezone.now(), file_kind="csv"
    )
    wanted.file.save(wanted.pk.hex, ContentFile(b"Bui"))

    services.remove(at=timezone.now())

    assert not NamesFile.objects.exists()
    assert not wanted.file.storage.exists(wanted.file.name)


def test_somebody_who_registered_there_by_themselves_stays_and_so_does_their_hamlet(
    demo,
):
    hamlet = Unit.objects.hamlets().first()
    own = register(NewResident("Lò Thị Thật", 1970, hamlet), at=timezone.now()).learner

    done = services.remove(at=timezone.now())

    assert [*Learner.objects.all()] == [own]
    assert done.stays == [str(hamlet)]
    assert Rollup.objects.get(unit=hamlet).counts["registered"] == 1


def test_a_helper_whom_somebody_s_record_names_is_switched_off(demo):
    helper = User.objects.get(username="nguoi.giup")
    far = Unit.objects.hamlets().last()
    own = register(NewResident("Lò Thị Thật", 1970, far), at=timezone.now()).learner
    lesson = LessonPage.objects.live().first()
    how = HowWitnessed(Witness.CHECKED, helper.pk)
    LessonCompletion.objects.create(
        learner=own,
        lesson=lesson,
        lesson_key=lesson.translation_key,
        occurred_at=timezone.now(),
        arrived_at=timezone.now(),
        **how.as_fields(),
    )

    done = services.remove(at=timezone.now())

    helper.refresh_from_db()
    assert str(helper) in done.stays
    assert not helper.is_active
    assert not helper.check_password(PASSWORD)
    assert not services.is_made()


def test_roles_are_all_there():
    assert {post.role for post in STAFF} == {*Role}
