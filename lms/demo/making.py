"""Makes a small, living province: places, staff, and residents with their stories."""

from csv import DictReader
from datetime import datetime
from pathlib import Path
from random import Random

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from courses.models import CoursePage
from lms.accounts.roles import Role
from lms.communes.models import Unit, UnitQuerySet
from lms.communes.services import load_hamlets
from lms.demo.cast import (
    LAC_THUY,
    PIN,
    PROVINCE,
    SEED,
    SHOWN,
    STAFF,
    TAN_LAC,
    VAN_SON,
    residents,
)
from lms.demo.errors import NamesTaken, NoLessons, NoUnits
from lms.demo.programmes import make_programmes
from lms.demo.reporting import look_around, report_months
from lms.demo.staffing import draft_lessons, enter_adults, hire_all
from lms.demo.telling import Teller
from lms.learners.models import Learner

HAMLETS = Path(__file__).parent / "data" / "hamlets.csv"
COMMUNES = (VAN_SON, TAN_LAC, LAC_THUY)
MOSTLY = {VAN_SON: 5, TAN_LAC: 3, LAC_THUY: 1}  # of nine residents


def make_province(*, at: datetime) -> None:
    """Make all of it, as if it had happened during the last months.

    Raises: `NoUnits`, `NoLessons`, `NamesTaken`.
    """
    _refuse_names_in_use()
    places, courses = _places(at), _courses()
    load_hamlets(HAMLETS, at=at)
    hamlets = {code: list(hamlets_made(code)) for code in COMMUNES}
    staff = hire_all(places, hamlets, at=at)
    enter_adults(hamlets, staff, at=at)
    draft_lessons(courses, staff[Role.TRAINER])
    make_programmes(courses, at=at)
    chance = Random(SEED)  # noqa: S311  # not for secrets
    teller = Teller(courses, staff[Role.HELPER], chance, at)
    for shown in SHOWN:
        learner = teller.tell(shown.resident, hamlets[VAN_SON][0])
        _give_known_card(learner, shown.code)
    for resident in residents(timezone.localdate(at).year):
        teller.tell(resident, _home(hamlets, chance))
    report_months(places[VAN_SON], staff, at=at)
    look_around(places[VAN_SON], staff, at=at)


def _places(at: datetime) -> dict[str, Unit]:
    """Return the communes and the province of today by their codes."""
    units = Unit.objects.on(timezone.localdate(at)).with_address()
    found = {unit.code: unit for unit in units.filter(code__in=[*COMMUNES, PROVINCE])}
    if len(found) <= len(COMMUNES):
        raise NoUnits
    return found


def _courses() -> list[CoursePage]:
    """Return the courses with lessons in Vietnamese, by their codes."""
    live = CoursePage.objects.live().filter(locale__language_code="vi")
    courses = [course for course in live.order_by("code") if course.lessons().exists()]
    if not courses:
        raise NoLessons
    return courses


def _refuse_names_in_use() -> None:
    names = [post.user_name for post in STAFF] + [shown.code for shown in SHOWN]
    if get_user_model().objects.filter(username__in=names).exists():
        raise NamesTaken


def hamlets_made(code: str) -> UnitQuerySet:
    """Return the demo's hamlets in a commune, in the order of the list."""
    with HAMLETS.open(encoding="utf-8", newline="") as file:
        rows = [row for row in DictReader(file) if row["commune_code"] == code]
    named = Q(pk=None)
    for row in rows:
        named |= Q(kind_word=row["kind_word"], name=row["name"])
    today = Unit.objects.filter(parent__code=code, parent__valid_until=None)
    return today.hamlets().filter(named).order_by("pk")


def _give_known_card(learner: Learner, code: str) -> None:
    """Let whoever tries the demo sign in: a code and a PIN that everybody knows."""
    learner.code = learner.user.username = code
    learner.user.set_password(PIN)
    learner.user.save()
    learner.save()


def _home(hamlets: dict[str, list[Unit]], chance: Random) -> Unit:
    """Return where somebody lives: mostly in the first commune and hamlets."""
    [code] = chance.choices(list(MOSTLY), weights=list(MOSTLY.values()))
    there = hamlets[code]
    [home] = chance.choices(there, weights=range(len(there), 0, -1))
    return home
