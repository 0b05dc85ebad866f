"""What enterprises offer students, who is placed where, and what the rules found."""

from internships.models.findings import PlacementFinding, SlotFinding
from internships.models.placements import Placement, PlacementState
from internships.models.slots import CONFIRM_AFTER, InternshipSlot, SlotState, Standing, VenueType

__all__ = [
    "CONFIRM_AFTER",
    "InternshipSlot",
    "Placement",
    "PlacementFinding",
    "PlacementState",
    "SlotFinding",
    "SlotState",
    "Standing",
    "VenueType",
]
