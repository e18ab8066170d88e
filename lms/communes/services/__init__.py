"""Everything that writes places, positions and counts, and who may see what."""

from lms.communes.services.adults import (
    check_adults,
    check_households,
    enter_adult_count,
    enter_household_count,
)
from lms.communes.services.changing import (
    Change,
    merge_hamlets,
    move_hamlet,
    rename_hamlet,
    split_hamlet,
)
from lms.communes.services.derived import refresh_derived
from lms.communes.services.hamlet_lists import load_hamlets
from lms.communes.services.hamlets import add_hamlet
from lms.communes.services.loading import OFFICIAL_LISTS, load_units
from lms.communes.services.naming import address_of
from lms.communes.services.outlines import load_outlines
from lms.communes.services.population_lists import load_population
from lms.communes.services.positions import (
    Opened,
    appoint,
    end_position,
    kinds_open_to,
    may_appoint,
    may_see,
    opened_to,
    roles_given_in,
    seats_of,
    units_open_to,
)
from lms.communes.services.settling import (
    carry_over_hamlets,
    communes_to_carry_over,
    hamlets_waiting,
    settle_hamlet,
)

__all__ = [
    "OFFICIAL_LISTS",
    "Change",
    "Opened",
    "add_hamlet",
    "address_of",
    "appoint",
    "carry_over_hamlets",
    "check_adults",
    "check_households",
    "communes_to_carry_over",
    "end_position",
    "enter_adult_count",
    "enter_household_count",
    "hamlets_waiting",
    "kinds_open_to",
    "load_hamlets",
    "load_outlines",
    "load_population",
    "load_units",
    "may_appoint",
    "may_see",
    "merge_hamlets",
    "move_hamlet",
    "opened_to",
    "refresh_derived",
    "rename_hamlet",
    "roles_given_in",
    "seats_of",
    "settle_hamlet",
    "split_hamlet",
    "units_open_to",
]
