"""Residents, and the lists that bring them."""

from lms.learners.models.households import PastHousehold
from lms.learners.models.leaving import (
    Anonymisation,
    Departure,
    Merger,
    NeverListed,
    Relocation,
    RelocationQuerySet,
    WhyLeft,
)
from lms.learners.models.people import (
    Channel,
    Consent,
    Decision,
    Learner,
    LearnerQuerySet,
    NameCorrection,
    PinRenewal,
    Purpose,
    RegisteredHow,
    Residence,
    ResidenceQuerySet,
    Sex,
)
from lms.learners.models.rosters import (
    Choice,
    Outcome,
    RosterImport,
    RosterLine,
    RosterLineQuerySet,
    State,
)

__all__ = [
    "Anonymisation",
    "Channel",
    "Choice",
    "Consent",
    "Decision",
    "Departure",
    "Learner",
    "LearnerQuerySet",
    "Merger",
    "NameCorrection",
    "NeverListed",
    "Outcome",
    "PastHousehold",
    "PinRenewal",
    "Purpose",
    "RegisteredHow",
    "Relocation",
    "RelocationQuerySet",
    "Residence",
    "ResidenceQuerySet",
    "RosterImport",
    "RosterLine",
    "RosterLineQuerySet",
    "Sex",
    "State",
    "WhyLeft",
]
