"""What rules and pages of this room read."""

from internships.selectors.judging import (
    begin_findings,
    placement_findings,
    post_interns,
    slot_findings,
    staff_count,
)
from internships.selectors.slots import SlotPage, reasons_given, slot_page

__all__ = [
    "SlotPage",
    "begin_findings",
    "placement_findings",
    "post_interns",
    "reasons_given",
    "slot_findings",
    "slot_page",
    "staff_count",
]
