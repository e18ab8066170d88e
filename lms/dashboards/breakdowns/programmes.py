"""By programme: who has completed it, and how many of them are adults."""

from collections.abc import Iterator

from django.db.models import Count, Q

from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.counting import ADULT_YEARS
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import ProgrammeCompletion


@breakdown("programme")
def count(people: Inhabitants) -> Iterator[Counted]:
    adult = Q(learner__birth_year__lte=people.on.year - ADULT_YEARS)
    done = people.facts(ProgrammeCompletion.objects.all(), "programme")
    for row in done.annotate(people=Count("pk"), adults=Count("pk", filter=adult)):
        for counted in ("people", "adults"):
            yield row["hamlet"], str(row["programme"]), counted, row[counted]
