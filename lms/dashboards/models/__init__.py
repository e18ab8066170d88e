"""What is counted, thrown away and counted again; and reports, which are kept."""

from lms.dashboards.models.days import DayReading
from lms.dashboards.models.periods import Correction, Period, PeriodReport, ReportStep
from lms.dashboards.models.rollups import CountedUpTo, Rollup

__all__ = [
    "Correction",
    "CountedUpTo",
    "DayReading",
    "Period",
    "PeriodReport",
    "ReportStep",
    "Rollup",
]
