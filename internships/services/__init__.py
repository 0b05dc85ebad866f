"""The only writers of slots and placements."""

from internships.services.placements import (
    PlacementOver,
    SlotAnswersNo,
    SlotFull,
    StudentPlacedAlready,
    begin_placement,
    cancel_placement,
    end_placement,
    place_student,
)
from internships.services.slots import (
    SlotDraft,
    SlotNotOpen,
    SlotOpenAlready,
    close_past_slots,
    close_slot,
    confirm_slot,
    draft_slot,
    open_slot,
    save_slot,
)

__all__ = [
    "PlacementOver",
    "SlotAnswersNo",
    "SlotDraft",
    "SlotFull",
    "SlotNotOpen",
    "SlotOpenAlready",
    "StudentPlacedAlready",
    "begin_placement",
    "cancel_placement",
    "close_past_slots",
    "close_slot",
    "confirm_slot",
    "draft_slot",
    "end_placement",
    "open_slot",
    "place_student",
    "save_slot",
]
