"""By core skill: who has completed a lesson of it, and who of all five together."""

from collections.abc import Iterator

from django.db.models import Count, F

from courses.models import CoreSkill
from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import LessonCompletion

ALL = "all"
SKILLS = [skill for skill in CoreSkill if skill != CoreSkill.NONE]


@breakdown("core_skill")
def count(people: Inhabitants) -> Iterator[Counted]:
    tagged = LessonCompletion.objects.filter(lesson__core_skill__in=SKILLS)
    by_skill = people.facts(tagged, skill=F("lesson__core_skill"))
    for row in by_skill.annotate(n=Count("learner", distinct=True)):
        yield row["hamlet"], str(row["skill"]), "people", row["n"]
    by_person = people.facts(tagged, "learner")
    in_all = by_person.annotate(n=Count("lesson__core_skill", distinct=True))
    for row in in_all.filter(n=len(SKILLS)):
        yield row["hamlet"], ALL, "people", 1
