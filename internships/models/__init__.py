"""What enterprises offer students, who is placed where, what stands around a placement, and what the rules found."""

from internships.models.care import (
    PlacementInsurance,
    PlacementMentor,
    PlacementOutcome,
    TripartiteAgreement,
)
from internships.models.findings import PlacementFinding, SlotFinding
from internships.models.hazards import Hazard, LabourLevel
from internships.models.help import HelpRequest, HelpRequestState
from internships.models.hosting import HostingAnswer
from internships.models.offers import JobOffer, JobOfferState
from internships.models.placements import Placement, PlacementState
from internships.models.slots import CONFIRM_AFTER, InternshipSlot, SlotState, Standing, VenueType

__all__ = [
    "CONFIRM_AFTER",
    "Hazard",
    "HelpRequest",
    "HelpRequestState",
    "HostingAnswer",
    "InternshipSlot",
    "JobOffer",
    "JobOfferState",
    "LabourLevel",
    "Placement",
    "PlacementFinding",
    "PlacementInsurance",
    "PlacementMentor",
    "PlacementOutcome",
    "PlacementState",
    "SlotFinding",
    "SlotState",
    "Standing",
    "TripartiteAgreement",
    "VenueType",
]
