"""By skill code: who has completed a lesson that bears it. A lesson can bear several.

A part is written 2-3, as it can stand in an address. The one query groups by hamlet and
counts people for each code there is: few, where lessons done are many.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Q

from courses.models import LessonPage
from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import LessonCompletion


@breakdown("skill_code")
def count(people: Inhabitants) -> Iterator[Counted]:
    bearing = codes_there_are()
    if not bearing:
        return
    wanted = {
        f"code_{number}": Q(lesson__skill_codes__in=several)
        for number, several in enumerate(bearing.values())
    }
    done = LessonCompletion.objects.exclude(lesson__skill_codes="")
    counts = {
        name: Count("learner", distinct=True, filter=asked)
        for name, asked in wanted.items()
    }
    for row in people.facts(done).annotate(**counts):
        for name, part in zip(wanted, bearing, strict=True):
            yield row["hamlet"], part, "people", row[name]


def codes_there_are() -> dict[str, list[str]]:
    """Return each part with all that is written in the lessons that bear its code."""
    written = LessonPage.objects.exclude(skill_codes="").order_by("skill_codes")
    bearing: dict[str, list[str]] = defaultdict(list)
    for codes in written.values_list("skill_codes", flat=True).distinct():
        for code in codes.split(", "):
            bearing[code.replace(".", "-")].append(codes)
    return dict(bearing)
