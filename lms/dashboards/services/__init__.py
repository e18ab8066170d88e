"""Everything that is written here: roll-ups, and the adults of many places at once."""

from lms.dashboards.services.adults import enter_adults
from lms.dashboards.services.days import ask_for_day, count_day
from lms.dashboards.services.rollups import (
    ask_for_recount,
    bring_up_to_date,
    differing,
    rebuild,
    recount,
    recount_commune,
)

__all__ = [
    "ask_for_day",
    "ask_for_recount",
    "bring_up_to_date",
    "count_day",
    "differing",
    "enter_adults",
    "rebuild",
    "recount",
    "recount_commune",
]
