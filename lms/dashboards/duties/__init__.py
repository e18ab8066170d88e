"""What an officer has to do now: one duty a file; each is found by itself."""

from lms.dashboards.duties.base import DUTIES, Duty, Seat, duties_of
from lms.lib.registers import import_files_of

import_files_of(__name__, __path__)

__all__ = ["DUTIES", "Duty", "Seat", "duties_of"]
