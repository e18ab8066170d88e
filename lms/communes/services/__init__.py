"""Everything that writes places, positions and counts, and who may see what."""

from lms.communes.services.adults import enter_adult_count
from lms.communes.services.derived import refresh_derived
from lms.communes.services.hamlets import add_hamlet, load_hamlets
from lms.communes.services.loading import OFFICIAL_LISTS, load_units
from lms.communes.services.naming import address_of
from lms.communes.services.positions import (
    appoint,
    end_position,
    may_appoint,
    may_see,
    units_open_to,
)

__all__ = [
    "OFFICIAL_LISTS",
    "add_hamlet",
    "address_of",
    "appoint",
    "end_position",
    "enter_adult_count",
    "load_hamlets",
    "load_units",
    "may_appoint",
    "may_see",
    "refresh_derived",
    "units_open_to",
]
