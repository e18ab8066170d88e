"""Places as they were and are, who lives there in numbers, and who may see them."""

from lms.communes.models.adults import AdultCount, HouseholdCount
from lms.communes.models.outlines import Outline
from lms.communes.models.positions import Position
from lms.communes.models.units import (
    COMMUNE_KINDS,
    KIND_WORDS,
    Kind,
    Share,
    Unit,
    UnitQuerySet,
    UnitSuccession,
)

__all__ = [
    "COMMUNE_KINDS",
    "KIND_WORDS",
    "AdultCount",
    "HouseholdCount",
    "Kind",
    "Outline",
    "Position",
    "Share",
    "Unit",
    "UnitQuerySet",
    "UnitSuccession",
]
