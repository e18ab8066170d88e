"""Attempts: what a resident was asked, answered and earned."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.learners.models import Learner
from lms.lib.facts import WitnessedFact
from quizzes.models.quiz import Edition
from quizzes.paper import PaperQuestion, draw_paper


class AttemptQuerySet(models.QuerySet):
    def of(self, user: object) -> Self:
        return self.filter(learner__user=user)

    def handed_in(self) -> Self:
        return self.filter(handed_in_at__isnull=False)


class Attempt(WitnessedFact):
    """One go at one edition. Open until handed in, then never edited.

    ``occurred_at`` is when it was begun. Points are whole. Personal data: what a
    resident answered; kept as the evidence of a completion, with the resident's row.
    """

    learner = models.ForeignKey(
        Learner,
        on_delete=models.PROTECT,
        related_name="attempts",
        db_index=False,  # the index over learner and page begins with it
    )
    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="attempts"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.PROTECT, related_name="+"
    )
    seed = models.PositiveIntegerField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    points_earned = models.PositiveSmallIntegerField(null=True, blank=True)
    points_possible = models.PositiveSmallIntegerField()
    points_needed = models.PositiveSmallIntegerField()

    objects = AttemptQuerySet.as_manager()

    class Meta(WitnessedFact.Meta):
        abstract = False
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            *WitnessedFact.Meta.constraints,
            models.UniqueConstraint(
                fields=["learner", "page", "edition"],
                condition=Q(handed_in_at=None),
                name="quizzes_attempt_one_open",
            ),
            models.CheckConstraint(
                condition=Q(handed_in_at=None, points_earned=None)
                | Q(handed_in_at__isnull=False, points_earned__isnull=False),
                name="quizzes_attempt_marked_when_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(points_earned=None)
                | Q(points_earned__lte=F("points_possible")),
                name="quizzes_attempt_points_within_possible",
            ),
        ]
        indexes = [models.Index(fields=["learner", "page"])]

    @property
    def paper(self) -> list[PaperQuestion]:
        """Return what this resident is asked, drawn again from edition and seed."""
        return draw_paper(self.edition.content, self.seed)

    @property
    def passed(self) -> bool:
        earned = self.points_earned
        return earned is not None and earned >= self.points_needed
