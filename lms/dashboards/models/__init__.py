"""What is counted, and can be again; what offices say, and reports: these are kept."""

from lms.dashboards.models.days import DayReading
from lms.dashboards.models.entries import (
    Audience,
    Measure,
    OfficialFigure,
    OfficialKind,
    Target,
)
from lms.dashboards.models.keys import OpenKey
from lms.dashboards.models.layout import ReportLayout
from lms.dashboards.models.names_files import NamesFile
from lms.dashboards.models.period_counts import PeriodCount
from lms.dashboards.models.periods import Correction, Period, PeriodReport, ReportStep
from lms.dashboards.models.rollups import CountedUpTo, Rollup

__all__ = [
    "Audience",
    "Correction",
    "CountedUpTo",
    "DayReading",
    "Measure",
    "NamesFile",
    "OfficialFigure",
    "OfficialKind",
    "OpenKey",
    "Period",
    "PeriodCount",
    "PeriodReport",
    "ReportLayout",
    "ReportStep",
    "Rollup",
    "Target",
]
