"""What rules and pages of this room read."""

from internships.selectors.classes import ClassPreview, class_preview
from internships.selectors.hosting import asked_term, hosting_answer
from internships.selectors.judging import (
    begin_findings,
    placement_findings,
    post_interns,
    slot_findings,
    staff_count,
)
from internships.selectors.placements import PlacementPage, placement_page
from internships.selectors.slots import SlotPage, reasons_given, slot_page

__all__ = [
    "ClassPreview",
    "PlacementPage",
    "SlotPage",
    "asked_term",
    "begin_findings",
    "class_preview",
    "hosting_answer",
    "placement_findings",
    "placement_page",
    "post_interns",
    "reasons_given",
    "slot_findings",
    "slot_page",
    "staff_count",
]
