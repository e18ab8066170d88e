"""How far people have come, by any part they can be taken apart by."""

from collections.abc import Iterator

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.expressions import Combinable

from lms.certificates.models import Certificate
from lms.dashboards.breakdowns.base import Counted
from lms.dashboards.inhabitants import Inhabitants
from lms.progress.models import CourseCompletion, Enrolment

STAGES = ("registered", "started", "completed", "certified")


def by_stage(people: Inhabitants, part: Combinable) -> Iterator[Counted]:
    """Give how many of each part are registered, have begun, completed, a paper.

    Each stage holds those of the next: whoever completed a course had begun it.
    """
    own = {"learner": OuterRef("learner")}
    earlier = {"occurred_at__lt": people.until}
    reached = {
        "started": Enrolment.objects.filter(**own, **earlier),
        "completed": CourseCompletion.objects.filter(**own, **earlier),
        "certified": Certificate.objects.filter(**own, issued_at__lt=people.until),
    }
    flags = {f"has_{stage}": Exists(facts) for stage, facts in reached.items()}
    counts = {s: Count("pk", filter=Q(**{f"has_{s}": True})) for s in reached}
    taken_apart = people.homes.annotate(part=part, **flags).values("hamlet", "part")
    rows = taken_apart.annotate(registered=Count("pk"), **counts)
    for row in rows.values_list("hamlet", "part", *STAGES):
        for stage, number in zip(STAGES, row[2:], strict=True):
            yield row[0], row[1], stage, number
