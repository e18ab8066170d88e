"""Reports on a period: what hamlets, commune and province did, and what was frozen."""

from datetime import date
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit
from lms.dashboards.periods.chain import State, Step, confirmed_now, state_after
from lms.lib.ids import uuid7

REMARK_LENGTH = 1000


class Period(models.Model):
    """A month or a campaign on which the communes of a province report.

    Figures are those of its last day; until the due day communes submit them.
    Personal data: who opened it, so that they can be asked. Until: as long as reports.
    """

    class Kind(models.TextChoices):
        MONTH = "month", _("Month")
        CAMPAIGN = "campaign", _("Campaign")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    province = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("province")
    )
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    due_on = models.DateField(_("due on"))
    title_vi = models.CharField(_("title in Vietnamese"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["-last_on", "-first_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["province", "kind", "first_on", "last_on"],
                name="dashboards_period_once",
            ),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")) & Q(due_on__gt=F("last_on")),
                name="dashboards_period_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        """Return its title in the language of the screen."""
        english = (get_language() or "").startswith("en")
        return self.title_en if english else self.title_vi

    @property
    def communes(self) -> models.QuerySet:
        """Return the communes that report: those in force on its last day."""
        there = Unit.objects.on(self.last_on).communes()
        return there.filter(parent=self.province)

    def hamlets_of(self, commune: Unit) -> models.QuerySet:
        """Return the hamlets in force on its last day, in order."""
        there = Unit.objects.on(self.last_on).hamlets()
        return there.filter(parent=commune).in_order()

    def over_on(self, day: date) -> bool:
        return day > self.last_on


class PeriodReport(models.Model):
    """One commune's report on one period; its state follows from its steps.

    ``content`` is what was submitted and then accepted, with its hash: written once.
    Personal data: none; figures of hamlets, seen in full inside the commune only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="reports")
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    content = models.JSONField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    accepted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("period report")
        verbose_name_plural = _("period reports")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "commune"], name="dashboards_report_once"
            ),
            models.CheckConstraint(
                condition=Q(content__isnull=True, sha256="", accepted_at=None)
                | Q(content__isnull=False, accepted_at__isnull=False) & ~Q(sha256=""),
                name="dashboards_report_frozen_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commune}, {self.period}"

    @cached_property
    def taken(self) -> list["ReportStep"]:
        """Return the steps taken so far, in their order."""
        if "steps" in getattr(self, "_prefetched_objects_cache", {}):
            return list(self.steps.all())
        return list(self.steps.select_related("by", "hamlet"))

    @property
    def state(self) -> State:
        return state_after(Step(each.kind) for each in self.taken)

    @property
    def confirmed(self) -> set[Any]:
        """Return the ids of the hamlets that stand by their figures."""
        return confirmed_now((Step(each.kind), each.hamlet_id) for each in self.taken)

    def last(self, kind: Step) -> "ReportStep | None":
        return next((s for s in reversed(self.taken) if s.kind == kind), None)


class ReportStepQuerySet(models.QuerySet):
    def of(self, report: PeriodReport) -> Self:
        return self.filter(report=report)


class ReportStep(models.Model):
    """A fact: somebody confirmed, remarked, submitted, sent back or accepted.

    ``content`` is what they had before their eyes: a hamlet's figures when it was
    confirmed, the whole report when it was submitted. Only ever added.
    Personal data: who answered for a report. Until: as long as the report.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(
        PeriodReport, on_delete=models.PROTECT, related_name="steps"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("step"), max_length=10, choices=Step)
    hamlet = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+"
    )
    remark = models.TextField(_("remark"), blank=True, max_length=REMARK_LENGTH)
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    objects = ReportStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a report")
        verbose_name_plural = _("steps of reports")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="dashboards_step_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Step.SENT_BACK, Step.COMMENTED]) | ~Q(remark=""),
                name="dashboards_step_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Step.CONFIRMED) | Q(hamlet__isnull=False),
                name="dashboards_step_confirms_a_hamlet",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Step.CONFIRMED, Step.SUBMITTED])
                | Q(content__isnull=False) & ~Q(sha256=""),
                name="dashboards_step_holds_what_was_seen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_kind_display()}"


class Correction(models.Model):
    """A fact: one figure of an accepted report was and is to be read otherwise.

    Each carries the hash of the one before, the first that of the report; so none can
    be changed, left out or put between without its being seen.
    Personal data: who answers for it. Until: as long as the report.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.ForeignKey(
        PeriodReport, on_delete=models.PROTECT, related_name="corrections"
    )
    number = models.PositiveIntegerField()
    place = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("place")
    )
    what = models.CharField(_("figure"), max_length=80)
    was = models.IntegerField(_("was"), null=True)
    is_now = models.IntegerField(_("is"), null=True)
    reason = models.CharField(_("reason"), max_length=REMARK_LENGTH)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["report", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"], name="dashboards_correction_in_order"
            ),
            models.CheckConstraint(
                condition=~Q(reason=""), name="dashboards_correction_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report}: {self.what}"
