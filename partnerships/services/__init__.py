"""Everything that writes agreements. One verb, one transaction: require, lock, rules, save, record."""

from partnerships.services.activities import confirm_activity, record_activity
from partnerships.services.amending import (
    begin_amendment,
    refresh_amendment,
    set_amendment_day,
    take_up_terms,
)
from partnerships.services.applications import add_application, edit_application
from partnerships.services.asking import answer_wish, ask_for_change, remind_to_sign
from partnerships.services.assessments import answer_assessment, record_assessment, remind_of_assessments
from partnerships.services.bases import link_base, unlink_base
from partnerships.services.checking import add_check_step, decide_check, edit_check_step, end_check_step
from partnerships.services.contacts import add_contact, remove_contact
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
from partnerships.services.ending import (
    agree_to_end,
    end_agreements,
    give_notice,
    resume,
    suspend,
    take_back_notice,
)
from partnerships.services.files import order_missing_files
from partnerships.services.governance import add_body, add_member, edit_body, end_membership, set_seats
from partnerships.services.importing import import_agreements
from partnerships.services.meetings import plan_meeting, record_decision, record_minutes
from partnerships.services.obligations import answer_obligation, report_done, settle_obligations
from partnerships.services.paper import record_paper_signature, undo_paper_signature
from partnerships.services.patents import add_patent, edit_patent
from partnerships.services.projects import add_project, correct_receipt, edit_project, record_receipt, take_back_receipt
from partnerships.services.renewing import decide_not_to_renew, remind_of_decisions, renew
from partnerships.services.risks import report_figure, review_risk
from partnerships.services.safeguards import decide_claim, file_claim, record_drill
from partnerships.services.scenarios import drop_scenario, keep_scenario
from partnerships.services.settling import confirm_payment
from partnerships.services.signatories import add_signatory, remove_signatory, set_signing_order
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
    "add_check_step",
    "add_contact",
    "add_member",
    "add_party",
    "add_patent",
    "add_project",
    "add_signatory",
    "agree_to_end",
    "answer_assessment",
    "answer_contribution",
    "answer_obligation",
    "answer_wish",
    "ask_for_change",
    "begin_amendment",
    "confirm_activity",
    "confirm_payment",
    "correct_receipt",
    "create_draft",
    "decide_check",
    "decide_claim",
    "decide_not_to_renew",
    "delete_draft",
    "deliver_contribution",
    "drop_scenario",
    "edit_application",
    "edit_body",
    "edit_check_step",
    "edit_patent",
    "edit_project",
    "end_agreements",
    "end_check_step",
    "end_membership",
    "expire_agreements",
    "file_claim",
    "give_notice",
    "import_agreements",
    "keep_scenario",
    "link_base",
    "link_equipment",
    "order_missing_files",
    "plan_meeting",
    "record_activity",
    "record_assessment",
    "record_decision",
    "record_drill",
    "record_minutes",
    "record_paper_signature",
    "record_receipt",
    "refresh_amendment",
    "refuse",
    "remind_of_assessments",
    "remind_of_decisions",
    "remind_to_sign",
    "remove_contact",
    "remove_party",
    "remove_signatory",
    "renew",
    "replace_counterpart",
    "report_done",
    "report_figure",
    "resume",
    "review_risk",
    "save_basics",
    "save_clause",
    "save_clauses",
    "send_signing_link",
    "send_to_signature",
    "set_amendment_day",
    "set_seats",
    "set_signing_order",
    "settle_obligations",
    "sign",
    "suspend",
    "take_back_notice",
    "take_back_receipt",
    "take_up_terms",
    "undo_paper_signature",
    "unlink_base",
    "withdraw",
]
