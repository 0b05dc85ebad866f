"""Who there is: people, organisations, and what binds them."""

from accounts.models.access import ApiToken, Evidence, EvidenceGrant, IdempotencyKey, Link
from accounts.models.people import Invitation, Membership, Organisation, OrganisationKind, Role, User

__all__ = [
    "ApiToken",
    "Evidence",
    "EvidenceGrant",
    "IdempotencyKey",
    "Invitation",
    "Link",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "Role",
    "User",
]
