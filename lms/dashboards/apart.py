"""Figures of people taken apart, by week, age, skill or programme: each by its key.

A roll-up keeps how many they are (`breakdowns`); here stands what each one counts, and
the people themselves. A test presses every figure of a page and compares the two.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.dashboards.breakdowns import Breakdowns
from lms.dashboards.breakdowns.ages import BANDS, UNDER_AGE
from lms.dashboards.breakdowns.codes import codes_there_are
from lms.dashboards.breakdowns.sexes import UNKNOWN
from lms.dashboards.breakdowns.skills import ALL, SKILLS
from lms.dashboards.breakdowns.weeks import week_of
from lms.dashboards.charts.ages import bands
from lms.dashboards.charts.sexes import parts as sexes
from lms.dashboards.counting import ADULT_YEARS, Tally
from lms.dashboards.figures import (
    BY_WEEK,
    CERTIFIED,
    COMPLETED,
    REGISTERED,
    STARTED,
    Column,
    parts_of_key,
)
from lms.dashboards.inhabitants import Inhabitants
from lms.dashboards.made_of import Rows
from lms.dashboards.skill_codes import named
from lms.lib.registers import Register
from lms.progress.models import LessonCompletion, Programme, ProgrammeCompletion

STAGES = {each.key: each for each in (REGISTERED, STARTED, COMPLETED, CERTIFIED)}
A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Apart:
    """One figure of people taken apart, and how a place's number of it is found."""

    column: Column
    number: Callable[[Tally, Breakdowns], int]


Find = Callable[[str, str], Apart | None]  # of a part, and of what is counted in it

KINDS: Register[Find] = Register()


def apart(key: str) -> Apart | None:
    """Return the figure of a key; none where it is of no part that there can be."""
    kind, part, counted = parts_of_key(key)
    if kind not in KINDS:
        return None
    try:
        found = KINDS[kind](part, counted)
    except ValueError:  # no such day, skill, programme
        return None
    return found and replace(found, column=replace(found.column, key=key))


def _kept(kind: str, part: str, counted: str) -> Callable[[Tally, Breakdowns], int]:
    """Return what reads the number that a roll-up keeps."""
    return lambda _tally, kept: kept.get(kind, {}).get(part, {}).get(counted, 0)


@KINDS.add("age")
def _age(part: str, counted: str) -> Apart | None:
    stage, label = STAGES.get(counted), dict(bands()).get(part)
    if stage is None or label is None:
        return None
    column = replace(stage, label=f"{label}: {stage.label}", rows=_of_age(stage, part))
    return Apart(column, _kept("age", part, counted))


def _of_age(stage: Column, part: str) -> Rows:
    younger = {str(low): high for low, high in zip(BANDS[1:], BANDS, strict=False)}
    younger[UNDER_AGE] = BANDS[-1]

    def rows(people: Inhabitants) -> QuerySet:
        year, found = people.on.year, stage.rows(people)
        if part != UNDER_AGE:
            found = found.filter(learner__birth_year__lte=year - int(part))
        if part in younger:
            found = found.filter(learner__birth_year__gt=year - younger[part])
        return found

    return rows


@KINDS.add("sex")
def _sex(part: str, counted: str) -> Apart | None:
    stage, label = STAGES.get(counted), dict(sexes()).get(part)
    if stage is None or label is None:
        return None
    sex = "" if part == UNKNOWN else part

    def rows(people: Inhabitants) -> QuerySet:
        return stage.rows(people).filter(learner__sex=sex)

    column = replace(stage, label=f"{label}: {stage.label}", rows=rows)
    return Apart(column, _kept("sex", part, counted))


@KINDS.add("skill_code")
def _skill_code(part: str, counted: str) -> Apart | None:
    written = codes_there_are().get(part)
    if counted != "people" or not written:
        return None

    def rows(people: Inhabitants) -> QuerySet:
        of_it = LessonCompletion.objects.filter(lesson__skill_codes__in=written)
        return people.homes.filter(_has(of_it, people))

    counts = _("People who have completed at least one lesson that bears it.")
    column = Column("", named(part), counts, rows=rows)
    return Apart(column, _kept("skill_code", part, counted))


