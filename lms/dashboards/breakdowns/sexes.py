"""By sex, where the commune's list gives it: how far the people of each have come."""

from collections.abc import Iterator

from django.db.models import Case, CharField, F, Value, When

from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.breakdowns.stages import by_stage
from lms.dashboards.inhabitants import Inhabitants

UNKNOWN = "unknown"


@breakdown("sex")
def count(people: Inhabitants) -> Iterator[Counted]:
    part = Case(
        When(learner__sex="", then=Value(UNKNOWN)),
        default=F("learner__sex"),
        output_field=CharField(),
    )
    return by_stage(people, part)
