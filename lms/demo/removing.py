"""Takes the demo away again: what it made, and what its people have done since.

Facts protect what they point at, so the order matters: papers, completions, attempts,
consents, then people, then places. Units and lessons stay. Whatever somebody outside
the demo rests on stays as well, and is named.
"""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.storage import Storage
from django.db import models, transaction
from django.db.models import ProtectedError, Q
from wagtail.models import Revision

from courses.models import LessonPage
from lms.accounts.models import PasswordRenewal, User
from lms.certificates.models import Certificate
from lms.certificates.services import DRAW
from lms.communes.models import AdultCount, HouseholdCount, Position
from lms.dashboards.editors import PROVINCE, TRAINERS
from lms.dashboards.models import (
    Correction,
    NamesFile,
    OfficialFigure,
    Period,
    PeriodReport,
    ReportStep,
    Target,
)
from lms.demo.cast import STAFF, resident_ids
from lms.demo.making import COMMUNES, hamlets_made
from lms.demo.programmes import PROGRAMMES
from lms.jobs.models import Job
from lms.learners.models import (
    Anonymisation,
    Consent,
    Departure,
    Learner,
    Merger,
    NameCorrection,
    PinRenewal,
    Relocation,
    Residence,
)
from lms.looks.models import Look, NamesExport
from lms.progress.models import (
    Confirmation,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    Programme,
    ProgrammeCompletion,
)
from quizzes.models import Attempt

# From what rests on others to what others rest on.
FACTS = (
    Certificate,
    Confirmation,
    ProgrammeCompletion,
    CourseCompletion,
    LessonCompletion,
    Attempt,
    Enrolment,
    Consent,
    NameCorrection,
    PinRenewal,
    Look,
    Relocation,
    Departure,
    Anonymisation,
    Residence,
)


@dataclass
class Removal:
    """What was taken away, counted, and what stays because somebody rests on it."""

    residents: int = 0
    hamlets: int = 0
    staff: int = 0
    files: list[tuple[Storage, str]] = field(default_factory=list)  # and their names
    stays: list[str] = field(default_factory=list)


def remove_province() -> Removal:
    """Take the demo away; return what went and what stays."""
    names = [post.user_name for post in STAFF]
    staff = get_user_model().objects.filter(username__in=names)
    done = Removal()
    _remove_residents(staff, done)
    wanted = NamesFile.objects.filter(made_for__in=staff)
    done.files += [(each.file.storage, each.path) for each in wanted]
    wanted.delete()
    Look.objects.filter(by__in=staff).delete()
    NamesExport.objects.filter(by__in=staff).delete()
    PasswordRenewal.objects.filter(user__in=staff).delete()
    _remove_reports(staff, done)
    for entered in (AdultCount, HouseholdCount, Target, OfficialFigure):
        entered.objects.filter(entered_by__in=staff).delete()
    Position.objects.filter(user__in=staff).delete()
    _remove_drafts(staff, done)
    for code in COMMUNES:
        done.hamlets += _remove_each(hamlets_made(code), done)
    _remove_each(Programme.objects.filter(slug__in=PROGRAMMES), done)
    done.staff = _remove_each(staff, done)
    for user in staff.all():
        _switch_off(user)
    Group.objects.filter(name__in=[TRAINERS, PROVINCE], user=None).delete()
    return done


def _remove_residents(staff: models.QuerySet, done: Removal) -> None:
    """Remove the demo's residents, and those whom its staff registered."""
    whose = Q(pk__in=resident_ids()) | Q(registered_by__in=staff)
    learners = Learner.objects.filter(whose)
    ids = list(learners.values_list("pk", flat=True))
    users = list(learners.values_list("user", flat=True))
    papers = list(Certificate.every.filter(learner__in=ids))
    done.files = [(each.pdf.storage, each.pdf.name) for each in papers if each.pdf]
    Job.objects.filter(kind=DRAW, key__in=[str(each.pk) for each in papers]).delete()
    Merger.objects.filter(Q(kept__in=ids) | Q(merged__in=ids)).delete()
    for facts in FACTS:
        facts._base_manager.filter(learner__in=ids).delete()
    done.residents = len(ids)
    Learner.objects.filter(pk__in=ids).delete()
    get_user_model().objects.filter(pk__in=users).delete()


def _remove_reports(staff: models.QuerySet, done: Removal) -> None:
    """Remove what the demo's staff reported, and months that nobody else reported on.

    Where somebody else had a hand in a report, all of it stays, and so does its month.
    """
    theirs = Q(period__opened_by__in=staff) | Q(steps__by__in=staff)
    others = ReportStep.objects.exclude(by__in=staff).values("report")
    corrected = Correction.objects.exclude(by__in=staff).values("report")
    reports = PeriodReport.objects.filter(theirs).distinct()
    going = list(reports.exclude(pk__in=others).exclude(pk__in=corrected))
    for of_report in (Correction, ReportStep):
        of_report.objects.filter(report__in=going).delete()
    PeriodReport.objects.filter(pk__in=[each.pk for each in going]).delete()
    _remove_each(Period.objects.filter(opened_by__in=staff), done)


def _remove_drafts(staff: models.QuerySet, done: Removal) -> None:
    """Remove lessons that the trainer wrote, and let go of changes to other lessons."""
    drafts = Revision.page_revisions.filter(user__in=staff)
    changed = LessonPage.objects.filter(latest_revision__in=drafts)
    for lesson in changed.exclude(owner__in=staff).exclude(live_revision__in=drafts):
        lesson.latest_revision = lesson.live_revision
        lesson.has_unpublished_changes = False
        lesson.draft_title = lesson.title
        lesson.save(clean=False)
    of_lessons = LessonPage.objects.filter(owner__in=staff)
    _remove_each(of_lessons, done)
    kept = LessonPage.objects.filter(live_revision__in=drafts).values("live_revision")
    drafts.exclude(pk__in=kept).delete()


def _remove_each(rows: models.QuerySet, done: Removal) -> int:
    """Remove what nobody else rests on; return how many, and note what stays."""
    removed = 0
    for row in rows:
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            done.stays.append(str(row))
        else:
            removed += 1
    return removed


def _switch_off(user: User) -> None:
    """Let a sign-in that others' records name open nothing any more."""
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
