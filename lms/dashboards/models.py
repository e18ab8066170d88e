"""Roll-ups: counted afresh from the facts, thrown away and rebuilt at will."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lms.communes.models import Unit


class HamletRollup(models.Model):
    """How many of those who live in a hamlet are registered, have begun, are certified.

    ``certificates`` counts papers, everything else people; ``certified_adults`` are
    those of the certified who are set against the adults who live there.
    Personal data: none. Source: docs/adr/0011.
    """

    hamlet = models.OneToOneField(Unit, on_delete=models.CASCADE, primary_key=True)
    registered = models.PositiveIntegerField(default=0)
    started = models.PositiveIntegerField(default=0)
    certified = models.PositiveIntegerField(default=0)
    certified_adults = models.PositiveIntegerField(default=0)
    certificates = models.PositiveIntegerField(default=0)
    counted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("roll-up of a hamlet")
        verbose_name_plural = _("roll-ups of hamlets")
        constraints = [
            models.CheckConstraint(
                condition=Q(certified_adults__lte=F("certified"))
                & Q(certified__lte=F("certificates")),
                name="dashboards_hamlet_rollup_adds_up",
            )
        ]


class HamletCourseRollup(models.Model):
    """How many people of a hamlet started and completed a course, and how.

    Personal data: none.
    """

    hamlet = models.ForeignKey(Unit, on_delete=models.CASCADE)
    course_key = models.UUIDField()
    started = models.PositiveIntegerField(default=0)
    completed = models.PositiveIntegerField(default=0)
    alone = models.PositiveIntegerField(default=0)
    helped = models.PositiveIntegerField(default=0)
    checked = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("roll-up of a course in a hamlet")
        verbose_name_plural = _("roll-ups of courses in hamlets")
        constraints = [
            models.UniqueConstraint(
                fields=["hamlet", "course_key"], name="dashboards_course_rollup_once"
            ),
            models.CheckConstraint(
                condition=Q(completed=F("alone") + F("helped") + F("checked")),
                name="dashboards_course_rollup_adds_up",
            ),
        ]


class CountedUpTo(models.Model):
    """The moment up to which arrived facts are in the roll-ups; one row, and a lock.

    Personal data: none.
    """

    moment = models.DateTimeField(null=True)
