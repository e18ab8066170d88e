"""Everything that is written here: roll-ups, adults of many places, period reports."""

from lms.dashboards.services.adults import enter_adults, enter_households
from lms.dashboards.services.corrections import correct
from lms.dashboards.services.days import ask_for_day, count_day
from lms.dashboards.services.keys import key_of, make_key, revoke_key
from lms.dashboards.services.names_files import (
    ask_for_names_file,
    forget_names_files,
    hand_out,
    make_names_file,
)
from lms.dashboards.services.period_counts import (
    ask_for_count,
    ask_for_counts_due,
    count_report,
)
from lms.dashboards.services.periods import (
    accept,
    confirm_hamlet,
    open_period,
    remark,
    send_back,
    submit,
)
from lms.dashboards.services.rollups import (
    ask_for_recount,
    bring_up_to_date,
    differing,
    rebuild,
    recount,
    recount_commune,
)

__all__ = [
    "accept",
    "ask_for_count",
    "ask_for_counts_due",
    "ask_for_day",
    "ask_for_names_file",
    "ask_for_recount",
    "bring_up_to_date",
    "confirm_hamlet",
    "correct",
    "count_day",
    "count_report",
    "differing",
    "enter_adults",
    "enter_households",
    "forget_names_files",
    "hand_out",
    "key_of",
    "make_key",
    "make_names_file",
    "open_period",
    "rebuild",
    "recount",
    "recount_commune",
    "remark",
    "revoke_key",
    "send_back",
    "submit",
]
