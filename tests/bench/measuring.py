"""Measures the product once, from its weight to what a hand-in costs, in one run."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from courses.models import LessonPage
from lms.accounts.roles import Role
from lms.communes.models import Unit
from lms.communes.services import appoint
from lms.dashboards.services import rebuild
from lms.progress.models import LessonCompletion
from quizzes.models import Attempt
from tests.bench.browser import View, open_lessons
from tests.bench.certificates import certificates_per_cpu_second
from tests.bench.filling import fill
from tests.bench.lessons import Cost, measure_lessons
from tests.bench.officers import Look, look_at
from tests.bench.people import make_hamlets, make_residents, sign_in
from tests.bench.quizzes import Sitting, sit
from tests.bench.site import Site
from tests.bench.stored import settle, store_attempts

SITTERS = 200
STORED_RESIDENTS = int(os.environ.get("BENCH_RESIDENTS", "20000"))


@dataclass
class Figures:
    """What one run found; `tests.bench.report` writes it down."""

    views: list[View] = field(default_factory=list)
    costs: dict[str, Cost] = field(default_factory=dict)
    few: Sitting | None = None
    many: Sitting | None = None
    stored: int = 0
    lost: int = 0
    commune_few: Look | None = None
    commune_many: Look | None = None
    province: Look | None = None
    certificates: float = 0.0


def prepare(site: Site) -> None:
    """Fill the empty servers as an operator would, and serve."""
    fill()
    site.serve()


def measure(site: Site, say: Callable[[str], None]) -> Figures:
    """Return all figures of one run; ``say`` is told what is being measured."""
    at, found = timezone.now(), Figures()
    hamlets = make_hamlets(site.folder, at=at)
    commune = hamlets[0].parent
    home = [each for each in hamlets if each.parent_id == commune.pk]
    lessons = list(LessonPage.objects.filter(locale__language_code="vi"))
    say("lessons in a browser")
    found.views = open_lessons(site, [each.url for each in lessons])
    say("lessons on the server")
    [reader] = make_residents(home, 1, at=at)
    found.costs = measure_lessons(site, lessons[0], sign_in([reader.user])[0])
    say("certificates")
    found.certificates = certificates_per_cpu_second()
    say("a quiz, with nothing stored")
    found.few = _sit(site, lessons[0], home, at=at)
    _look(site, found, commune, home, at=at, many=False)
    say(f"storing {STORED_RESIDENTS * len(lessons)} attempts")
    everybody = make_residents(hamlets, STORED_RESIDENTS, at=at)
    found.stored = store_attempts(everybody, lessons, at=at)
    rebuild(at=at)
    settle()
    say("the same quiz again")
    found.many = _sit(site, lessons[0], home, at=at)
    _look(site, found, commune, home, at=at, many=True)
    found.lost = _lost(found.few) + _lost(found.many)
    return found


def _sit(site: Site, lesson: LessonPage, home: list[Unit], *, at: datetime) -> Sitting:
    sitters = make_residents(home, SITTERS, at=at)
    return sit(site, lesson, sign_in([each.user for each in sitters]))


def _look(
    site: Site,
    found: Figures,
    commune: Unit,
    home: list[Unit],
    *,
    at: datetime,
    many: bool,
) -> None:
    """Open the figures as the officers of the commune and of the province do."""
    officer, above = [each.user for each in make_residents(home, 2, at=at)]
    appoint(officer, commune, Role.COMMUNE_OFFICER, at=at)
    if not many:
        rebuild(at=at)
        found.commune_few = look_at(site, "commune", commune.code, officer)
        return
    found.commune_many = look_at(site, "commune", commune.code, officer)
    appoint(above, commune.parent, Role.PROVINCIAL_OFFICER, at=at)
    found.province = look_at(site, "province", commune.parent.code, above)


def _lost(sitting: Sitting) -> int:
    """Return how many acknowledged hand-ins are not stored, or not as completions."""
    ids = sitting.acknowledged
    handed_in = Attempt.objects.filter(pk__in=ids, handed_in_at__isnull=False).count()
    completed = LessonCompletion.objects.filter(attempt__in=ids).count()
    return 2 * len(set(ids)) - handed_in - completed
