"""A small, living province to try everything on: made, shown, taken away again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.functional import Promise

from lms.certificates.models import Certificate
from lms.certificates.services import DRAW
from lms.dashboards.services import rebuild
from lms.demo.cast import PASSWORD, PIN, SHOWN, STAFF, resident_ids
from lms.demo.making import make_province
from lms.demo.removing import Removal, remove_province
from lms.jobs.models import Job
from lms.jobs.services import run
from lms.learners.models import Learner


@dataclass(frozen=True)
class SignIn:
    """What somebody who tries the demo types, and as whom."""

    role: str | Promise
    name: str
    secret: str


def sign_ins() -> list[SignIn]:
    """Return the sign-ins of the demo; every one is known to the whole world."""
    residents = [SignIn(shown.label, shown.code, PIN) for shown in SHOWN]
    staff = [SignIn(post.role.label, post.user_name, PASSWORD) for post in STAFF]
    return residents + staff


def is_made() -> bool:
    """Return whether the demo is here: its residents, or its staff's sign-ins."""
    names = [post.user_name for post in STAFF]
    staff = get_user_model().objects.filter(username__in=names, is_active=True)
    return staff.exists() or Learner.objects.filter(pk__in=resident_ids()).exists()


@transaction.atomic
def make(*, at: datetime) -> None:
    """Make the demo, all of it or nothing, as if it were the work of the last months.

    Raises: a `DemoError` that says what is missing or in the way.
    """
    make_province(at=at)
    rebuild(at=at)


def draw_certificates(clock: Callable[[], datetime]) -> int:
    """Do the drawing now that a worker would do later; return how many were drawn."""
    papers = Certificate.objects.filter(learner__in=resident_ids()).values("pk")
    keys = [str(each["pk"]) for each in papers]
    jobs = list(Job.objects.unfinished().filter(kind=DRAW, key__in=keys))
    for job in jobs:
        run(job.pk, clock=clock)
    return len(jobs)


def remove(*, at: datetime) -> Removal:
    """Take away what the demo made and what its people did since; return what went."""
    with transaction.atomic():
        done = remove_province()
        rebuild(at=at)
    for storage, name in done.files:
        storage.delete(name)
    return done