@KINDS.add("core_skill")
def _skill(part: str, counted: str) -> Apart | None:
    skills = SKILLS if part == ALL else [e for e in SKILLS if str(int(e)) == part]
    if counted != "people" or not skills:
        return None
    label = _("All five together") if part == ALL else skills[0].label
    counts = _("People who have completed at least one lesson of it.")
    if part == ALL:
        counts = _("People who have completed at least one lesson of each core skill.")

    def rows(people: Inhabitants) -> QuerySet:
        found = people.homes
        for skill in skills:
            of_it = LessonCompletion.objects.filter(lesson__core_skill=skill)
            found = found.filter(_has(of_it, people))
        return found

    column = Column("", label, counts, rows=rows)
    return Apart(column, _kept("core_skill", part, counted))


@KINDS.add("week")
def _in_week(part: str, counted: str) -> Apart | None:
    monday, stage = _monday(part), STAGES.get(counted)
    if stage is None:
        return None

    def rows(people: Inhabitants) -> QuerySet:
        before = stage.rows(_by(people, monday - A_WEEK))
        return stage.rows(_by(people, monday)).exclude(pk__in=before.values("pk"))

    words = {"what": stage.label, "day": monday.strftime("%d/%m/%Y")}
    label = _("%(what)s, in the week from %(day)s") % words
    counts = _("Those of whom it was true in that week for the first time.")
    column = Column("", label, counts, rows=rows)
    return Apart(column, _kept("week", part, counted))


@KINDS.add(BY_WEEK)
def _by_week(part: str, counted: str) -> Apart | None:
    monday, stage = _monday(part), STAGES.get(counted)
    if stage is None:
        return None

    def number(tally: Tally, kept: Breakdowns) -> int:
        """Return those of today less those who came in later weeks."""
        weeks = kept.get("week", {})
        later = (sums for week, sums in weeks.items() if _is_after(week, part))
        return getattr(tally, counted) - sum(sums.get(counted, 0) for sums in later)

    words = {"what": stage.label, "day": (monday + timedelta(6)).strftime("%d/%m/%Y")}
    label = _("%(what)s, up to %(day)s") % words
    column = replace(stage, label=label, rows=lambda it: stage.rows(_by(it, monday)))
    return Apart(column, number)


@KINDS.add("programme")
def _programme(part: str, counted: str) -> Apart | None:
    programme = Programme.objects.filter(pk=UUID(part)).first()
    if programme is None or counted not in ("people", "adults"):
        return None

    def rows(people: Inhabitants) -> QuerySet:
        done = ProgrammeCompletion.objects.filter(programme=programme)
        found = people.homes.filter(_has(done, people))
        if counted == "people":
            return found
        born_by = people.on.year - ADULT_YEARS
        return found.filter(learner__birth_year__lte=born_by)

    counts = _("People who have completed it; everybody counts once.")
    if counted == "adults":
        counts = _("People of 18 or older who have completed it; each counts once.")
    column = Column("", programme.title_in(get_language()), counts, rows=rows)
    return Apart(column, _kept("programme", part, counted))


def _has(facts: QuerySet, people: Inhabitants) -> Exists:
    own = facts.filter(learner=OuterRef("learner"), occurred_at__lt=people.until)
    return Exists(own)


def _monday(part: str) -> date:
    """Return the day a week is named by. Raises: ``ValueError``."""
    day = date.fromisoformat(part)
    if week_of(day) != day or day.isoformat() != part:
        raise ValueError(part)
    return day


def _is_after(week: str, part: str) -> bool:
    return week[:1].isdigit() and week > part  # "before" is not


def _by(people: Inhabitants, monday: date) -> Inhabitants:
    """Return the same people with what they had done by the end of that week."""
    sunday = monday + timedelta(days=6)
    return replace(people, up_to=min(sunday, people.on))
