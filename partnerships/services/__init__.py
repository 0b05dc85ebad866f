"""Everything that writes agreements. One verb, one transaction: require, lock, rules, save, record."""

from partnerships.services.activities import confirm_activity, record_activity
from partnerships.services.applications import add_application, edit_application
from partnerships.services.drafting import create_draft, delete_draft, replace_counterpart, save_basics, save_clause
from partnerships.services.governance import add_body, add_member, edit_body, end_membership, set_seats
from partnerships.services.meetings import plan_meeting, record_decision, record_minutes
from partnerships.services.patents import add_patent, edit_patent
from partnerships.services.projects import add_project, correct_receipt, edit_project, record_receipt, take_back_receipt
from partnerships.services.signing import (
    expire_agreements,
    refuse,
    send_signing_link,
    send_to_signature,
    sign,
    withdraw,
)

__all__ = [
    "add_application",
    "add_body",
    "add_member",
    "add_patent",
    "add_project",
    "confirm_activity",
    "correct_receipt",
    "create_draft",
    "delete_draft",
    "edit_application",
    "edit_body",
    "edit_patent",
    "edit_project",
    "end_membership",
    "expire_agreements",
    "plan_meeting",
    "record_activity",
    "record_decision",
    "record_minutes",
    "record_receipt",
    "refuse",
    "replace_counterpart",
    "save_basics",
    "save_clause",
    "send_signing_link",
    "send_to_signature",
    "set_seats",
    "sign",
    "take_back_receipt",
    "withdraw",
]
