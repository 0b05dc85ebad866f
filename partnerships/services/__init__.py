"""Everything that writes agreements. One verb, one transaction: require, lock, rules, save, record."""

from partnerships.services.activities import confirm_activity, record_activity
from partnerships.services.applications import add_application, edit_application
from partnerships.services.bases import link_base, unlink_base
from partnerships.services.contributions import answer_contribution, deliver_contribution, link_equipment
from partnerships.services.drafting import (
    add_party,
    create_draft,
    delete_draft,
    remove_party,
    replace_counterpart,
    save_basics,
    save_clause,
    save_clauses,
)
from partnerships.services.governance import add_body, add_member, edit_body, end_membership, set_seats
from partnerships.services.importing import import_agreements
from partnerships.services.meetings import plan_meeting, record_decision, record_minutes
from partnerships.services.obligations import answer_obligation, report_done, settle_obligations
from partnerships.services.patents import add_patent, edit_patent
from partnerships.services.projects import add_project, correct_receipt, edit_project, record_receipt, take_back_receipt
from partnerships.services.risks import review_risk
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
    "add_party",
    "add_patent",
    "add_project",
    "answer_contribution",
    "answer_obligation",
    "confirm_activity",
    "correct_receipt",
    "create_draft",
    "delete_draft",
    "deliver_contribution",
    "edit_application",
    "edit_body",
    "edit_patent",
    "edit_project",
    "end_membership",
    "expire_agreements",
    "import_agreements",
    "link_base",
    "link_equipment",
    "plan_meeting",
    "record_activity",
    "record_decision",
    "record_minutes",
    "record_receipt",
    "refuse",
    "remove_party",
    "replace_counterpart",
    "report_done",
    "review_risk",
    "save_basics",
    "save_clause",
    "save_clauses",
    "send_signing_link",
    "send_to_signature",
    "set_seats",
    "settle_obligations",
    "sign",
    "take_back_receipt",
    "unlink_base",
    "withdraw",
]
