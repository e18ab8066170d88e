"""One way of taking the same people apart a file; each is found by itself."""

from lms.dashboards.breakdowns.base import (
    BREAKDOWNS,
    Breakdowns,
    added,
    breakdown,
    broken_down,
)
from lms.lib.registers import import_files_of

import_files_of(__name__, __path__)

__all__ = ["BREAKDOWNS", "Breakdowns", "added", "breakdown", "broken_down"]
