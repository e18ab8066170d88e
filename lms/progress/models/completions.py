"""What each resident has done: enrolments and completions, as facts.

Lessons and courses are named by their ``translation_key``, one for all languages;
the page in the language that was read is kept beside it.
"""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from courses.models import CoursePage, LessonPage
from lms.learners.models import Learner
from lms.lib.facts import Fact, HowWitnessed, WitnessedFact
from lms.progress.models.programmes import Programme, ProgrammeVersion
from lms.progress.standing import INDEPENDENCE, most_independent
from quizzes.models import Attempt


class Enrolment(Fact):
    """A resident began a course: with the first lesson done or quiz started in it."""

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="enrolments"
    )
    course_key = models.UUIDField()
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course_key"], name="progress_enrolment_once"
            )
        ]
        indexes = [models.Index(fields=["course_key"], name="progress_enrolled_in")]


class CompletionQuerySet(models.QuerySet):
    def with_best_witness(self, *, before: datetime | None = None) -> Self:
        """Add ``best_witness``: the witness of each one's standing, by the database.

        As it was ``before`` a moment, or as it is now.
        """
        field = self.model.confirmations.field.name
        confirmed = Confirmation.objects.filter(**{field: OuterRef("pk")})
        if before:
            confirmed = confirmed.filter(occurred_at__lt=before)
        cases = [
            When(
                Q(witness=way) | Exists(confirmed.filter(witness=way)), then=Value(way)
            )
            for way in reversed(INDEPENDENCE)
        ]
        return self.annotate(best_witness=Case(*cases))


class Completion(WitnessedFact):
    """Something was done for the first time; `Confirmation` says that it was again."""

    objects = CompletionQuerySet.as_manager()

    class Meta(WitnessedFact.Meta):
        abstract = True

    @property
    def standing(self) -> HowWitnessed:
        """Return the most independent way in which it has been done so far."""
        return most_independent(
            [self.how, *(it.how for it in self.confirmations.all())]
        )


class LessonCompletion(Completion):
    """A resident completed a lesson: its quiz passed, or done where it has none."""

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="lesson_completions"
    )
    lesson_key = models.UUIDField()
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="+")
    attempt = models.OneToOneField(
        Attempt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="completion",
    )

    class Meta(Completion.Meta):
        abstract = False
        verbose_name = _("lesson completion")
        verbose_name_plural = _("lesson completions")
        constraints = [
            *WitnessedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["learner", "lesson_key"], name="progress_lesson_completed_once"
            ),
        ]


class CourseCompletion(Completion):
    """A resident completed every lesson the course had at that moment.

    A lesson added later takes nothing away. ``witness`` is the least independent of
    its lessons at that moment: one helped lesson makes a helped course.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="course_completions"
    )
    course_key = models.UUIDField()
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+")
    lesson_keys = models.JSONField(default=list)

    class Meta(Completion.Meta):
        abstract = False
        verbose_name = _("course completion")
        verbose_name_plural = _("course completions")
        constraints = [
            *WitnessedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["learner", "course_key"], name="progress_course_completed_once"
            ),
        ]
        indexes = [models.Index(fields=["course_key"], name="progress_completed_in")]


class ProgrammeCompletion(Completion):
    """A resident completed a programme by the rule of one of its versions.

    Once for good: a later version takes nothing away and asks nothing more. ``parts``
    are the keys of the courses it rests on, or of the lessons that bear its skills.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="programme_completions"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="completions"
    )
    version = models.ForeignKey(
        ProgrammeVersion, on_delete=models.PROTECT, related_name="completions"
    )
    parts = models.JSONField(default=list)

    class Meta(Completion.Meta):
        abstract = False
        verbose_name = _("programme completion")
        verbose_name_plural = _("programme completions")
        constraints = [
            *WitnessedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["learner", "programme"],
                name="progress_programme_completed_once",
            ),
        ]


class Confirmation(WitnessedFact):
    """A resident did what they had completed again, and more independently.

    Of a lesson; then of a course or programme as well, where all its parts now stand
    higher. The completion itself and its certificate stay. Source: docs/adr/0013.
    """

    learner = models.ForeignKey(
        Learner, on_delete=models.PROTECT, related_name="confirmations"
    )
    lesson_done = models.ForeignKey(
        LessonCompletion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
    )
    course_done = models.ForeignKey(
        CourseCompletion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
    )
    programme_done = models.ForeignKey(
        ProgrammeCompletion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmations",
    )
    attempt = models.OneToOneField(
        Attempt,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="confirmation",
    )

    class Meta(WitnessedFact.Meta):
        abstract = False
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            *WitnessedFact.Meta.constraints,
            models.CheckConstraint(
                name="progress_confirmation_of_one_thing",
                condition=Q(lesson_done__isnull=False, course_done=None)
                & Q(programme_done=None)
                | Q(lesson_done=None, course_done__isnull=False, programme_done=None)
                | Q(lesson_done=None, course_done=None, programme_done__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    fields=[f"{what}_done", "witness"],
                    name=f"progress_{what}_confirmed_once_a_way",
                )
                for what in ("lesson", "course", "programme")
            ),
        ]
