"""What is counted: thrown away and counted again at will."""

from lms.dashboards.models.days import DayReading
from lms.dashboards.models.rollups import CountedUpTo, Rollup

__all__ = ["CountedUpTo", "DayReading", "Rollup"]
