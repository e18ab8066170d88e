"""Reads what the roll-ups say; two queries, however many residents there are."""

from collections.abc import Iterable
from uuid import UUID

from lms.dashboards.counting import CourseTally, Tally
from lms.dashboards.models import HamletCourseRollup, HamletRollup

PEOPLE = [name for name in vars(Tally()) if name != "courses"]
COURSE = list(vars(CourseTally()))


def tallies_kept(hamlet_ids: Iterable[UUID]) -> dict[UUID, Tally]:
    """Return what the roll-ups say of these hamlets; one never counted is left out."""
    rows = HamletRollup.objects.filter(hamlet__in=list(hamlet_ids))
    kept = {row.hamlet_id: Tally(**_columns(row, PEOPLE)) for row in rows}
    for row in HamletCourseRollup.objects.filter(hamlet__in=list(kept)):
        course = CourseTally(**_columns(row, COURSE))
        kept[row.hamlet_id].courses[row.course_key] = course
    return kept


def _columns(row: object, names: list[str]) -> dict[str, int]:
    return {name: getattr(row, name) for name in names}
