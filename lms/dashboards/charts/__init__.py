"""One chart a file, drawn on the server; each is found by itself."""

from lms.dashboards.charts.base import CHARTS, Chart, Seen, charts_of
from lms.lib.registers import import_files_of

import_files_of(__name__, __path__)

__all__ = ["CHARTS", "Chart", "Seen", "charts_of"]
