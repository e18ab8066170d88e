"""Joins two rows of one person, and takes it back: facts move and nothing is lost.

What both rows have stays where it is: the kept row's counts. What only the closed row
has goes over, with its papers, and its ids are written down, so that it can go back.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy

from lms.accounts.models import User
from lms.certificates.models import Certificate, WhyWithdrawn
from lms.certificates.services import withdraw
from lms.communes.errors import CommunesError
from lms.journey.services import finish_programmes
from lms.learners.models import Learner, Merger
from lms.progress.models import (
    Confirmation,
    CourseCompletion,
    Enrolment,
    LessonCompletion,
    ProgrammeCompletion,
)
from lms.progress.services import ask_for_course, undo_completion, wholes_not_done
from quizzes.models import Attempt

# Of each there is one for each of these: what the kept row lacks goes over.
ONE_EACH: dict[type[Model], str] = {
    Enrolment: "course_key",
    LessonCompletion: "lesson_key",
    CourseCompletion: "course_key",
    ProgrammeCompletion: "programme",
}
# What hangs on one of those goes where it goes.
WITH_IT: tuple[tuple[type[Model], str, type[Model]], ...] = (
    (Attempt, "completion", LessonCompletion),
    (Confirmation, "lesson_done", LessonCompletion),
    (Confirmation, "course_done", CourseCompletion),
    (Confirmation, "programme_done", ProgrammeCompletion),
    (Certificate, "course_completion", CourseCompletion),
    (Certificate, "programme_completion", ProgrammeCompletion),
)
MODELS = {each._meta.label: each for each in (*ONE_EACH, *(w[0] for w in WITH_IT))}


class CannotBeJoined(CommunesError):
    sentence = gettext_lazy(
        "These two rows cannot be joined: one of them is closed. Please look again."
    )


class CannotBeTakenBack(CommunesError):
    sentence = gettext_lazy(
        "This cannot be taken back any more: one of them has been forgotten since."
    )


class LaterOneFirst(CommunesError):
    sentence = gettext_lazy(
        "The row that goes on was joined to another itself. Take that apart first."
    )


@transaction.atomic
def merge(kept: Learner, merged: Learner, *, by: User, at: datetime) -> Merger:
    """Let one row go on for both; return what went over. The other's card is closed.

    Programmes that the two have done together are completed at once, courses by a job.
    Raises: `CannotBeJoined`.
    """
    rows = _held(kept, merged, taking_part=True)
    if len(rows) < 2 or any(each.only_listed for each in rows):
        raise CannotBeJoined
    moved = {model: _lacking(kept, merged, model) for model in ONE_EACH}
    ids: list[tuple[type[Model], list[UUID]]] = list(moved.items())
    for model, field, of in WITH_IT:
        hanging = model.objects.filter(learner=merged, **{f"{field}__in": moved[of]})
        ids.append((model, list(hanging.values_list("pk", flat=True))))
    for model, found in ids:
        model.objects.filter(pk__in=found).update(learner=kept)
    _open(merged, is_active=False)
    finish_programmes(kept, at=at)
    _ask_for_courses(moved[LessonCompletion], at=at)
    return Merger.objects.create(
        kept=kept, merged=merged, by=by, moved=_told(ids), occurred_at=at, arrived_at=at
    )


@transaction.atomic
def take_back(merger: Merger, *, by: User, at: datetime) -> Merger:
    """Let two rows be two people again: what had gone over goes back.

    What was learnt since stays with the kept row. What only the two together had
    completed is undone, and its papers are withdrawn.
    Raises: `CannotBeTakenBack`, `LaterOneFirst`.
    """
    held = Merger.objects.select_for_update().get(pk=merger.pk)
    rows = _held(held.kept, held.merged, taking_part=False)
    if held.taken_back_at or len(rows) < 2:
        raise CannotBeTakenBack
    if held.kept.mergers.filter(taken_back_at=None).exists():
        raise LaterOneFirst
    for label, ids in held.moved.items():
        there = MODELS[label]._base_manager.filter(pk__in=ids, learner=held.kept)
        there.update(learner=held.merged)
    _undo_together(held, by=by, at=at)
    _open(held.merged, is_active=True)
    held.taken_back_at, held.taken_back_by = at, by
    held.save(update_fields=["taken_back_at", "taken_back_by"])
    return held


def _undo_together(merger: Merger, *, by: User, at: datetime) -> None:
    """Undo what was completed since they were joined and the kept row alone had not.

    Courses first: programmes rest on them.
    """
    for done in wholes_not_done(merger.kept, since=merger.occurred_at):
        if paper := Certificate.objects.filter(**{_what(done): done}).first():
            withdraw(paper, WhyWithdrawn.TAKEN_APART, by=by, at=at)
        undo_completion(done)


def _what(done: CourseCompletion | ProgrammeCompletion) -> str:
    of_course = isinstance(done, CourseCompletion)
    return "course_completion" if of_course else "programme_completion"


def _held(*learners: Learner, taking_part: bool) -> list[Learner]:
    """Return those of these rows that still have a name, held in one order."""
    ids = [each.pk for each in learners]
    rows = Learner.objects.select_for_update(of=("self",)).order_by("pk")
    named = rows.filter(pk__in=ids, name_folded__gt="")
    return list(named.taking_part() if taking_part else named)


def _lacking(kept: Learner, merged: Learner, model: type[Model]) -> list[UUID]:
    """Return the facts of the closed row of which the kept row has none."""
    key = ONE_EACH[model]
    had = model.objects.filter(learner=kept).order_by().values(key)
    found = model.objects.filter(learner=merged).exclude(**{f"{key}__in": had})
    return list(found.values_list("pk", flat=True))


def _told(ids: list[tuple[type[Model], list[UUID]]]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for model, found in ids:
        told.setdefault(model._meta.label, []).extend(str(each) for each in found)
    return told


def _open(learner: Learner, *, is_active: bool) -> None:
    learner.user.is_active = is_active
    learner.user.save(update_fields=["is_active"])


def _ask_for_courses(completions: list[UUID], *, at: datetime) -> None:
    done = LessonCompletion.objects.filter(pk__in=completions).select_related("lesson")
    for course in {each.lesson.course for each in done}:
        ask_for_course(course, at=at)
