"""By lesson: how many completed it; the skill codes it teaches are read from it."""

from collections.abc import Iterator

from django.db.models import Count

from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import LessonCompletion


@breakdown("lesson")
def count(people: Inhabitants) -> Iterator[Counted]:
    by_lesson = people.facts(LessonCompletion.objects.all(), "lesson_key")
    for row in by_lesson.annotate(n=Count("pk")):
        yield row["hamlet"], str(row["lesson_key"]), "people", row["n"]
