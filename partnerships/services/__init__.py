"""Everything that writes agreements. One verb, one transaction: require, lock, rules, save, record."""

from partnerships.services.activities import confirm_activity, record_activity
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
)
from partnerships.services.importing import import_agreements
from partnerships.services.obligations import answer_obligation, report_done, settle_obligations
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
    "add_party",
    "answer_contribution",
    "answer_obligation",
    "confirm_activity",
    "create_draft",
    "delete_draft",
    "deliver_contribution",
    "expire_agreements",
    "import_agreements",
    "link_base",
    "link_equipment",
    "record_activity",
    "refuse",
    "remove_party",
    "replace_counterpart",
    "report_done",
    "review_risk",
    "save_basics",
    "save_clause",
    "send_signing_link",
    "send_to_signature",
    "settle_obligations",
    "sign",
    "unlink_base",
    "withdraw",
]
