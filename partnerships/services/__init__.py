"""Everything that writes agreements. One verb, one transaction: require, lock, rules, save, record."""

from partnerships.services.activities import confirm_activity, record_activity
from partnerships.services.drafting import create_draft, delete_draft, replace_counterpart, save_basics, save_clause
from partnerships.services.signing import (
    expire_agreements,
    refuse,
    send_signing_link,
    send_to_signature,
    sign,
    withdraw,
)

__all__ = [
    "confirm_activity",
    "create_draft",
    "delete_draft",
    "expire_agreements",
    "record_activity",
    "refuse",
    "replace_counterpart",
    "save_basics",
    "save_clause",
    "send_signing_link",
    "send_to_signature",
    "sign",
    "withdraw",
]
