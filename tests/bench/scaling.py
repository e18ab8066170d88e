"""One PostgreSQL, one database for each size, all in one run.

So the sizes can be set beside each other whatever else the machine does. Pages are
asked for in this process: what a web server adds does not grow with people stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.models import LessonPage
from lms.accounts.models import User
from lms.accounts.roles import Role
from lms.communes.models import Unit
from lms.communes.services import appoint
from lms.dashboards.services import bring_up_to_date, differing, rebuild
from lms.dashboards.services.rollups import LOOK_BACK
from lms.journey.services import finish
from lms.learners.models import Learner
from lms.lib.facts import HowWitnessed
from lms.progress.models import CourseCompletion
from tests.bench.filling import fill
from tests.bench.site import DATABASE, Site
from tests.bench.stored import settle
from tests.factories import make_user

HAMLETS = 1_500
LOOKS = 40
TEMPLATE = f"{DATABASE}_empty"


@dataclass(frozen=True)
class Scale:
    """What one size costs. Units: seconds; of pages, queries and median ms."""

    learners: int
    completions: int
    made: float
    rebuilt: float
    differing: int
    brought_up: float  # after one resident completed one lesson
    pages: dict[str, tuple[int, float]]


def prepare(site: Site) -> None:
    """Make a database with units and lessons for the others to begin from."""
    fill()
    connection.close()
    site.execute(f"ALTER DATABASE {DATABASE} RENAME TO {TEMPLATE}")


def measure(site: Site, learners: int) -> Scale:
    """Return what figures cost with so many residents stored."""
    site.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {TEMPLATE}")
    made = seconds(
        lambda: call_command("make_population", learners=learners, hamlets=HAMLETS)
    )
    settle()
    at = timezone.now() + LOOK_BACK  # what was made just before is no news then
    found = Scale(
        learners=learners,
        completions=CourseCompletion.objects.count(),
        made=made,
        rebuilt=seconds(lambda: rebuild(at=at)),
        differing=len(differing(at=at)),
        brought_up=_brought_up(at + timedelta(minutes=5)),
        pages=_pages(at),
    )
    connection.close()
    site.execute(f"DROP DATABASE {DATABASE}")
    return found


def _brought_up(at: datetime) -> float:
    """Let somebody complete a lesson; return how long until their figures are there."""
    learner = Learner.objects.filter(lesson_completions=None).first()
    lesson = LessonPage.objects.filter(locale__language_code="vi").first()
    finish(learner, lesson, how=HowWitnessed(), at=at)
    return seconds(lambda: bring_up_to_date(at=at))


def _pages(at: datetime) -> dict[str, tuple[int, float]]:
    commune = Unit.objects.hamlets().order_by("pk").first().parent
    officer, above = make_user("can.bo.do"), make_user("can.bo.tinh.do")
    appoint(officer, commune, Role.COMMUNE_OFFICER, at=at)
    appoint(above, commune.parent, Role.PROVINCIAL_OFFICER, at=at)
    below, province = f"/communes/{commune.code}", f"/provinces/{commune.parent.code}/"
    return {
        "the commune's page": _look(officer, f"{below}/"),
        "its people by name": _look(officer, f"{below}/people/"),
        "who is left in it": _look(officer, f"{below}/left/"),
        "the province's page": _look(above, province),
    }


def _look(user: User, path: str) -> tuple[int, float]:
    """Return queries and median milliseconds of a page, opened again and again."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)

    def look() -> None:
        assert client.get(path, secure=True).status_code == 200, path

    look()
    with CaptureQueriesContext(connection) as asked:
        look()
    return len(asked), 1000 * median(seconds(look) for _ in range(LOOKS))


def seconds(work: Callable[[], object]) -> float:
    begun = perf_counter()
    work()
    return perf_counter() - begun
