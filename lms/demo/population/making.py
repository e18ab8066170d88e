"""Makes the population: places first, then people and what they did, in SQL.

For measuring only: it writes past the services, which make one person at a time.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.utils import timezone

from courses.models import CoursePage, HomePage, LessonPage
from lms.accounts.codes import CODE_LENGTH, check_digit
from lms.certificates.numbers import new_number
from lms.communes.models import Kind, Unit
from lms.demo.errors import NoUnits, PopulationThere, WantsPostgresql
from lms.demo.population.names import names

HERE = Path(__file__).parent
HELPER = "nguoi.do"
COURSES = 8  # of which somebody who learns completes five to eight: six on average


@dataclass(frozen=True)
class Population:
    """How large a population is wanted. ``seed`` makes the same one again."""

    learners: int
    hamlets: int
    seed: int


@transaction.atomic
def make_population(
    wanted: Population, *, at: datetime, say: Callable[[str], None]
) -> None:
    """Make the hamlets that are missing, and the people with all they did.

    Raises: `WantsPostgresql`, `NoUnits`, `PopulationThere`; nothing was written then.
    """
    if connection.vendor != "postgresql":
        raise WantsPostgresql
    if get_user_model().objects.filter(username=HELPER).exists():
        raise PopulationThere
    say("places and courses")
    _copy("names (n int, full_name text, sort text, folded text)", names())
    _copy("places (n int, id uuid)", enumerate(_hamlets(wanted.hamlets, at)))
    _copy_courses()
    say("codes")
    _copy("codes (n bigint PRIMARY KEY, code text)", _codes(wanted.learners))
    values = _values(wanted, at)
    say("people and what they have completed")
    _run("people.sql", values)
    say("certificates")
    _copy("numbers (n bigint PRIMARY KEY, number text)", _numbers(_count("done")))
    _run("certificates.sql", values)


def _values(wanted: Population, at: datetime) -> dict[str, Any]:
    helper = get_user_model()(username=HELPER, full_name="Người Đo", is_active=False)
    helper.set_unusable_password()
    helper.save()
    return {
        "seed": wanted.seed,
        "learners": wanted.learners,
        "names": _count("names"),
        "places": _count("places"),
        "courses": COURSES,
        "helper": helper.pk,
        "at": at,
    }


def _hamlets(wanted: int, at: datetime) -> list[Any]:
    """Return the ids of so many hamlets of today, made where there are fewer."""
    today = timezone.localdate(at)
    there = list(Unit.objects.on(today).hamlets().order_by("pk")[:wanted])
    communes = list(Unit.objects.on(today).communes().order_by("code"))
    if not communes:
        raise NoUnits
    new = []
    for number in range(wanted - len(there)):
        commune = communes[number % len(communes)]
        name = f"Đo {number // len(communes) + 1}"
        new.append(_hamlet(commune, name))
    Unit.objects.bulk_create(new, batch_size=500)
    return [hamlet.pk for hamlet in [*there, *new]]


def _hamlet(commune: Unit, name: str) -> Unit:
    hamlet = Unit(
        kind=Kind.HAMLET, name=name, parent=commune, valid_from=commune.valid_from
    )
    hamlet.derive()
    return hamlet


def _copy_courses() -> None:
    """Let the plan hold the courses that are here, and further ones to measure with."""
    courses = list(CoursePage.objects.filter(locale__language_code="vi")[:COURSES])
    home = HomePage.objects.filter(locale__language_code="vi").first()
    for number in range(len(courses) + 1, COURSES + 1):
        title = f"Khóa học để đo {number}"
        courses.append(home.add_child(instance=CoursePage(title=title, live=False)))
    lessons = [list(LessonPage.objects.child_of(course)) for course in courses]
    _copy(
        "plan (n int, course_id int, key uuid, lesson_keys jsonb)",
        (
            (n, course.pk, course.translation_key, _keys(those))
            for n, (course, those) in enumerate(zip(courses, lessons, strict=True), 1)
        ),
    )
    _copy(
        "lessons (course_n int, lesson_id int, key uuid)",
        (
            (n, lesson.pk, lesson.translation_key)
            for n, those in enumerate(lessons, 1)
            for lesson in those
        ),
    )


def _keys(lessons: list[LessonPage]) -> str:
    return json.dumps(sorted(str(lesson.translation_key) for lesson in lessons))


def _codes(wanted: int) -> Iterator[tuple[int, str]]:
    """Give so many codes; those of real people are random, these count up from 0."""
    taken = set(get_user_model().objects.values_list("username", flat=True))
    every = (f"{n:0{CODE_LENGTH - 1}d}" for n in range(10 ** (CODE_LENGTH - 1)))
    codes = (digits + check_digit(digits) for digits in every)
    free = (code for code in codes if code not in taken)
    return enumerate(islice(free, wanted), start=1)


def _numbers(wanted: int) -> Iterator[tuple[int, str]]:
    """Give so many certificate numbers, each once."""
    drawn: set[str] = set()
    while len(drawn) < wanted:
        drawn.add(new_number())
    return enumerate(drawn, start=1)


def _copy(table: str, rows: Iterable[tuple]) -> None:
    """Make a temporary table, described as for CREATE TABLE, and fill it."""
    name = table.partition(" ")[0]
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE {table} ON COMMIT DROP")
        with cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608  # our own names
        return cursor.fetchone()[0]


def _run(file: str, values: dict[str, Any]) -> None:
    """Run the statements of one of our SQL files, one after the other."""
    text = (HERE / file).read_text(encoding="utf-8")
    with connection.cursor() as cursor:
        for statement in text.split(";\n\n"):
            cursor.execute(statement, values)
