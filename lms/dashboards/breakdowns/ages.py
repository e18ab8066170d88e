"""By age: in which bands of life people are, and how far those of each have come."""

from collections.abc import Iterator

from django.db.models import Case, CharField, Value, When

from lms.dashboards.breakdowns.base import Counted, breakdown
from lms.dashboards.breakdowns.stages import by_stage
from lms.dashboards.inhabitants import Inhabitants

# A band is named by the age at which it begins, in years since the year of birth.
BANDS = (60, 45, 30, 18)
UNDER_AGE = "0"


@breakdown("age")
def count(people: Inhabitants) -> Iterator[Counted]:
    born_by = [(age, people.on.year - age) for age in BANDS]
    band = Case(
        *(
            When(learner__birth_year__lte=year, then=Value(str(age)))
            for age, year in born_by
        ),
        default=Value(UNDER_AGE),
        output_field=CharField(),
    )
    return by_stage(people, band)
