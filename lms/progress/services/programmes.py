"""Programmes: put together, completed, and completed afterwards by who waits."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from courses.models import CoursePage
from lms.jobs.models import Job
from lms.jobs.services import enqueue
from lms.learners.models import Learner
from lms.progress.models import (
    CourseCompletion,
    LessonCompletion,
    Programme,
    ProgrammeCompletion,
    ProgrammeVersion,
)
from lms.progress.reading import included, parts_done, rests_on
from lms.progress.rules import Meant, Of, Rule
from lms.progress.services.completing import confirm_programmes

# A job: it certifies, so it is done above.
COMPLETE = "journey.complete_programme"
JUST_BEGUN = timedelta(days=2)  # the worker may have rested over midnight


def complete_programmes(
    learner: Learner, *, at: datetime, of: Collection[str] = tuple(Of)
) -> list[ProgrammeCompletion]:
    """Return the completions of all programmes whose rule a resident meets by now.

    Only of those put together of these parts; each by the version in force. Those that
    were completed before are confirmed, where further parts raise them.
    """
    confirm_programmes(learner, at=at, of=of)
    today = timezone.localdate(at)
    had = learner.programme_completions.values("programme")
    in_force = ProgrammeVersion.objects.in_force(today).exclude(programme__in=had)
    meant = [
        version
        for version in in_force.select_related("programme").order_by("pk")
        if version.rule.of in of
        and version.rule.meant.includes(learner.birth_year, learner.sex, on=today)
    ]
    done = {part: parts_done(learner, part) for part in {v.rule.of for v in meant}}
    found = ((version, version.rule.how(done[version.rule.of])) for version in meant)
    return [
        ProgrammeCompletion.objects.create(
            learner=learner,
            programme=version.programme,
            version=version,
            parts=rests_on(learner, version.rule),
            occurred_at=at,
            arrived_at=at,
            **how.as_fields(),
        )
        for version, how in found
        if how
    ]


def waiting_for(programme: Programme, *, on: date) -> QuerySet[Learner]:
    """Return who meets the rule that a programme in use has on that day, without it.

    Not those who took their agreement back: nothing new is written down about them.
    """
    version = programme.versions.in_force(on).first()
    if version is None or not version.rule.keys:
        return Learner.objects.none()
    rule = version.rule
    done = _parts_of(rule).order_by().values("learner")
    counted = done.annotate(parts=Count("part", distinct=True))
    ready = counted.filter(parts__gte=rule.wanted).values("learner")
    had = programme.completions.values("learner")
    wanted = Learner.objects.taking_part().filter(included(rule.meant, on=on))
    return wanted.filter(pk__in=ready).exclude(pk__in=had).order_by("pk")


def _parts_of(rule: Rule) -> QuerySet:
    """Return the facts that are parts of a rule, each with its ``part``."""
    if rule.of == Of.COURSES:
        courses = CourseCompletion.objects.filter(course_key__in=rule.keys)
        return courses.annotate(part=F("course_key"))
    lessons = LessonCompletion.objects.filter(lesson__core_skill__in=rule.keys)
    return lessons.annotate(part=F("lesson__core_skill"))


def ask_for_completions(programme: Programme, *, at: datetime) -> Job:
    """Return the job that completes a programme for those who meet its rule already."""
    key = str(programme.pk)
    return enqueue(COMPLETE, key, at=at, programme_id=key)


@transaction.atomic
def ask_for_who_has_become_due(*, at: datetime) -> list[Job]:
    """Return the jobs for programmes that somebody meets without having done anything.

    A version has begun, they have come into the age it is meant for, or their sex has
    been written down.
    """
    today = timezone.localdate(at)
    in_force = ProgrammeVersion.objects.in_force(today).select_related("programme")
    due = [
        version.programme
        for version in in_force.order_by("pk")
        if today - version.from_on <= JUST_BEGUN or version.rule.meant != Meant()
    ]
    return [
        ask_for_completions(each, at=at)
        for each in due
        if waiting_for(each, on=today).exists()
    ]


def all_of(courses: Iterable[CoursePage]) -> Rule:
    """Return the rule that takes all of these courses, from everybody."""
    return Rule(keys=tuple(sorted(str(each.translation_key) for each in courses)))


@transaction.atomic
def save_programme(
    slug: str, *, rule: Rule, at: datetime, from_on: date | None = None, **words: str
) -> Programme:
    """Return the programme with these words and this rule, made or brought up to date.

    ``words``: titles, and for whom it is, in both languages.
    """
    programme, _ = Programme.objects.update_or_create(slug=slug, defaults=words)
    set_rule(programme, rule, at=at, from_on=from_on)
    return programme


def set_rule(
    programme: Programme, rule: Rule, *, at: datetime, from_on: date | None = None
) -> ProgrammeVersion:
    """Return the version by which a programme has this rule, from a day or from today.

    A new one, unless the newest has just this rule and its day stays.
    """
    newest = programme.newest
    same = newest and newest.kept == rule.as_json()
    if newest and same and from_on in {None, newest.from_on}:
        return newest
    return programme.versions.create(
        number=newest.number + 1 if newest else 1,
        from_on=from_on or timezone.localdate(at),
        made_at=at,
        kept=rule.as_json(),
    )
